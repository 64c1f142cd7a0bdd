/** What a suite of the venue's stores is handed: a fresh database, and never whose it is. */
import type { StatementObserver } from '../../src/storage/database.js';
import type { OpenVenueDatabase } from '../../src/storage/open-venue.js';

export type VenueRows = Readonly<Record<string, readonly (readonly (string | number | null)[])[]>>;

export interface VenueSetting {
  readonly now?: () => Date;
  readonly onStatement?: StatementObserver;
}

export interface TestEngine {
  readonly name: string;
  /** A fresh venue database with these rows in its base tables, whole rows in the order of their columns. */
  venue(rows: VenueRows, setting?: VenueSetting): Promise<OpenVenueDatabase>;
  /** Closes and removes whatever was opened. */
  cleanUp(): Promise<void>;
}
