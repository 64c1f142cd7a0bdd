import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { AUDIT_OUTCOMES, type AuditOutcome as AuditOutcomeName } from '../../domain/types/audit.js';
import { IsActions, IsId, isTypedText } from '../schema/argument-rules.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const AuditOutcome = namedEnum<AuditOutcomeName>(
  'AuditOutcome',
  'The outcome of an action.',
  AUDIT_OUTCOMES,
);

@ObjectType({ simpleResolvers: true, description: 'One row of the audit log, chained to the previous one.' })
export class AuditEntry {
  @Field(() => Int)
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'Null: the command line, or an unknown caller.' })
  clerkId!: string | undefined;

  @Field(() => String, { nullable: true })
  clerkName!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The operating system user of the program; on the command line, the user at the prompt.',
  })
  runAs!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'console, IDE, PowerShell module, command line, or a user agent, as reported by the client.',
  })
  client!: string | undefined;

  @Field(() => String, { description: 'e.g. onboard, grantPermission' })
  action!: string;

  @Field(() => String, { nullable: true })
  target!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The title of the operation that the target is the ID of, e.g. Restart NetPOS.',
  })
  targetTitle?: string | undefined;

  @Field(() => AuditOutcome)
  outcome!: AuditOutcomeName;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => String, { description: 'Links response, log and audit log.' })
  correlationId!: string;

  @Field(() => String, { nullable: true, description: 'The fingerprint of its plan.' })
  planFingerprint!: string | undefined;

  @Field(() => String, { nullable: true, description: 'The previous state: JSON.' })
  before!: string | undefined;

  @Field(() => String, { nullable: true, description: 'The new state: JSON.' })
  after!: string | undefined;

  @Field(() => String, {
    description: 'The hash of this row, chained to the previous one. See docs/reference/audit.md.',
  })
  hash!: string;
}

export const AuditConnection = connectionType('Audit', () => AuditEntry);

@ObjectType({ simpleResolvers: true, description: 'A state that was restored from a backup.' })
export class AuditRestore {
  @Field(() => Int, { description: 'The sequence number of its row.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String)
  byName!: string;

  @Field(() => DateTimeScalar, { description: 'When the backup was taken.' })
  takenAt!: Date;

  @Field(() => Int, { description: 'The last row in the backup.' })
  from!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The last row of the replaced state, by its anchor; null if it could not be read.',
  })
  replaced!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The result of a verification of the audit log.' })
export class AuditVerification {
  @Field(() => Boolean)
  intact!: boolean;

  @Field(() => Int, { description: 'The number of intact rows before the first invalid one.' })
  entries!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The first row that is missing, changed or inserted.',
  })
  firstBadSequence!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the external anchor was last written.',
  })
  anchoredAt!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'The row of that anchor.' })
  anchoredSequence!: number | undefined;

  @Field(() => [AuditRestore], {
    description: 'Authorized restores of backups. Rows that they replaced are not reported as missing.',
  })
  restores!: AuditRestore[];

  @Field(() => DateTimeScalar, { description: 'When its last row was read.' })
  verifiedAt!: Date;

  @Field(() => String, { description: 'In a few sentences.' })
  detail!: string;
}

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
