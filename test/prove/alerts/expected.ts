/**
 * Which alerts each situation of an onboarded venue opens, written by hand from the rules that were asked for, and not from the code.
 * `prove -- alerts` sets each one in a rehearsal venue, with waits of seconds, and compares.
 *
 * - Ordering that is down on purpose opens nothing, and neither does a service under maintenance. An end that is overrun does.
 * - Maintenance that lasts too long is an alert of its own.
 * - A service that a clerk stopped is not planned.
 * - A code that never reached the cloud is closed there when it responds again: its onboarding has failed.
 * - While the cloud does not respond, whether ordering works is unknown: only the link counts as lost.
 */
import type { AlertCode } from '../../../src/domain/types/alert-rules.js';

/** Waits of the rules, in seconds. The others open at once. */
export const WAITS: Readonly<Partial<Record<AlertCode, number>>> = {
  ORDERING_DOWN: 3,
  PLANNED_OUTAGE_OVERRUN: 10,
  SERVICE_DOWN: 3,
  WEB_SERVER_DOWN: 3,
  MAINTENANCE_LONG: 3,
  LINK_LOST: 6,
  VENUE_UNREADABLE: 6,
  FIRST_SYNC_STALLED: 20,
  BACKUP_MISSING: 3,
  DISK_LOW: 3,
};

/** By what is so. One that is named twice is one for each service. */
export const EXPECTED_ALERTS = {
  'cloud away while a code is redeemed': ['LINK_LOST', 'OPERATION_NEEDS_ATTENTION'],
  'that onboarding fails, once the cloud is back': ['OPERATION_FAILED'],
  'first sync, stalled': ['FIRST_SYNC_STALLED', 'PLANNED_OUTAGE_OVERRUN'],
  'link=down': ['LINK_LOST', 'ORDERING_DOWN'],
  'cloud=down': ['LINK_LOST'],
  'swiftpos=migrated': ['LINK_LOST', 'ORDERING_DOWN'],
  'swiftpos=web-server-down': ['ORDERING_DOWN', 'WEB_SERVER_DOWN'],
  'registration=expiring': ['REGISTRATION_ENDING'],
  'registration=expired': ['REGISTRATION_ENDING'],
  'exceptions, another version, no elevation, a re-index': [],
  'gateway-client stopped by a clerk': ['ORDERING_DOWN', 'SERVICE_DOWN'],
  'all other services stopped by a clerk': [
    'SERVICE_DOWN',
    'SERVICE_DOWN',
    'SERVICE_DOWN',
    'SERVICE_DOWN',
    'SERVICE_DOWN',
    'SERVICE_DOWN',
  ],
  'gateway-client stopped under maintenance': ['MAINTENANCE_LONG'],
  'a resync that runs': [],
  'facts of the server: audit, holders, PINs, backup, token, disk': [
    'AUDIT_NOT_INTACT',
    'BACKUP_OLD',
    'DISK_LOW',
    'TOKEN_ENDING',
    'TOO_MANY_HOLDERS',
    'WRONG_PINS',
  ],
  'a clerk who is deactivated': ['CLERK_ACCESS_ENDED'],
  'a service that runs, and has stopped again and again': ['SERVICE_UNSTABLE'],
  'no backup': ['BACKUP_MISSING'],
  'database of the venue away': ['VENUE_UNREADABLE'],
  'a resync that awaits approval': ['OPERATION_AWAITS_APPROVAL'],
} as const satisfies Readonly<Record<string, readonly AlertCode[]>>;
export type AlertSituation = keyof typeof EXPECTED_ALERTS;
