import { IsOptional } from 'class-validator';
import { Field, InputType } from 'type-graphql';
import { Check, Impact, PLAN_DESCRIPTION, PlannedInput, PlannedStep, Window } from '../plans.types.js';
import { isTypedText } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { SyncDiagnosis } from '../venue/sync-diagnosis.types.js';

export const ResyncPlan = objectType('ResyncPlan', PLAN_DESCRIPTION, {
  fingerprint: field(() => String, 'The planFingerprint for resync.'),
  diagnosis: nullable(() => SyncDiagnosis),
  impact: nullable(() => Impact),
  window: nullable(() => Window),
  checks: field(() => [Check]),
  steps: field(() => [PlannedStep]),
  ready: field(() => Boolean),
  expiresAt: field(() => DateTimeScalar),
});

@InputType()
export class ResyncInput extends PlannedInput {
  @Field(() => String, { description: "The venue's company name, typed." })
  @isTypedText(200)
  confirmation!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When to start; null: now.' })
  @IsOptional()
  startAt?: Date | null;
}
