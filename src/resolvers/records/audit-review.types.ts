import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import {
  CHANGE_KINDS,
  type ChangeKind as ChangeKindName,
  DRIFT_KINDS,
  type DriftKind as DriftKindName,
} from '../../domain/types/audit.js';
import { IsReason, IsSequence } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const DriftKind = namedEnum<DriftKindName>(
  'DriftKind',
  'Kinds of changes between two reviews.',
  DRIFT_KINDS,
);

export const AuditReview = objectType('AuditReview', 'A review of the audit log.', {
  sequence: field(() => Int, 'The sequence number of its row.'),
  at: field(() => DateTimeScalar),
  byName: field(() => String),
  reason: nullable(() => String),
  upTo: field(() => Int, 'The last row that was reviewed.'),
});

export const DriftChange = objectType('DriftChange', 'One change since the last review.', {
  kind: field(() => DriftKind),
  what: field(() => String, 'e.g. Managers: SERVICES_VIEW, or whose PIN it is.'),
  byName: nullable(() => String, 'Null: it expired, or was changed outside this program.'),
  at: nullable(() => DateTimeScalar),
  sequence: nullable(() => Int, 'The sequence number of the audit row, if there is one.'),
});

export const AuditDrift = objectType('AuditDrift', 'The changes since the last review of the audit log.', {
  since: nullable(() => AuditReview, 'The last review; null: there was none yet.'),
  upTo: field(() => Int, 'The newest row that is included: send it as upTo of signOffAudit.'),
  changes: field(
    () => [DriftChange],
    'Oldest first; expired grants and changes outside this program are at the end.',
  ),
  hasMore: field(() => Boolean, 'There are more changes: read auditLog.'),
});

export const ChangeKind = namedEnum<ChangeKindName>(
  'ChangeKind',
  'Kinds of what may differ between two times.',
  CHANGE_KINDS,
);

export const AuditChange = objectType('AuditChange', 'Something that differs between two times.', {
  kind: field(() => ChangeKind),
  what: field(() => String, 'e.g. Managers: SERVICES_VIEW, or NetPOS.'),
  before: nullable(() => String, 'How it was, in words. Null: that is not recorded.'),
  after: field(() => String, 'How it is, in words.'),
  byName: nullable(() => String, 'Who changed it last. Null: no person, or it expired.'),
  reason: nullable(() => String, 'Why it was changed last, where a reason was given.'),
  at: field(() => DateTimeScalar, 'When it changed last.'),
  sequence: nullable(() => Int, 'The sequence number of the audit row, if there is one.'),
});

export const AuditChanges = objectType('AuditChanges', 'What differs between two times.', {
  changes: field(() => [AuditChange], 'Newest first, without what was changed back.'),
  hasMore: field(() => Boolean, 'There is more than was compared: choose a shorter time.'),
});

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
