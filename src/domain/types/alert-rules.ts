/**
 * Every rule that opens an alert, with its defaults: the one table. config.json is checked by it, and docs/how-to/notifications.md is held to it.
 * `{name}` is a parameter. That its codes of findings exist, alerts/conditions.ts checks.
 */
import type { ActionCode } from './findings.js';

export type AlertSeverity = 'WARNING' | 'CRITICAL';

export interface AlertRule {
  /** Undefined: that of its finding, but a warning at least. */
  readonly severity: AlertSeverity | undefined;
  /** How long it must be so without interruption. */
  readonly afterSeconds: number;
  /** It opens only while the venue trades. */
  readonly tradingHoursOnly: boolean;
  /** Codes of the findings that it watches. Empty: a fact that is no finding, see alerts/conditions.ts. */
  readonly findings: readonly string[];
  /** While one of these is found, the absence of the findings above proves nothing. */
  readonly hiddenBy: readonly string[];
  /** It opens nothing while maintenance mode is on. */
  readonly quietInMaintenance: boolean;
  /** Of one that watches no finding. */
  readonly actionCode: ActionCode | undefined;
  readonly message: string;
  readonly remedy: string;
}

const UNREAD = ['NOTHING_READ_YET'];
const NO_SERVICES = [...UNREAD, 'POWERSHELL_UNAVAILABLE'];
const NO_DATABASE = ['VENUE_DATABASE_UNAVAILABLE', 'VENUE_ROW_MALFORMED'];
const NO_VENUE = [...UNREAD, ...NO_DATABASE];
const NO_CLOUD = [...NO_SERVICES, ...NO_DATABASE, 'CLOUD_UNREACHABLE'];
const NO_STATE = [...UNREAD, 'STATE_DATABASE_UNAVAILABLE'];
const OF_ITS_FINDING = undefined;
const OF_THE_VENUE = { quietInMaintenance: true };

// MAINTENANCE_LONG: an hour longer than the default of maintenance mode, which a clerk can set to seven days.
// biome-ignore format: a table, one line a rule
export const ALERT_RULES = {
  ORDERING_DOWN: rule('CRITICAL', 120, [], { ...OF_THE_VENUE, tradingHoursOnly: true }, '{detail}', '{remedy}'),
  PLANNED_OUTAGE_OVERRUN: rule('CRITICAL', 300, [], OF_THE_VENUE, 'The planned outage should have ended at {until}. {detail}', 'Open the operation, and read how far it is. {remedy}'),
  SERVICE_DOWN: rule(OF_ITS_FINDING, 120, ['SERVICE_DOWN', 'CLOUD_SYNC_MISSING'], { ...OF_THE_VENUE, hiddenBy: NO_SERVICES }, '{detail}', '{remedy}'),
  SERVICE_UNSTABLE: rule(OF_ITS_FINDING, 0, ['SERVICE_UNSTABLE'], { ...OF_THE_VENUE, hiddenBy: [...NO_SERVICES, 'SERVICE_DOWN', 'SERVICE_CHANGING'] }, '{detail}', '{remedy}'),
  WEB_SERVER_DOWN: rule(OF_ITS_FINDING, 120, ['WEB_SERVER_DOWN'], { ...OF_THE_VENUE, hiddenBy: [...NO_SERVICES, 'FACT_UNKNOWN', 'WEB_SERVER_UNKNOWN'] }, '{detail}', '{remedy}'),
  LINK_LOST: rule(OF_ITS_FINDING, 600, ['LINK_DOWN', 'RECONNECT_NEEDED', 'CLOUD_UNREACHABLE'], { ...OF_THE_VENUE, hiddenBy: [...NO_SERVICES, ...NO_DATABASE] }, '{detail}', '{remedy}'),
  VENUE_UNREADABLE: rule(OF_ITS_FINDING, 600, ['NOTHING_READ_YET', 'POWERSHELL_UNAVAILABLE', 'VENUE_DATABASE_UNAVAILABLE', 'VENUE_ROW_MALFORMED'], OF_THE_VENUE, '{detail}', '{remedy}'),
  FIRST_SYNC_STALLED: rule(OF_ITS_FINDING, 3600, ['FIRST_SYNC_MISSING', 'SEND_RUNNING'], { ...OF_THE_VENUE, hiddenBy: NO_CLOUD }, 'The first sync makes no progress. {detail}', '{remedy}'),
  OPERATION_FAILED: rule('WARNING', 0, [], {}, '{summary}', 'Open the operation, and read what was rolled back, what was not, and what to do.'),
  OPERATION_NEEDS_ATTENTION: rule(OF_ITS_FINDING, 0, ['OPERATION_NEEDS_ATTENTION'], { hiddenBy: NO_STATE }, '{detail}', '{remedy}'),
  OPERATION_AWAITS_APPROVAL: rule('WARNING', 0, [], {}, '{summary}', 'Approve or reject it.'),
  ONBOARDING_WAITS: rule(OF_ITS_FINDING, 82_800, ['ONBOARDING_WAITS'], { hiddenBy: NO_STATE }, '{detail}', '{remedy}'),
  MAINTENANCE_LONG: rule(OF_ITS_FINDING, 18_000, ['MAINTENANCE_ON'], { hiddenBy: NO_STATE }, '{detail} It has been on for a long time, and alerts about the venue are silent meanwhile.', '{remedy}'),
  REGISTRATION_ENDING: rule(OF_ITS_FINDING, 0, ['REGISTRATION_EXPIRING', 'REGISTRATION_EXPIRED'], { hiddenBy: NO_VENUE }, '{detail}', '{remedy}'),
  AUDIT_NOT_INTACT: rule('CRITICAL', 0, [], { actionCode: 'OPEN_AUDIT' }, 'The audit log was changed outside of this program: its verification found an invalid row.', 'Run "venue-control audit verify" on the server, and keep the data folder as it is.'),
  TOO_MANY_HOLDERS: rule('WARNING', 0, [], { actionCode: 'OPEN_SECURITY' }, '{detail}', 'Revoke the permission where it is not needed.'),
  WRONG_PINS: rule(OF_ITS_FINDING, 0, ['WRONG_PINS'], { hiddenBy: NO_STATE }, '{detail}', '{remedy}'),
  BACKUP_OLD: rule(OF_ITS_FINDING, 0, ['BACKUP_OLD'], { hiddenBy: [...UNREAD, 'FACT_UNKNOWN'] }, '{detail}', '{remedy}'),
  BACKUP_MISSING: rule(OF_ITS_FINDING, 604_800, ['BACKUP_MISSING'], { hiddenBy: [...UNREAD, 'FACT_UNKNOWN'] }, 'No backup was taken in the last 7 days.', '{remedy}'),
  TOKEN_ENDING: rule('WARNING', 0, [], { actionCode: 'OPEN_TOKENS' }, 'The API token {token} ends at {until}.', 'Renew it, or revoke it if no task uses it any more.'),
  CLERK_ACCESS_ENDED: rule('WARNING', 0, [], { actionCode: 'OPEN_SECURITY' }, 'The PIN, sessions and API tokens of clerk {clerk} were ended. {reason}', 'Check the clerk in swiftpos. To give access again, run "venue-control clerk set-pin" on the server, and create new API tokens.'),
  DISK_LOW: rule('CRITICAL', 60, [], {}, 'The disk of the data folder has {megabytes} MB left.', 'Free at least 1 GB on the disk of the data folder.'),
} as const satisfies Readonly<Record<string, AlertRule>>;

export type AlertCode = keyof typeof ALERT_RULES;

export const ALERT_CODES = Object.keys(ALERT_RULES) as readonly AlertCode[];

/** How long what opened an alert must be over before the alert is cleared. */
export const CLEARED_AFTER_MS = 120_000;

/** What config.json may say of a rule. */
export interface AlertSetting {
  /** Default: true. */
  readonly enabled?: boolean | undefined;
  readonly afterSeconds?: number | undefined;
  readonly tradingHoursOnly?: boolean | undefined;
}

export type AlertSettings = { readonly [Code in AlertCode]?: AlertSetting | undefined };

/** The longest that a rule may wait, in seconds. */
export const LONGEST_WAIT = 604_800;

/** The rule as this venue has it; undefined: it is switched off. */
export function ruleOf(code: AlertCode, settings: AlertSettings): AlertRule | undefined {
  const rule: AlertRule = ALERT_RULES[code];
  const { enabled = true, afterSeconds, tradingHoursOnly } = settings[code] ?? {};
  if (!enabled) return undefined;
  return {
    ...rule,
    afterSeconds: afterSeconds ?? rule.afterSeconds,
    tradingHoursOnly: tradingHoursOnly ?? rule.tradingHoursOnly,
  };
}

function rule<const Finding extends string = never>(
  severity: AlertRule['severity'],
  afterSeconds: number,
  findings: readonly Finding[],
  more: Partial<Pick<AlertRule, 'tradingHoursOnly' | 'hiddenBy' | 'quietInMaintenance' | 'actionCode'>>,
  message: string,
  remedy: string,
) {
  const defaults = {
    tradingHoursOnly: false,
    hiddenBy: [] as readonly string[],
    quietInMaintenance: false,
    actionCode: undefined,
  };
  return { ...defaults, ...more, severity, afterSeconds, findings, message, remedy };
}
