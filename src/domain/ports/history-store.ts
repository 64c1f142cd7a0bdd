/** How the venue was: intervals in which something had one state, and figures of each minute. What is not recorded is unknown. */

/** What the recorder writes down. `SERVER`: the runs of this server, and the gaps between them. */
export const HISTORY_LANES = [
  'STATUS',
  'FINDING',
  'SERVICE',
  'LINK',
  'CLOUD',
  'HOST',
  'DATABASE',
  'VERSION',
  'SERVER',
] as const;
export type HistoryLane = (typeof HISTORY_LANES)[number];

export type HistoryParams = Readonly<Record<string, string>>;

export interface HistoryChange {
  readonly lane: HistoryLane;
  /** Of several in the lane: which one. */
  readonly subject: string;
  /** Undefined: it has none any more, such as a finding that ended. */
  readonly state: string | undefined;
  readonly at: Date;
  /** With `params`, what a text is made of. */
  readonly code: string;
  readonly params: HistoryParams;
}

export interface HistoryInterval extends Omit<HistoryChange, 'state' | 'at'> {
  readonly id: number;
  readonly state: string;
  /** Undefined: unknown, or the first. */
  readonly previousState: string | undefined;
  readonly beganAt: Date;
  /** Undefined: it is still so. */
  readonly endedAt: Date | undefined;
}

export type Metric = 'heartbeatAge' | 'rowsSent' | 'rowsWaiting' | 'rowsFailed';

/** Undefined: it was unknown. */
export type Sample = { readonly at: Date } & { readonly [Name in Metric]: number | undefined };

/** Of the samples between `from` and `from` + `stepSeconds`. */
export interface Bucket {
  /** From 0. */
  readonly index: number;
  readonly min: number;
  readonly mean: number;
  readonly max: number;
}

export interface IntervalPage {
  readonly from: Date;
  readonly to: Date;
  readonly lanes: readonly HistoryLane[];
  readonly first: number;
  /** The last one of the page before. */
  readonly after?: Pick<HistoryInterval, 'beganAt' | 'id'> | undefined;
}

export interface HistoryStore {
  /** In order: each that is different ends the open interval of its lane and subject, and begins one unless it has no state. All or nothing, with the samples. */
  record(changes: readonly HistoryChange[], samples: readonly Sample[]): Promise<void>;
  /** Ends what is open, then, or where it began later. Versions stay as last read. */
  endOpen(at: Date): Promise<void>;
  listOpen(): Promise<readonly HistoryInterval[]>;
  /** When something was last recorded; undefined: never. */
  findLastMark(): Promise<Date | undefined>;
  /** When the first run of this server that is still recorded began; undefined: none is. */
  findBegin(): Promise<Date | undefined>;
  /** Newest first: those that were so between `from` and `to`. */
  listIntervals(page: IntervalPage): Promise<readonly HistoryInterval[]>;
  /** In order, and none where nothing is known. */
  listBuckets(asked: {
    readonly metric: Metric;
    readonly from: Date;
    readonly to: Date;
    readonly stepSeconds: number;
  }): Promise<readonly Bucket[]>;
  /** Drops intervals that ended before then, `most` at most; answers how many. */
  dropIntervals(endedBefore: Date, most: number): Promise<number>;
  dropSamples(before: Date, most: number): Promise<number>;
}
