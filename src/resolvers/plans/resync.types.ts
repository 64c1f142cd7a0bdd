import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, InputType, ObjectType } from 'type-graphql';
import {
  IsCustomerNumber,
  IsFingerprint,
  IsIdempotencyKey,
  IsOverrides,
  IsReason,
  isTypedText,
} from '../schema/edge-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { SyncDiagnosis } from '../venue/sync-diagnosis.types.js';
import { Check, Impact, PLAN_DESCRIPTION, PlannedStep, Window } from './plans.types.js';

@ObjectType({ simpleResolvers: true, description: PLAN_DESCRIPTION })
export class ResyncPlan {
  @Field(() => String, { description: 'What resync takes as planFingerprint.' })
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

@ArgsType()
export class ResyncPlanArgs {
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it would start; null: now.' })
  startAt?: Date | null;
}

@InputType()
export class ResyncInput {
  @Field(() => String, { description: "Eight digits; must be this venue's: VENUE_MISMATCH." })
  @IsCustomerNumber()
  customerNumber!: string;

  @Field(() => String, { description: 'Of a plan less than 60 minutes old: PLAN_NOT_FOUND, PLAN_CHANGED.' })
  @IsFingerprint()
  planFingerprint!: string;

  @Field(() => String, {
    description: '1 to 500 characters, for the audit trail and for what is overridden.',
  })
  @IsReason()
  reason!: string;

  @Field(() => String, { description: "The venue's company name, typed." })
  @isTypedText(200)
  confirmation!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When to start; null: now.' })
  @IsOptional()
  startAt?: Date | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'At most 100 characters. The same key and request again answers the same operation and starts nothing.',
  })
  @IsOptional()
  @IsIdempotencyKey()
  idempotencyKey?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of checks that fail, are overridable, and are taken on.',
  })
  @IsOptional()
  @IsOverrides()
  overrides?: string[] | null;
}
