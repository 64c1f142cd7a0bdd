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

  @Field(() => String, { nullable: true })
  clerkName!: string | undefined;

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

  @Field(() => String)
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

@ObjectType({ simpleResolvers: true, description: 'Whether anybody has touched the trail.' })
export class AuditVerification {
  @Field(() => Boolean)
  intact!: boolean;

  @Field(() => Int)
  entries!: number;

  @Field(() => Int, { nullable: true })
  firstBadSequence!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the head was last written to the second place.',
  })
  anchoredAt!: Date | undefined;

  @Field(() => String)
  detail!: string;
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
}
