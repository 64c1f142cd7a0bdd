/** What the control plane reads of the venue's own database, through the `controlplane` views. Rows are plain; times are Dates in UTC. */

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

export interface VenueStore {
  registration(): Promise<Registration>;
  locationGroups(): Promise<readonly LocationGroupRow[]>;
  /** Of these groups; every location when `groupIds` is undefined. */
  locations(groupIds?: readonly string[]): Promise<readonly LocationRow[]>;
  tradingPeriods(): Promise<readonly TradingPeriodRow[]>;
  lastSaleAt(): Promise<Date | undefined>;
  databaseOperations(): Promise<readonly DatabaseOperationRow[]>;
  /** Rows of each table that a sync sends (view `controlplane.sync_table`). */
  syncTableCounts(): Promise<readonly TableCount[]>;
}
