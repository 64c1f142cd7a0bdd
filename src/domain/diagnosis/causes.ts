/** What may be wrong with a venue's sync, and what each is called. */

/** Cheapest remedy first: the order in which a proven cause is named. */
export const CAUSES = [
  'REGISTRATION_EXPIRED',
  'LICENCE_MISSING',
  'GATEWAY_STOPPED',
  'LINK_DOWN',
  'WEB_SERVER_DOWN',
  'CLOUD_SYNC_STOPPED',
  'DATABASE_OPERATION_RUNNING',
  'VERSION_MISMATCH',
  'DATA_SYNC_FAILING',
  'BACKLOG',
  'LOCATION_NOT_ACTIVATED',
] as const;
export type ProvableCause = (typeof CAUSES)[number];
export type SyncCause = ProvableCause | 'NONE' | 'UNKNOWN';

export function causeInWords(cause: SyncCause): string {
  return IN_WORDS[cause];
}

const IN_WORDS: Readonly<Record<SyncCause, string>> = {
  REGISTRATION_EXPIRED: 'the registration has expired',
  LICENCE_MISSING: 'Cloud Sync is not licensed',
  GATEWAY_STOPPED: 'Gateway Client is stopped',
  LINK_DOWN: 'the link to swiftpos Cloud is down',
  WEB_SERVER_DOWN: 'the web server of SwiftAPI is down',
  CLOUD_SYNC_STOPPED: 'Cloud Sync is stopped',
  DATABASE_OPERATION_RUNNING: 'a database operation is running',
  VERSION_MISMATCH: 'versions differ',
  DATA_SYNC_FAILING: 'rows could not be sent',
  BACKLOG: 'messages are waiting and being sent',
  LOCATION_NOT_ACTIVATED: 'a location is not activated',
  NONE: 'no fault was found',
  UNKNOWN: 'some facts could not be read',
};
