/** What the control plane reads of the venue's own database, through the `controlplane` views. Rows are plain; times are Dates in UTC. */
import { AppError } from '../../errors/errors.js';

export interface Registration {
  /** Eight digits. */
  readonly customerNumber: string;
  readonly companyName: string;
  readonly registeredEmail: string;
  /** Calendar date in the venue's time zone, YYYY-MM-DD; valid through that day. */
  readonly expiresOn: string;
  /** e.g. 10.58.0 */
  readonly swiftposVersion: string;
  readonly licences: readonly ('CLOUD_SYNC' | 'WEB_API' | 'MAINTENANCE')[];
  readonly region: 'AU' | 'UK' | 'EU';
  /** IANA name. */
  readonly timeZone: string;
}

export interface LocationGroupRow {
  readonly id: string;
  readonly name: string;
}

export interface LocationRow {
  readonly id: string;
  readonly name: string;
  readonly locationGroupId: string;
}

export interface TradingPeriodRow {
  readonly weekday: Weekday;
  /** HH:MM in venue time; closesAt may be after midnight when it is smaller than opensAt. */
  readonly opensAt: string;
  readonly closesAt: string;
}
export const WEEKDAYS = [
  'MONDAY',
  'TUESDAY',
  'WEDNESDAY',
  'THURSDAY',
  'FRIDAY',
  'SATURDAY',
  'SUNDAY',
] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** A re-index, backup or the like that runs now. */
export interface DatabaseOperationRow {
  readonly name: string;
  readonly startedAt: Date;
}

export interface TableCount {
  readonly table: string;
  readonly rows: number;
}

/** What waits to be sent to the cloud. */
export interface SyncBacklog {
  readonly messages: number;
  /** Undefined when nothing waits. */
  readonly oldestAt: Date | undefined;
}

/** What could not be sent. */
export interface SyncExceptions {
  readonly rows: number;
  readonly newestAt: Date | undefined;
  /** Tables concerned, and the newest message in Cloud Sync's words. */
  readonly tables: readonly string[];
  readonly newestMessage: string | undefined;
}

export interface ViewProfile {
  /** The version of swiftpos that the profile is for; several where files were made with different ones. Undefined: none was used. */
  readonly swiftpos: string | undefined;
  /** Of all views and procedures, as they are in the database. */
  readonly checksum: string;
}

/**
 * A method rejects with VENUE_ROW_MALFORMED, naming view, column and value, rather than return a row that its
 * view must not have.
 */
export interface VenueStore {
  /** Rejects while a row of clerks or permissions was left out lately, because it is malformed. */
  requireWholeClerks(): Promise<void>;
  registration(): Promise<Registration>;
  locationGroups(): Promise<readonly LocationGroupRow[]>;
  /** Of these groups; every location when `groupIds` is undefined. */
  locations(groupIds?: readonly string[]): Promise<readonly LocationRow[]>;
  tradingPeriods(): Promise<readonly TradingPeriodRow[]>;
  lastSaleAt(): Promise<Date | undefined>;
  databaseOperations(): Promise<readonly DatabaseOperationRow[]>;
  syncBacklog(): Promise<SyncBacklog>;
  /** Raised after `since`; all of them when it is undefined. */
  syncExceptions(since: Date | undefined): Promise<SyncExceptions>;
  /** Rows of each table that a sync sends (view `controlplane.sync_table`). */
  syncTableCounts(): Promise<readonly TableCount[]>;
  /** By the clock of the database's machine; undefined: that is this machine, or the engine has none. */
  utcNow(): Promise<Date | undefined>;
  /** Undefined: the login may not see the definitions. */
  viewProfile(): Promise<ViewProfile | undefined>;
}

/** The database does not answer, or its row is malformed. */
export function isUnreadable(error: unknown): error is AppError {
  return (
    error instanceof AppError &&
    (error.code === 'VENUE_DATABASE_UNAVAILABLE' || error.code === 'VENUE_ROW_MALFORMED')
  );
}

/** For a caller to whom a malformed row is one more way of not knowing: undefined. Rethrows any other failure. */
export function unlessMalformed(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'VENUE_ROW_MALFORMED') return undefined;
  throw error;
}
