/** Every finding that a status can hold: how bad it is, what is said of it and what is done about it. In each severity worst first. */

export type FindingSeverity = 'INFO' | 'WARNING' | 'CRITICAL';

export interface FindingWords {
  /** What takes ordering down without being planned is critical, whatever is here. */
  readonly severity: FindingSeverity;
  /** Without parameters, for where only the code is known. */
  readonly title: string;
  /** `{name}` is a parameter. */
  readonly message: string;
  readonly remedy: string;
}

/** Where a finding has no remedy of its own. */
export const ON_THE_SERVER = 'Run "venue-control doctor" on the server and follow its remedies.';

// biome-ignore format: a table, one line a finding
export const FINDINGS = {
  POWERSHELL_UNAVAILABLE: row('CRITICAL', 'PowerShell does not answer', 'PowerShell does not answer, so services and cloud are not known.', 'Wait a minute, as it is started again by itself. If it stays so, run "venue-control doctor" on the server.'),
  RECONNECT_NEEDED: row('CRITICAL', 'The link to the cloud has to be set up again', '{reason}', '{remedy}'),
  LINK_DOWN: row('CRITICAL', 'The cloud does not hear this venue', 'The cloud has not heard Gateway Client since {lastHeartbeat}, although it runs.', 'Check the internet connection and the outbound firewall.'),
  CLOUD_UNREACHABLE: row('CRITICAL', 'swiftpos Cloud does not respond', '{reason}', '{remedy}'),
  REGISTRATION_EXPIRED: row('CRITICAL', 'The registration has expired', 'The registration expired after {day}. What still works is not known.', 'Renew the registration with swiftpos.'),
  WEB_SERVER_DOWN: row('CRITICAL', 'The web server of SwiftAPI is stopped', 'The web server of SwiftAPI is stopped: ordering does not reach the till.', 'Start the web server of SwiftAPI (IIS).'),
  NOTHING_READ_YET: row('WARNING', 'The state of the venue is not known yet', 'The state of the venue is not known yet.', 'Wait a few seconds. If it stays unknown, run "venue-control doctor" on the server.'),
  NEVER_CONNECTED: row('WARNING', 'The venue was never connected', 'The cloud has never received a heartbeat from this venue.', '{remedy}'),
  SERVICE_DOWN: row('WARNING', 'A required service is not running', '{service} is not running.', '{remedy}'),
  FULL_SEND_UNOWNED: row('WARNING', 'All data is being sent, and no operation of this server started it', 'All data is being sent ({percent} %). No operation of this server started it.', 'Find out who started it. Then take it over or withdraw it in a resync plan.'),
  STATE_DATABASE_UNAVAILABLE: row('WARNING', 'The state database does not work', 'The state database does not work: {reason}', ON_THE_SERVER),
  VENUE_DATABASE_UNAVAILABLE: row('WARNING', "The venue's database does not answer", "{reason} The page shows the last known data of the venue.", '{remedy}'),
  OPERATION_NEEDS_ATTENTION: row('WARNING', 'An operation waits for a decision', 'An operation waits for a decision.', 'Open the operation, read it and decide.'),
  SERVICE_DEGRADED: row('WARNING', 'A service requires attention', '{service} requires attention.', '{remedy}'),
  OTHER_SERVER_CONNECTED: row('WARNING', 'Another server is connected as this venue', 'Another server is connected with the same Customer Number.', 'Stop Gateway Client on the other server.'),
  NOT_ELEVATED: row('WARNING', 'The control plane does not run as Administrator', 'The control plane does not run as Administrator.', 'Start the control plane as Administrator.'),
  SWIFTPOS_TOO_OLD: row('WARNING', 'swiftpos is too old for the cloud', 'This venue runs swiftpos {version}; {minimum} is the oldest that can be onboarded.', 'Update swiftpos to {minimum} or newer.'),
  VERSION_MISMATCH: row('WARNING', 'Versions of swiftpos differ', 'Versions differ: database {database}, programs {programs}, cloud {cloud}.', 'Bring database and programs to one version of swiftpos.'),
  DATA_SYNC_FAILING: row('WARNING', 'Rows could not be sent', '{rows} rows could not be sent to the cloud.', 'Open the diagnosis, then ask swiftpos support whether a resync is needed.'),
  DATABASE_OPERATION_RUNNING: row('WARNING', 'A database operation is running', 'A database operation is running: {operations}.', 'Wait until it has ended.'),
  BACKLOG: row('WARNING', 'Messages wait to be sent', '{messages} messages wait to be sent to the cloud.', 'Wait ten minutes. If they only grow, restart Cloud Sync.'),
  CLOUD_SYNC_MISSING: row('WARNING', 'Cloud Sync is licensed but not installed', 'Cloud Sync is licensed but not installed.', '{remedy}'),
  FIRST_SYNC_MISSING: row('WARNING', 'The first sync has not been completed', 'The first sync has not been completed, and none is running.', 'Check that Cloud Sync runs, and read its events.'),
  REGISTRATION_EXPIRING: row('WARNING', 'The registration expires soon', 'The registration is valid through {day}.', 'Renew the registration with swiftpos before that day.'),
  MAINTENANCE_ON: row('WARNING', 'Maintenance mode is on', 'Maintenance mode is on: no new operation starts.', 'Switch it off when the work is done.'),
  CLEANUP_OPEN: row('WARNING', 'A cleanup is pending', '{open}', 'Wait until the server has retried it. If it stays pending, open the operation and read its last events.'),
  BACKUP_OLD: row('WARNING', 'The last backup is old', 'The last backup was taken {days} days ago.', 'Run "venue-control backup FOLDER", with a folder on another disk, and schedule it daily.'),
  AUDIT_ANCHOR: row('WARNING', 'The external audit anchor requires attention', 'The external audit anchor requires attention: {reason}', ON_THE_SERVER),
  WRONG_PINS: row('WARNING', 'Many wrong PINs were entered', '{count} wrong PINs were entered in 24 hours. Someone may be guessing PINs.', 'Filter the audit log by denied sign-ins, and check which account sent them.'),
  BACKUP_MISSING: row('INFO', 'No backup was taken yet', 'No backup was taken yet.', 'Run "venue-control backup FOLDER", with a folder on another disk, and schedule it daily.'),
  SEND_RUNNING: row('INFO', 'All data is being sent', 'All data is being sent: {percent} %.', 'Wait until it is complete.'),
  SERVICE_CHANGING: row('INFO', 'A service is being changed', '{service} is being changed by an operation.', 'Wait until the operation has ended.'),
  LICENCE_MISSING: row('INFO', 'Cloud Sync is not licensed', 'Cloud Sync is not licensed: what it serves is off.', 'Ask swiftpos if it should be.'),
  LOCATION_NOT_ACTIVATED: row('INFO', 'Locations are not activated', 'Locations that are not activated in the cloud: {count}.', 'Activate them on the page of the venue.'),
  WEB_SERVER_UNKNOWN: row('INFO', 'The state of SwiftAPI\'s web server is unknown', 'This server has no IIS, so the state of SwiftAPI\'s web server is unknown.', 'Check SwiftAPI manually.'),
  FACT_UNKNOWN: row('INFO', 'Something could not be read', 'Something could not be read: {reason}', '{remedy}'),
} as const satisfies Readonly<Record<string, FindingWords>>;

export type FindingCode = keyof typeof FINDINGS;

export const FINDING_CODES = Object.keys(FINDINGS) as readonly FindingCode[];

export type FindingParams = Readonly<Record<string, string>>;

/** The template with its parameters put in. */
export function inWords(template: string, params: FindingParams): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'not known');
}

function row(severity: FindingSeverity, title: string, message: string, remedy: string): FindingWords {
  return { severity, title, message, remedy };
}
