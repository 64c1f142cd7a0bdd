import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import {
  AUDIT_OUTCOMES,
  type AuditOutcome as AuditOutcomeName,
} from '../../operations/words/audit-outcome.js';
import { FiftyAtOnce, PageInfo } from '../schema/connections.types.js';
import { IsId, isTypedText } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const AuditOutcome = namedEnum<AuditOutcomeName>(
  'AuditOutcome',
  'What became of an action.',
  AUDIT_OUTCOMES,
);

@ObjectType({ simpleResolvers: true, description: 'One row of the trail, chained to the one before.' })
export class AuditEntry {
  @Field(() => Int)
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => ID, { nullable: true, description: 'Null: the command line, or nobody who is known.' })
  clerkId!: string | undefined;

  @Field(() => String, { nullable: true })
  clerkName!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'User of the operating system that the program ran as; on the command line whoever sat there.',
  })
  runAs!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'console, IDE, PowerShell module, command line, or a user agent: what it said of itself.',
  })
  client!: string | undefined;

  @Field(() => String, { description: 'e.g. onboard, grantPermission' })
  action!: string;

  @Field(() => String, { nullable: true })
  target!: string | undefined;

  @Field(() => AuditOutcome)
  outcome!: AuditOutcomeName;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => String, { description: 'Joins answer, log and audit.' })
  correlationId!: string;

  @Field(() => String, { nullable: true, description: 'Of the plan that it was begun on.' })
  planFingerprint!: string | undefined;

  @Field(() => String, { nullable: true, description: 'How what was changed was before: JSON.' })
  before!: string | undefined;

  @Field(() => String, { nullable: true, description: 'And how it is since: JSON.' })
  after!: string | undefined;

  @Field(() => String, { description: 'Of this row, chained to the one before: docs/reference/audit.md.' })
  hash!: string;
}

@ObjectType({ simpleResolvers: true })
export class AuditEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => AuditEntry)
  node!: AuditEntry;
}

@ObjectType({ simpleResolvers: true })
export class AuditConnection {
  @Field(() => [AuditEdge])
  edges!: AuditEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}

@ObjectType({ simpleResolvers: true, description: 'A state that was put back from a backup.' })
export class AuditRestore {
  @Field(() => Int, { description: 'Of the row that says so.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String)
  byName!: string;

  @Field(() => DateTimeScalar, { description: 'When the backup was taken.' })
  takenAt!: Date;

  @Field(() => Int, { description: 'The last row that the backup knew.' })
  from!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The last row of what was replaced; null where it could not be read any more.',
  })
  replaced!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'Whether anybody has touched the trail.' })
export class AuditVerification {
  @Field(() => Boolean)
  intact!: boolean;

  @Field(() => Int, { description: 'Rows that are as they were written, up to the first that is not.' })
  entries!: number;

  @Field(() => Int, {
    nullable: true,
    description: 'The first row that is missing, was changed, or was put there.',
  })
  firstBadSequence!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the head was last written to the second place.',
  })
  anchoredAt!: Date | undefined;

  @Field(() => Int, { nullable: true, description: 'Up to which row it was then.' })
  anchoredSequence!: number | undefined;

  @Field(() => [AuditRestore], {
    description: 'Backups that were put back by somebody who may: what they replaced is missing with right.',
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
      'What the last verification found, whoever asked for it; nothing is read. Null: nobody has looked since this server started.',
  })
  last?: boolean | null;
}

@ArgsType()
export class AuditLogArgs extends FiftyAtOnce {
  @Field(() => ID, { nullable: true, description: 'Only this clerk.' })
  @IsOptional()
  @IsId()
  clerkId?: string | null;

  @Field(() => String, { nullable: true, description: 'Only this action, e.g. onboard.' })
  @IsOptional()
  @isTypedText(100)
  action?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Only this target, whole, e.g. the ID of an operation, or Managers: SERVICES_VIEW.',
  })
  @IsOptional()
  @isTypedText(300)
  target?: string | null;

  @Field(() => AuditOutcome, { nullable: true, description: 'Only what came to this.' })
  @IsOptional()
  outcome?: AuditOutcomeName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing older.' })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only what is older than that.' })
  @IsOptional()
  until?: Date | null;
}
