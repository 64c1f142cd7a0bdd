import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { DRIFT_KINDS, type DriftKind as DriftKindName } from '../../domain/types/audit.js';
import { IsReason, IsSequence } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const DriftKind = namedEnum<DriftKindName>(
  'DriftKind',
  'Kinds of changes between two reviews.',
  DRIFT_KINDS,
);

@ObjectType({ simpleResolvers: true, description: 'A review of the audit log.' })
export class AuditReview {
  @Field(() => Int, { description: 'The sequence number of its row.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String)
  byName!: string;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => Int, { description: 'The last row that was reviewed.' })
  upTo!: number;
}

@ObjectType({ simpleResolvers: true, description: 'One change since the last review.' })
export class DriftChange {
  @Field(() => DriftKind)
  kind!: DriftKindName;

  @Field(() => String, { description: 'e.g. Managers: SERVICES_VIEW, or whose PIN it is.' })
  what!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Null: it expired, or was changed outside this program.',
  })
  byName!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  at!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'The sequence number of the audit row, if there is one.' })
  sequence!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The changes since the last review of the audit log.' })
export class AuditDrift {
  @Field(() => AuditReview, { nullable: true, description: 'The last review; null: there was none yet.' })
  since!: AuditReview | undefined;

  @Field(() => Int, {
    description: 'The newest row that is included: send it as upTo of signOffAudit.',
  })
  upTo!: number;

  @Field(() => [DriftChange], {
    description: 'Oldest first; expired grants and changes outside this program are at the end.',
  })
  changes!: DriftChange[];

  @Field(() => Boolean, { description: 'There are more changes: read auditLog.' })
  hasMore!: boolean;
}

@ArgsType()
export class SignOffAuditArgs {
  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;

  @Field(() => Int, {
    nullable: true,
    description: 'The last row that was reviewed: upTo of auditDrift. Null: the newest row.',
  })
  @IsOptional()
  @IsSequence()
  upTo?: number | null;
}
