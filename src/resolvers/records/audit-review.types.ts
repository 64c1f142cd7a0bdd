import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import {
  CHANGE_KINDS,
  type ChangeKind as ChangeKindName,
  DRIFT_KINDS,
  type DriftKind as DriftKindName,
} from '../../domain/types/audit.js';
import { IsReason, IsSequence } from '../schema/argument-rules.js';
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

export const ChangeKind = namedEnum<ChangeKindName>(
  'ChangeKind',
  'Kinds of what may differ between two times.',
  CHANGE_KINDS,
);

@ObjectType({ simpleResolvers: true, description: 'Something that differs between two times.' })
export class AuditChange {
  @Field(() => ChangeKind)
  kind!: ChangeKindName;

  @Field(() => String, { description: 'e.g. Managers: SERVICES_VIEW, or NetPOS.' })
  what!: string;

  @Field(() => String, { nullable: true, description: 'How it was, in words. Null: that is not recorded.' })
  before!: string | undefined;

  @Field(() => String, { description: 'How it is, in words.' })
  after!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Who changed it last. Null: no person, or it expired.',
  })
  byName!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Why it was changed last, where a reason was given.' })
  reason!: string | undefined;

  @Field(() => DateTimeScalar, { description: 'When it changed last.' })
  at!: Date;

  @Field(() => Int, { nullable: true, description: 'The sequence number of the audit row, if there is one.' })
  sequence!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'What differs between two times.' })
export class AuditChanges {
  @Field(() => [AuditChange], { description: 'Newest first, without what was changed back.' })
  changes!: AuditChange[];

  @Field(() => Boolean, { description: 'There is more than was compared: choose a shorter time.' })
  hasMore!: boolean;
}

@ArgsType()
export class AuditChangesArgs {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;
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
