import { Field, ID, ObjectType } from 'type-graphql';
import type { VenueStatusState as State } from '../../domain/status/judge-status.js';
import type { FindingSeverity as Severity } from '../../domain/types/findings.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const VenueStatusState = namedEnum<State>('VenueStatusState', 'The overall status of the venue.', {
  OK: 'Everything works.',
  ATTENTION: 'Ordering works, or was never connected; something requires attention.',
  DOWN: 'OrderAway, TouchMini or third-party ordering is off.',
  UNKNOWN: 'Whether ordering works is unknown.',
});

export const FindingSeverity = namedEnum<Severity>('FindingSeverity', 'The severity of a finding.', {
  INFO: 'Information; nothing is wrong.',
  WARNING: 'Requires attention.',
  CRITICAL: 'Ordering is down because of it, or unknown.',
});

@ObjectType({ simpleResolvers: true, description: 'A value in a message.' })
export class MessageParam {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  value!: string;
}

@ObjectType({ simpleResolvers: true, description: 'One finding about the venue, and what to do about it.' })
export class StatusFinding {
  @Field(() => String, { description: 'e.g. SERVICE_DOWN' })
  code!: string;

  @Field(() => FindingSeverity)
  severity!: Severity;

  @Field(() => DateTimeScalar)
  since!: Date;

  @Field(() => String)
  message!: string;

  @Field(() => String, { description: 'What to do.' })
  remedy!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the reason that message names, as docs/reference/findings.md lists it. Null: none.',
  })
  causeCode!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'What to do next, as docs/reference/findings.md lists it. Null: only what remedy says.',
  })
  actionCode!: string | undefined;

  @Field(() => [MessageParam])
  params?: MessageParam[];

  @Field(() => [String], { description: 'Names as in Venue.consumers: those that are off or unknown.' })
  consumers!: string[];

  @Field(() => ID, { nullable: true, description: 'The key of the service concerned.' })
  service!: string | undefined;

  @Field(() => ID, { nullable: true })
  operationId!: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description:
    'The status of the venue, determined once on the server: the same for every clerk and on every page.',
})
export class VenueStatus {
  @Field(() => VenueStatusState)
  state!: State;

  @Field(() => DateTimeScalar, { description: 'Since when it is in this state.' })
  since!: Date;

  @Field(() => Boolean, { description: 'DOWN as planned: a resync, a first sync, maintenance.' })
  planned!: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When that ends; null: unknown.' })
  plannedUntil!: Date | undefined;

  @Field(() => String, { description: 'One or two sentences.' })
  headline!: string;

  @Field(() => StatusFinding, {
    nullable: true,
    description: 'The finding that the headline is about, which is not always the first; null: none.',
  })
  cause!: StatusFinding | undefined;

  @Field(() => [StatusFinding], { description: 'Worst first.' })
  findings!: StatusFinding[];

  @Field(() => DateTimeScalar, { description: 'When the server last read the venue.' })
  checkedAt!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the state of the control plane was last backed up; null: never, or unknown.',
  })
  lastBackupAt!: Date | undefined;
}
