import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { DRIFT_KINDS, type DriftKind as DriftKindName } from '../../operations/words/drift.js';
import { IsReason, IsSequence } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const DriftKind = namedEnum<DriftKindName>(
  'DriftKind',
  'What may drift between two reviews.',
  DRIFT_KINDS,
);

@ObjectType({ simpleResolvers: true, description: 'Somebody looked at the audit, and said so.' })
export class AuditReview {
  @Field(() => Int, { description: 'Of the row that says so.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String)
  byName!: string;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => Int, { description: 'The last row that was looked at.' })
  upTo!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One thing that is not as the last review saw it.' })
export class DriftChange {
  @Field(() => DriftKind)
  kind!: DriftKindName;

  @Field(() => String, { description: 'e.g. Managers: SERVICES_VIEW, or whose PIN it is.' })
  what!: string;

  @Field(() => String, { nullable: true, description: 'Null: it ended by itself, or was done elsewhere.' })
  byName!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  at!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'Of the row of the audit, where there is one.' })
  sequence!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'What has drifted since the last review of the audit.' })
export class AuditDrift {
  @Field(() => AuditReview, { nullable: true, description: 'The last review; null: there was none yet.' })
  since!: AuditReview | undefined;

  @Field(() => Int, {
    description: 'The newest row that this was gathered from: send it as upTo of signOffAudit.',
  })
  upTo!: number;

  @Field(() => [DriftChange], {
    description: 'Oldest first; what ended by itself or was done elsewhere at the end.',
  })
  changes!: DriftChange[];

  @Field(() => Boolean, { description: 'There is more than is shown: read auditLog.' })
  hasMore!: boolean;
}

@ArgsType()
export class SignOffAuditArgs {
  @Field(() => String, { description: '1 to 500 characters, for the audit trail.' })
  @IsReason()
  reason!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The last row that was looked at: upTo of auditDrift. Null: the last there is.',
  })
  @IsOptional()
  @IsSequence()
  upTo?: number | null;
}
