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
    'how long the cloud may take to see a heartbeat once the gateway runs',
  ),
  cloudPatienceMs: figure(
    600_000,
    [1000, 86_400_000],
    'how long an onboarding waits for a cloud that is away once the code is used up',
  ),
  stallMs: figure(120_000, [1000, 86_400_000], 'how long a full send may stand still'),
  packageMegabytes: figure(
    2048,
    [1, 1_048_576],
    'the largest package of Cloud Sync that is downloaded, in MiB',
  ),
  downloadMs: figure(
    43_200_000,
    [60_000, 604_800_000],
    'the longest that its download may take; silence ends one after 30 s, and what has come is kept',
  ),
  fullSendMs: figure(86_400_000, [60_000, 604_800_000], 'the longest a full send may take'),
  assumedRowsPerSecond: figure(
    200,
    [1, 1_000_000],
    'what a send is taken to move, until one has been completed here',
  ),
  attentionMs: figure(
    60_000,
    [1000, 3_600_000],
    'how often an operation in `NEEDS_ATTENTION` asks the cloud again',
  ),
  pollMs: figure(1000, [50, 60_000], 'how often the cloud is asked while something is awaited'),
  latestStartMs: figure(
    1_800_000,
    [1000, 691_200_000],
    'how late a scheduled start may be, for whatever reason, before it is not begun any more',
  ),
  statePatienceMs: figure(
    600_000,
    [1000, 86_400_000],
    'how long the writes of a running operation are tried while the state database is away, before it is let go of and taken up again',
  ),
  keepOperationsDays: figure(
    1095,
    [30, 36_500],
    'how many days an operation that has ended is kept; one that had a code keeps its row for ever',
  ),
  keepEventsDays: figure(
    400,
    [7, 36_500],
    'how many days the events of an operation that has ended are kept',
  ),
  codeLength: figure(
    0,
    [0, 64],
    'how many characters an authentication code of swiftpos has here, so that a slip is said before anything is sent; 0: not known',
  ),
  onboardHolders: figure(
    5,
    [1, 1000],
    'how many clerks may hold *Cloud Connectivity > Onboard* before `doctor` and `permissionHolders` warn',
  ),
  secondPerson: yesOrNo(false, 'whether a resync that cuts into trading hours waits for a second person'),
  dataDogQuery: oneLine(
    '@customerNumber:{customerNumber}',
    500,
    "what a failure's `trail` says to paste into DataDog. swiftpos' tags aren't public: the default is a guess to correct once somebody with access has seen them; `{customerNumber}` is filled in, the time span is added in milliseconds",
  ),
  freezes: periods(
    'times in which nothing large is begun: `[{ "from": "2026-12-23T00:00:00Z", "until": "2026-12-27T00:00:00Z", "reason": "Christmas" }]`',
  ),
} as const;

export interface FreezePeriod {
  readonly from: Date;
  readonly until: Date;
  /** e.g. "Christmas". */
  readonly reason: string;
}

export type SiteOption = Figure | YesOrNo | OneLine | Periods;

type SiteSettings = {
  readonly [Name in keyof typeof SITE_OPTIONS]: (typeof SITE_OPTIONS)[Name]['default'];
};

/** What config.json says: only what the site has decided. */
export type SiteOptions = Partial<SiteSettings>;

export type Settings = SiteSettings;

export const DEFAULT_SETTINGS: Settings = Object.freeze(
  Object.fromEntries(
    Object.entries(SITE_OPTIONS).map(([name, option]) => [name, option.default]),
  ) as SiteSettings,
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

interface Figure {
  readonly kind: 'figure';
  readonly default: number;
  /** Smallest and largest. */
  readonly range: readonly [number, number];
  readonly meaning: string;
}

interface YesOrNo {
  readonly kind: 'yes or no';
  readonly default: boolean;
  readonly meaning: string;
}

interface OneLine {
  readonly kind: 'line';
  readonly default: string;
  readonly longest: number;
  readonly meaning: string;
}

interface Periods {
  readonly kind: 'periods';
  readonly default: readonly FreezePeriod[];
  readonly meaning: string;
}

function figure(standard: number, range: readonly [number, number], meaning: string): Figure {
  return { kind: 'figure', default: standard, range, meaning };
}

function yesOrNo(standard: boolean, meaning: string): YesOrNo {
  return { kind: 'yes or no', default: standard, meaning };
}

function oneLine(standard: string, longest: number, meaning: string): OneLine {
  return { kind: 'line', default: standard, longest, meaning };
}

function periods(meaning: string): Periods {
  return { kind: 'periods', default: [], meaning };
}
