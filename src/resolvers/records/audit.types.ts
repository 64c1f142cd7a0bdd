import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { AUDIT_OUTCOMES, type AuditOutcome as AuditOutcomeName } from '../../domain/types/audit.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { IsActions, IsId, isTypedText } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const AuditOutcome = namedEnum<AuditOutcomeName>(
  'AuditOutcome',
  'The outcome of an action.',
  AUDIT_OUTCOMES,
);

export const AuditEntry = objectType('AuditEntry', 'One row of the audit log, chained to the previous one.', {
  sequence: field(() => Int),
  at: field(() => DateTimeScalar),
  clerkId: nullable(() => ID, 'Null: the command line, or an unknown caller.'),
  clerkName: nullable(() => String),
  runAs: nullable(
    () => String,
    'The operating system user of the program; on the command line, the user at the prompt.',
  ),
  client: nullable(
    () => String,
    'console, IDE, PowerShell module, command line, or a user agent, as reported by the client.',
  ),
  action: field(() => String, 'e.g. onboard, grantPermission'),
  target: nullable(() => String),
  targetTitle: nullable(
    () => String,
    'The title of the operation that the target is the ID of, e.g. Restart NetPOS.',
  ),
  outcome: field(() => AuditOutcome),
  reason: nullable(() => String),
  correlationId: field(() => String, 'Links response, log and audit log.'),
  planFingerprint: nullable(() => String, 'The fingerprint of its plan.'),
  before: nullable(() => String, 'The previous state: JSON.'),
  after: nullable(() => String, 'The new state: JSON.'),
  hash: field(
    () => String,
    'The hash of this row, chained to the previous one. See docs/reference/audit.md.',
  ),
});

export const AuditConnection = connectionType('Audit', () => AuditEntry);

export const AuditRestore = objectType('AuditRestore', 'A state that was restored from a backup.', {
  sequence: field(() => Int, 'The sequence number of its row.'),
  at: field(() => DateTimeScalar),
  byName: field(() => String),
  takenAt: field(() => DateTimeScalar, 'When the backup was taken.'),
  from: field(() => Int, 'The last row in the backup.'),
  replaced: nullable(
    () => Int,
    'The last row of the replaced state, by its anchor; null if it could not be read.',
  ),
});

export const AuditVerification = objectType(
  'AuditVerification',
  'The result of a verification of the audit log.',
  {
    intact: field(() => Boolean),
    entries: field(() => Int, 'The number of intact rows before the first invalid one.'),
    firstBadSequence: nullable(() => Int, 'The first row that is missing, changed or inserted.'),
    anchoredAt: nullable(() => DateTimeScalar, 'When the external anchor was last written.'),
    anchoredSequence: nullable(() => Int, 'The row of that anchor.'),
    restores: field(
      () => [AuditRestore],
      'Authorized restores of backups. Rows that they replaced are not reported as missing.',
    ),
    verifiedAt: field(() => DateTimeScalar, 'When its last row was read.'),
    detail: field(() => String, 'In a few sentences.'),
  },
);

@ArgsType()
export class AuditVerificationArgs {
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'The result of the last verification by any clerk; nothing is read. Null: not verified since this server started.',
  })
  last?: boolean | null;
}

@ArgsType()
export class AuditLogArgs extends pageOf(50) {
  @Field(() => ID, { nullable: true, description: 'Only this clerk.' })
  @IsOptional()
  @IsId()
  clerkId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this action, e.g. onboard.' })
  @IsOptional()
  @isTypedText(100)
  action?: string | null;

  @Field(() => [String], { nullable: true, description: 'Not these actions, e.g. signIn: 1 to 20.' })
  @IsOptional()
  @IsActions()
  exceptActions?: string[] | null;

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Without INTENDED rows whose outcome is recorded.',
  })
  @IsOptional()
  oneRowPerAction?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Each word must occur in the reason, in the clerk's name, in the action, in the target, or in the service or kind of the operation that the target is the ID of.",
  })
  @IsOptional()
  @isTypedText(100)
  text?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Only this exact target, e.g. the ID of an operation, or Managers: SERVICES_VIEW.',
  })
  @IsOptional()
  @isTypedText(300)
  target?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'Only this outcome.' })
  @IsOptional()
  outcome?: AuditOutcomeName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only entries from this time on.' })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only rows before this time.' })
  @IsOptional()
  until?: Date | null;
}
