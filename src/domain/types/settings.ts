import type { AlertSettings } from './alert-rules.js';
import type { NotificationSettings } from './channels.js';

/**
 * What a site may decide for itself, each with a default that is safe for a pub. The one table: config.json is checked by it, and
 * docs/reference/configuration.md is held to it.
 */
export const SITE_OPTIONS = {
  stableSeconds: figure(5, [0, 120], 'how long a service must run with one process id to count as running'),
  startTimeoutSeconds: figure(60, [1, 600], 'how long a service may take to start'),
  stopGraceSeconds: figure(30, [1, 600], 'how long a service may take to stop'),
  heartbeatMs: figure(
    60_000,
    [1000, 3_600_000],
    'how long the cloud may take to receive a heartbeat once the gateway is running',
  ),
  cloudPatienceMs: figure(
    600_000,
    [1000, 86_400_000],
    'how long an onboarding waits for an unreachable cloud once the code is used',
  ),
  stallMs: figure(120_000, [1000, 86_400_000], 'how long a full send may make no progress'),
  packageMegabytes: figure(
    2048,
    [1, 1_048_576],
    'the largest package of Cloud Sync that is downloaded, in MiB',
  ),
  downloadMs: figure(
    43_200_000,
    [60_000, 604_800_000],
    'the longest its download may take; a stalled download ends after 30 s, and the partial file is kept',
  ),
  fullSendMs: figure(86_400_000, [60_000, 604_800_000], 'the longest a full send may take'),
  assumedRowsPerSecond: figure(
    200,
    [1, 1_000_000],
    'the assumed speed of a send, until one was completed here',
  ),
  attentionMs: figure(
    60_000,
    [1000, 3_600_000],
    'how often an operation in `NEEDS_ATTENTION` queries the cloud',
  ),
  pollMs: figure(1000, [50, 60_000], 'how often the cloud is queried while an operation waits for it'),
  latestStartMs: figure(
    1_800_000,
    [1000, 691_200_000],
    'how late a scheduled operation may start; a later one is not started',
  ),
  statePatienceMs: figure(
    600_000,
    [1000, 86_400_000],
    'how long a running operation retries its writes while the state database is unavailable, before it is suspended and resumed later',
  ),
  keepOperationsDays: figure(
    1095,
    [30, 36_500],
    'how many days an ended operation is kept; an onboarding keeps its row forever',
  ),
  keepEventsDays: figure(400, [7, 36_500], 'how many days the events of an ended operation are kept'),
  codeLength: figure(
    0,
    [0, 64],
    'the length of an authentication code of swiftpos, so that a typing error is found before anything is sent; 0: unknown',
  ),
  onboardHolders: figure(
    5,
    [1, 1000],
    'how many clerks may have *Cloud Connectivity > Onboard* before `doctor` and `permissionHolders` warn',
  ),
  secondPerson: {
    kind: 'yes or no',
    default: false as boolean,
    meaning: 'whether a resync that overlaps trading hours needs approval by a second person',
  },
  dataDogQuery: {
    kind: 'line',
    default: '@customerNumber:{customerNumber}' as string,
    longest: 500,
    meaning:
      "the DataDog query in a failure's `trail`. swiftpos' tags are not public: correct the default when they are known; `{customerNumber}` is filled in, the time span is added in milliseconds",
  },
  freezes: {
    kind: 'periods',
    default: [] as readonly FreezePeriod[],
    meaning:
      'times in which no onboarding or resync starts: `[{ "from": "2026-12-23T00:00:00Z", "until": "2026-12-27T00:00:00Z", "reason": "Christmas" }]`',
  },
  alerts: {
    kind: 'alerts',
    default: {} as AlertSettings,
    meaning:
      'what differs from the default rules of alerts: `{ "ORDERING_DOWN": { "afterSeconds": 120, "tradingHoursOnly": true } }`; `"enabled": false` turns a rule off. See [Notifications](../how-to/notifications.md)',
  },
  backups: {
    kind: 'backups',
    default: null as BackupSettings | null,
    meaning:
      'the backup that the server takes each day: `{ "at": "04:00", "folder": "E:\\\\venue-control", "keep": 14 }`. See [Back up and restore](../how-to/backup.md)',
  },
  notifications: {
    kind: 'channels',
    default: { channels: [] } as NotificationSettings,
    meaning:
      'where alerts are sent: `{ "channels": [{ "name": "ops", "kind": "webhook" }] }`. See [Notifications](../how-to/notifications.md)',
  },
  otlpEndpoint: {
    kind: 'address',
    default: 'none' as string,
    meaning:
      'the collector that spans and metrics are pushed to by OTLP over HTTP. See [Collect metrics and traces](../how-to/monitoring.md#push-by-otlp)',
  },
} as const;

export interface FreezePeriod {
  readonly from: Date;
  readonly until: Date;
  /** e.g. "Christmas". */
  readonly reason: string;
}

export interface BackupSettings {
  /** HH:MM, by the clock of the server. */
  readonly at: string;
  /** Absolute. */
  readonly folder: string;
  /** How many are kept. */
  readonly keep: number;
}

export type SiteOption =
  | Figure
  | Option<'yes or no', boolean>
  | (Option<'line', string> & { readonly longest: number })
  | Option<'periods', readonly FreezePeriod[]>
  | Option<'address', string>
  | Option<'alerts', AlertSettings>
  | Option<'backups', BackupSettings | null>
  | Option<'channels', NotificationSettings>;

export type Settings = {
  readonly [Name in keyof typeof SITE_OPTIONS]: (typeof SITE_OPTIONS)[Name]['default'];
};

/** What config.json says: only what the site has decided. */
export type SiteOptions = Partial<Settings>;

export const DEFAULT_SETTINGS: Settings = Object.freeze(
  Object.fromEntries(
    Object.entries(SITE_OPTIONS).map(([name, option]) => [name, option.default]),
  ) as Settings,
);

/** What a site has decided otherwise than the defaults, as JSON would have it. */
export function decidedSettings(settings: Settings): Readonly<Record<string, unknown>> {
  const asJson = (value: unknown) => JSON.stringify(value);
  const decided = Object.entries(settings).filter(
    ([name, value]) => asJson(value) !== asJson(DEFAULT_SETTINGS[name as keyof Settings]),
  );
  return JSON.parse(asJson(Object.fromEntries(decided)));
}

export function freezeAt(freezes: readonly FreezePeriod[], at: Date): FreezePeriod | undefined {
  return freezes.find(({ from, until }) => from <= at && at < until);
}

interface Option<Kind, Value> {
  readonly kind: Kind;
  readonly default: Value;
  readonly meaning: string;
}

interface Figure extends Option<'figure', number> {
  /** Smallest and largest. */
  readonly range: readonly [number, number];
}

function figure(standard: number, range: readonly [number, number], meaning: string): Figure {
  return { kind: 'figure', default: standard, range, meaning };
}
