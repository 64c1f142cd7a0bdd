import { IsOptional } from 'class-validator';
import { Field, InputType, ObjectType } from 'type-graphql';
import { Check, Impact, PLAN_DESCRIPTION, PlannedInput, PlannedStep, Window } from '../plans.types.js';
import { isTypedText } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { SyncDiagnosis } from '../venue/sync-diagnosis.types.js';

@ObjectType({ simpleResolvers: true, description: PLAN_DESCRIPTION })
export class ResyncPlan {
  @Field(() => String, { description: 'The planFingerprint for resync.' })
  fingerprint!: string;

  @Field(() => SyncDiagnosis, { nullable: true })
  diagnosis?: SyncDiagnosis;

  @Field(() => Impact, { nullable: true })
  impact?: Impact;

  @Field(() => Window, { nullable: true })
  window?: Window;

  @Field(() => [Check])
  checks!: Check[];

  @Field(() => [PlannedStep])
  steps!: PlannedStep[];

  @Field(() => Boolean)
  ready!: boolean;

  @Field(() => DateTimeScalar)
  expiresAt!: Date;
}

@InputType()
export class ResyncInput extends PlannedInput {
  @Field(() => String, { description: "The venue's company name, typed." })
  @isTypedText(200)
  confirmation!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When to start; null: now.' })
  @IsOptional()
  startAt?: Date | null;
}
