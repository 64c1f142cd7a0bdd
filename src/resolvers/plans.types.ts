/** What onboarding and resync plans have in common. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type {
  CheckCode,
  CheckOutcome as CheckOutcomeName,
  Check as PlanCheck,
  PlannedStep as PlanStep,
} from '../domain/plans/plan.js';
import type { Trading } from '../domain/venue/trading-hours.js';
import { Location } from './locations.types.js';
import {
  IsCustomerNumber,
  IsFingerprint,
  IsIdempotencyKey,
  IsOverrides,
  IsReason,
} from './schema/argument-rules.js';
import { namedEnum } from './schema/named-enum.js';
import { DateTimeScalar, DurationScalar } from './schema/scalars.js';

export const CheckOutcome = namedEnum<CheckOutcomeName>(
  'CheckOutcome',
  'FAIL and UNKNOWN block unless overridden.',
  {
    PASS: '',
    WARN: 'Does not block.',
    FAIL: 'Blocks.',
    UNKNOWN: 'Could not be read now; blocks.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'One fact that a plan relies on.' })
export class Check implements PlanCheck {
  @Field(() => String, { description: 'The code for overrides of the mutation, e.g. TRADING_HOURS.' })
  code!: CheckCode;

  @Field(() => String)
  title!: string;

  @Field(() => CheckOutcome)
  outcome!: CheckOutcomeName;

  @Field(() => String, { description: 'What was found.' })
  detail!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What to do about it; null: nothing.',
  })
  remedy!: string | undefined;

  @Field(() => Boolean, {
    description: 'Whether the requesting clerk can override it: with its code in overrides, and a reason.',
  })
  overridable!: boolean;
}

@ObjectType({ simpleResolvers: true, description: 'One step of the operation, in order.' })
export class PlannedStep implements PlanStep {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the catalogue script; null when no script is needed.',
  })
  script!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The exact PowerShell command, without secrets.',
  })
  command!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'How it is rolled back; null: not possible or not needed.',
  })
  compensatedBy!: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'The effect on trading while it runs.' })
export class Impact {
  @Field(() => [String], { description: 'e.g. TouchMini, OrderAway' })
  unavailable!: string[];

  @Field(() => [Location])
  locations!: Location[];

  @Field(() => DurationScalar, {
    description: 'An estimate; see basis.',
  })
  estimatedDuration?: number;

  @Field(() => String, { description: 'The basis of the estimate.' })
  basis!: string;
}

@ObjectType({ simpleResolvers: true, description: 'A period in which the venue trades, as timestamps.' })
export class TradingSpan implements Trading {
  @Field(() => DateTimeScalar)
  opensAt!: Date;

  @Field(() => DateTimeScalar)
  closesAt!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Whether it fits between two trading periods. Venue time zone.',
})
export class Window {
  @Field(() => String, { description: 'Why it fits or does not.' })
  verdict!: string;

  @Field(() => Boolean)
  fits!: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  startAt?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  estimatedEnd?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  nextTrading?: Date;

  @Field(() => Int, { nullable: true })
  spareMinutes?: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'The latest start that fits; null when none does.',
  })
  latestStart?: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  dailyRestartAt?: Date;

  @Field(() => [TradingSpan], {
    description:
      'In order and without overlaps, from half a day before the start to a day after the estimated end, for a time line.',
  })
  trading!: readonly TradingSpan[];
}

/** What a plan's fields say in both kinds. */
export const PLAN_DESCRIPTION = `A plan is stored for 60 minutes. Its fingerprint covers the facts that it relies on, never clocks, process IDs, counters or heartbeats.
\`ready\`: every check passes or warns; FAIL and UNKNOWN block unless overridden (by code, with the mutation's reason).`;

/** What starting the operation of a plan takes, whatever the plan is of. */
@InputType()
export abstract class PlannedInput {
  @Field(() => String, { description: "Eight digits; must be this venue's: VENUE_MISMATCH." })
  @IsCustomerNumber()
  customerNumber!: string;

  @Field(() => String, { description: 'Of a plan less than 60 minutes old: PLAN_NOT_FOUND, PLAN_CHANGED.' })
  @IsFingerprint()
  planFingerprint!: string;

  @Field(() => String, {
    description: '1 to 500 characters, for the audit log and for overrides.',
  })
  @IsReason()
  reason!: string;

  @Field(() => ID, {
    nullable: true,
    description:
      'At most 100 characters. A repeated request with the same key returns the same operation and starts nothing.',
  })
  @IsOptional()
  @IsIdempotencyKey()
  idempotencyKey?: string | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Codes of failing overridable checks that you override.',
  })
  @IsOptional()
  @IsOverrides()
  overrides?: string[] | null;
}
