/** Every finding that a status can have: its severity, its text and its remedy. Sorted by severity, worst first. */

import type { ErrorCode } from '../../errors/errors.js';

export type FindingSeverity = 'INFO' | 'WARNING' | 'CRITICAL';

export interface FindingWords {
  /** A warning that takes ordering down, or leaves unknown whether it works, is critical. */
  readonly severity: FindingSeverity;
  /** Without parameters, for where only the code is known. */
  readonly title: string;
  /** `{name}` is a parameter. */
  readonly message: string;
  readonly remedy: string;
  /** What a client offers to do about it; undefined: only what the remedy says. */
  readonly actionCode: ActionCode | undefined;
}

/** What to do next, and where. A client decides by it, never by the words of a remedy. */
export const ACTION_CODES = [
  'RUN_DOCTOR',
  'PLAN_ONBOARDING',
  'FINISH_ONBOARDING',
  'PLAN_RESYNC',
  'OPEN_OPERATION',
  'OPEN_SERVICES',
  'OPEN_DIAGNOSIS',
  'OPEN_MAINTENANCE',
  'OPEN_BACKUPS',
  'OPEN_AUDIT',
  'OPEN_SECURITY',
  'OPEN_TOKENS',
] as const;
/** Why: the code of an error, or why the connection to the cloud must be set up again. */
export type CauseCode = ErrorCode | 'OTHER_SERVER' | 'OTHER_VERSION' | 'TAKEN_BACK';

export type ActionCode = (typeof ACTION_CODES)[number];

/** Where a finding has no remedy of its own. */
export const ON_THE_SERVER = 'Run "venue-control doctor" on the server and follow its remedies.';

// biome-ignore format: a table, one line a finding
export const FINDINGS = {
  POWERSHELL_UNAVAILABLE: row('CRITICAL', 'PowerShell does not respond', 'PowerShell does not respond, so the state of the services and of the cloud is unknown.', 'Wait a minute: the server restarts PowerShell automatically. If it persists, run "venue-control doctor" on the server.', 'RUN_DOCTOR'),
  RECONNECT_NEEDED: row('CRITICAL', 'The connection to the cloud must be set up again', '{reason}', '{remedy}', 'PLAN_ONBOARDING'),
  LINK_DOWN: row('CRITICAL', 'The cloud receives no heartbeat from this venue', 'Gateway Client is running, but the cloud has received no heartbeat since {lastHeartbeat}.', 'Check the internet connection and the outbound firewall.', 'OPEN_DIAGNOSIS'),
  CLOUD_UNREACHABLE: row('CRITICAL', 'swiftpos Cloud does not respond', '{reason}', '{remedy}'),
  REGISTRATION_EXPIRED: row('CRITICAL', 'The registration has expired', 'The registration was valid through {day}. Which functions still work is unknown.', 'Renew the registration with swiftpos.'),
  WEB_SERVER_DOWN: row('CRITICAL', 'The web server of SwiftAPI is stopped', 'The web server of SwiftAPI is stopped, so orders do not reach the till.', 'Start the web server of SwiftAPI (IIS).'),
  NOTHING_READ_YET: row('WARNING', 'The state of the venue is unknown', 'The server has not read the state of the venue yet.', 'Wait a few seconds. If it stays unknown, run "venue-control doctor" on the server.', 'RUN_DOCTOR'),
  CLOUD_BUSY: row('WARNING', 'swiftpos Cloud is busy', '{reason}', '{remedy}'),
  NEVER_CONNECTED: row('WARNING', 'The venue is not connected yet', 'This venue has not been onboarded yet.', '{remedy}', 'PLAN_ONBOARDING'),
  SERVICE_DOWN: row('WARNING', 'A required service is not running', '{service} is not running.', '{remedy}', 'OPEN_SERVICES'),
  SERVICE_UNSTABLE: row('WARNING', 'A service keeps stopping', '{service} keeps stopping unexpectedly.', '{remedy}', 'OPEN_SERVICES'),
  FULL_SEND_UNOWNED: row('WARNING', 'A full send that this server did not start is running', 'A full send is running ({percent} %). No operation of this server started it.', 'Find out who started it. Then take it over or withdraw it in a resync plan.', 'PLAN_RESYNC'),
  STATE_DATABASE_UNAVAILABLE: row('WARNING', 'The state database is unavailable', 'The state database is unavailable: {reason}', ON_THE_SERVER, 'RUN_DOCTOR'),
  VENUE_DATABASE_UNAVAILABLE: row('WARNING', "The venue's database is not responding", "{reason} The page shows the last known data of the venue.", '{remedy}', 'RUN_DOCTOR'),
  VENUE_ROW_MALFORMED: row('WARNING', "A view of the venue's database has a malformed row", '{reason}', '{remedy}', 'RUN_DOCTOR'),
  OPERATION_NEEDS_ATTENTION: row('CRITICAL', 'An operation needs a decision', 'An operation needs a decision.', 'Open the operation, read what happened and choose how it continues.', 'OPEN_OPERATION'),
  SERVICE_DEGRADED: row('WARNING', 'A service needs attention', '{service} needs attention.', '{remedy}', 'OPEN_SERVICES'),
  MONITOR_IGNORES_SERVICE: row('WARNING', 'Services Monitor ignores a service that is running', 'Services Monitor still ignores {service}, which is running: its stop was planned.', 'Wait a minute: the server ends the planned stop. If it persists, restart {service}.', 'OPEN_SERVICES'),
  CLOCK_JUMPED: row('WARNING', 'The clock of the server was moved', 'The clock of the server is {difference} {direction} the time that the control plane counts by. Schedules, alerts and tokens keep that time, and nothing old is deleted.', 'Set the clock of the server right. If it is right, confirm it on the Maintenance page.', 'OPEN_MAINTENANCE'),
  OTHER_SERVER_CONNECTED: row('WARNING', 'Another server is connected as this venue', 'Another server is connected with the same Customer Number.', 'Stop Gateway Client on the other server, and set its start mode to Manual.'),
  NOT_ELEVATED: row('WARNING', 'The control plane is not running as Administrator', 'The control plane is not running as Administrator.', 'Start the control plane as Administrator.'),
  SWIFTPOS_TOO_OLD: row('WARNING', 'swiftpos is too old for the cloud', 'This venue runs swiftpos {version}; {minimum} is the oldest that can be onboarded.', 'Update swiftpos to {minimum} or newer.'),
  VERSION_MISMATCH: row('WARNING', 'The swiftpos versions differ', 'The swiftpos versions differ: database {database}, programs {programs}, cloud {cloud}.', 'Update database and programs to the same version of swiftpos.', 'OPEN_DIAGNOSIS'),
  DATA_SYNC_FAILING: row('WARNING', 'Rows could not be sent', '{rows} rows could not be sent to the cloud.', 'Ask swiftpos support whether a resync is needed. If it is, plan it outside trading hours.', 'OPEN_DIAGNOSIS'),
  DATABASE_OPERATION_RUNNING: row('WARNING', 'A database operation is running', 'A database operation is running: {operations}.', 'Wait until it has ended.'),
  BACKLOG: row('WARNING', 'Messages are waiting to be sent', '{messages} messages are waiting to be sent to the cloud.', 'Wait ten minutes. If the number keeps growing, restart Cloud Sync.', 'OPEN_SERVICES'),
  CLOUD_SYNC_MISSING: row('WARNING', 'Cloud Sync is licensed but not installed', 'Cloud Sync is licensed but not installed.', '{remedy}', 'PLAN_ONBOARDING'),
  FIRST_SYNC_MISSING: row('WARNING', 'The first sync has not been completed', 'The first sync has not been completed, and none is running.', '{remedy}', 'OPEN_SERVICES'),
  REGISTRATION_EXPIRING: row('WARNING', 'The registration expires soon', 'The registration is valid through {day}.', 'Renew the registration with swiftpos before that day.'),
  MAINTENANCE_ON: row('WARNING', 'Maintenance mode is on', 'Maintenance mode is on until {until}: no new operation starts.', 'Turn it off when the work is done, or turn it on again for another end.', 'OPEN_MAINTENANCE'),
  ONBOARDING_WAITS: row('WARNING', 'An onboarding has been waiting for a long time', 'The onboarding has been waiting since {since} to {does} Cloud Sync.', 'Read its last event for the reason. It continues automatically. You can also cancel it: the venue stays connected, and you can finish the onboarding later.', 'OPEN_OPERATION'),
  CLEANUP_OPEN: row('WARNING', 'A cleanup is pending', '{open}', 'Wait until the server has retried it. If it stays pending, open the operation and read its last events.', 'OPEN_OPERATION'),
  BACKUP_OLD: row('WARNING', 'The last backup is old', 'The last backup was taken {days} days ago.', 'Set "backups" in config.json, with a folder on another disk, or run "venue-control backup FOLDER".', 'OPEN_BACKUPS'),
  BACKUP_FAILED: row('WARNING', 'The scheduled backup failed', 'The scheduled backup failed: {reason}', 'Check that the folder of "backups" in config.json exists, has free space and can be written by the server. The server retries every 15 minutes.', 'OPEN_BACKUPS'),
  BACKUP_ON_SAME_DISK: row('WARNING', 'The backups are on the disk of the data folder', 'The backups are on the same disk as the data folder, so one broken disk destroys both.', 'Set the folder of "backups" in config.json to another disk, then restart the server.', 'OPEN_BACKUPS'),
  AUDIT_ANCHOR: row('WARNING', 'The external audit anchor needs attention', 'The external audit anchor needs attention: {reason}', ON_THE_SERVER, 'RUN_DOCTOR'),
  WRONG_PINS: row('WARNING', 'Many wrong PINs were entered', '{count} wrong PINs were entered in 24 hours. Someone may be guessing PINs.', 'Filter the audit log by denied sign-ins, and check which account sent them.'),
  BACKUP_MISSING: row('INFO', 'No backup was taken yet', 'No backup was taken yet.', 'Set "backups" in config.json, with a folder on another disk, or run "venue-control backup FOLDER".', 'OPEN_BACKUPS'),
  SEND_RUNNING: row('INFO', 'All data is being sent', 'All data is being sent: {percent} %.', '{remedy}'),
  SERVICE_CHANGING: row('INFO', 'A service is being changed', 'An operation is changing {service}.', 'Wait until the operation has ended.'),
  LICENCE_MISSING: row('INFO', 'Cloud Sync is not licensed', 'Cloud Sync is not licensed, so the apps that depend on it are off.', 'Ask swiftpos if this venue should have a license.'),
  LOCATION_NOT_ACTIVATED: row('INFO', 'Locations are not activated', 'Locations that are not activated in the cloud: {count}.', 'Activate them on the Venue page, or run Enable-VenueLocation.'),
  WEB_SERVER_UNKNOWN: row('INFO', 'The state of SwiftAPI\'s web server is unknown', 'This server has no IIS, so the state of SwiftAPI\'s web server is unknown.', 'Check SwiftAPI manually.'),
  FACT_UNKNOWN: row('INFO', 'Some information could not be read', 'Some information could not be read: {reason}', '{remedy}'),
} as const satisfies Readonly<Record<string, FindingWords>>;

export type FindingCode = keyof typeof FINDINGS;

export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

/** The doctor is all that their remedy names. */
export const ONLY_DOCTOR = FINDING_CODES.filter((code) => FINDINGS[code].remedy === ON_THE_SERVER);

export type FindingParams = Readonly<Record<string, string>>;

/** The template with its parameters put in. */
export function inWords(template: string, params: FindingParams): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'unknown');
}

function row(
  severity: FindingSeverity,
  title: string,
  message: string,
  remedy: string,
  actionCode?: ActionCode,
): FindingWords {
  return { severity, title, message, remedy, actionCode };
}
