/** What onboarding and resync plans have in common, and the locations that they are about. */
import { IsOptional } from 'class-validator';
import { Field, ID, InputType, Int } from 'type-graphql';
import type {
  CheckOutcome as CheckOutcomeName,
  Check as PlanCheck,
  PlannedStep as PlanStep,
} from '../domain/plans/plan.js';
import { Permission } from '../domain/types/permissions.js';
import type { Trading } from '../domain/venue/trading-hours.js';
import {
  IsCustomerNumber,
  IsFingerprint,
  IsIdempotencyKey,
  IsOverrides,
  IsReason,
} from './schema/edge-rules.js';
import { namedEnum } from './schema/named-enum.js';
import { field, nullable, objectType, requiring } from './schema/object-type.js';
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

export const Check = objectType<PlanCheck>('Check', 'One fact that a plan relies on.', {
  code: field(() => String, 'The code for overrides of the mutation, e.g. TRADING_HOURS.'),
  title: field(() => String),
  outcome: field(() => CheckOutcome),
  detail: field(() => String, 'What was found.'),
  remedy: nullable(() => String, 'What to do about it; null: nothing.'),
  overridable: field(
    () => Boolean,
    'Whether the requesting clerk can override it: with its code in overrides, and a reason.',
  ),
});

export const PlannedStep = objectType<PlanStep>('PlannedStep', 'One step of the operation, in order.', {
  name: field(() => String),
  title: field(() => String),
  script: nullable(() => String, 'Name of the catalogue script; null when no script is needed.'),
  command: nullable(() => String, 'The exact PowerShell command, without secrets.'),
  compensatedBy: nullable(() => String, 'How it is rolled back; null: not possible or not needed.'),
});

export const Location = objectType('Location', 'An outlet in a Location Group.', {
  id: field(() => ID),
  name: field(() => String),
  activated: nullable(() => Boolean, 'Null: unknown now.'),
  cloudClientId: requiring(
    Permission.CLOUD_CONNECTIVITY_LOCATIONS,
    nullable(() => String, 'Set by activation; null before, and if the cloud cannot be queried.'),
  ),
});

export const LocationGroup = objectType(
  'LocationGroup',
  'A group of Locations; Back Office also calls it "Venue".',
  {
    id: field(() => ID),
    name: field(() => String),
    locations: field(() => [Location]),
  },
);

export const Impact = objectType('Impact', 'The effect on trading while it runs.', {
  unavailable: field(() => [String], 'e.g. TouchMini, OrderAway'),
  locations: field(() => [Location]),
  estimatedDuration: field(() => DurationScalar, 'An estimate; see basis.'),
  basis: field(() => String, 'The basis of the estimate.'),
});

export const TradingSpan = objectType<Trading>(
  'TradingSpan',
  'A period in which the venue trades, as timestamps.',
  {
    opensAt: field(() => DateTimeScalar),
    closesAt: field(() => DateTimeScalar),
  },
);

export const Window = objectType('Window', 'Whether it fits between two trading periods. Venue time zone.', {
  verdict: field(() => String, 'Why it fits or does not.'),
  fits: field(() => Boolean),
  startAt: nullable(() => DateTimeScalar),
  estimatedEnd: nullable(() => DateTimeScalar),
  nextTrading: nullable(() => DateTimeScalar),
  spareMinutes: nullable(() => Int),
  latestStart: nullable(() => DateTimeScalar, 'The latest start that fits; null when none does.'),
  dailyRestartAt: nullable(() => DateTimeScalar),
  trading: field(
    () => [TradingSpan],
    'In order and without overlaps, from half a day before the start to a day after the estimated end, for a time line.',
  ),
});

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
