import { ID } from 'type-graphql';
import type { FindingSeverity as Severity } from '../../domain/status/finding-table.js';
import type { VenueStatusState as State } from '../../domain/status/judge-status.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
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

export const MessageParam = objectType('MessageParam', 'A value in a message.', {
  name: field(() => String),
  value: field(() => String),
});

/** As a list: GraphQL has no maps. */
export function paramsOf(params: Readonly<Record<string, unknown>>): readonly object[] {
  return Object.entries(params).map(([name, value]) => ({ name, value }));
}

export const StatusFinding = objectType(
  'StatusFinding',
  'One finding about the venue, and what to do about it.',
  {
    code: field(() => String, 'e.g. SERVICE_DOWN'),
    severity: field(() => FindingSeverity),
    since: field(() => DateTimeScalar),
    message: field(() => String),
    remedy: field(() => String, 'What to do.'),
    params: field(() => [MessageParam]),
    consumers: field(() => [String], 'Names as in Venue.consumers: those that are off or unknown.'),
    service: nullable(() => ID, 'The key of the service concerned.'),
    operationId: nullable(() => ID),
  },
);

export const VenueStatus = objectType(
  'VenueStatus',
  'The status of the venue, determined once on the server: the same for every clerk and on every page.',
  {
    state: field(() => VenueStatusState),
    since: field(() => DateTimeScalar, 'Since when it is in this state.'),
    planned: field(() => Boolean, 'DOWN as planned: a resync, a first sync, maintenance.'),
    plannedUntil: nullable(() => DateTimeScalar, 'When that ends; null: unknown.'),
    headline: field(() => String, 'One or two sentences.'),
    findings: field(() => [StatusFinding], 'Worst first.'),
    checkedAt: field(() => DateTimeScalar, 'When the server last read the venue.'),
    lastBackupAt: nullable(
      () => DateTimeScalar,
      'When the state of the control plane was last backed up; null: never, or unknown.',
    ),
  },
);
