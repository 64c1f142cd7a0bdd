/** Figures that a site may set; each has a default that is safe for a pub. Times in milliseconds unless the name says otherwise. */
export interface Settings {
  /** How long a service must run with one process id to count as running. Default: 5 s. */
  readonly stableSeconds: number;
  /** How long a service may take to start. Default: 60 s. */
  readonly startTimeoutSeconds: number;
  /** How long a service may take to stop. Default: 30 s. */
  readonly stopGraceSeconds: number;
  /** How long the cloud may take to see a heartbeat after the gateway runs. Default: 60 s. */
  readonly heartbeatMs: number;
  /** How long a full send may stand still before it counts as stalled. Default: 120 s. */
  readonly stallMs: number;
  /** What a send is taken to move until one has been completed here. Default: 200 rows a second. */
  readonly assumedRowsPerSecond: number;
  /** The longest that a full send may take. Default: 24 h. */
  readonly fullSendMs: number;
  /** Whether a resync that cuts into trading hours waits for a second person. Default: no. */
  readonly secondPerson: boolean;
  /** Times in which nothing large is begun. Default: none. */
  readonly freezes: readonly FreezePeriod[];
  /** How often an operation that needs attention asks the cloud again. Default: 60 s. */
  readonly attentionMs: number;
  /** How often the cloud is asked while something is awaited. Default: 1 s. */
  readonly pollMs: number;
  /** How late a scheduled start may be, for whatever reason, before it is not begun any more. Default: 30 min. */
  readonly latestStartMs: number;
  /** How long the writes of a running operation are tried while the state database is away, before it is let go of and taken up again. Default: 10 min. */
  readonly statePatienceMs: number;
  /** What a failure's trail says to paste into DataDog; {customerNumber} is filled in. swiftpos' tags aren't public: the default is a guess to correct. */
  readonly dataDogQuery: string;
}

export interface FreezePeriod {
  readonly from: Date;
  readonly until: Date;
  /** e.g. "Christmas". */
  readonly reason: string;
}

export function freezeAt(freezes: readonly FreezePeriod[], at: Date): FreezePeriod | undefined {
  return freezes.find(({ from, until }) => from <= at && at < until);
}

export const DEFAULT_SETTINGS: Settings = Object.freeze({
  stableSeconds: 5,
  startTimeoutSeconds: 60,
  stopGraceSeconds: 30,
  heartbeatMs: 60_000,
  stallMs: 120_000,
  assumedRowsPerSecond: 200,
  fullSendMs: 24 * 60 * 60_000,
  secondPerson: false,
  freezes: [],
  attentionMs: 60_000,
  pollMs: 1000,
  latestStartMs: 30 * 60_000,
  statePatienceMs: 10 * 60_000,
  dataDogQuery: '@customerNumber:{customerNumber}',
});
