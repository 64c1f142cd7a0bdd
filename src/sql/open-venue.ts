/** Opens the venue's own database: read through its views, written through its two procedures. */
import type { ClerkStore } from '../operations/ports/clerk-store.js';
import type { Log } from '../operations/ports/machine.js';
import type { VenueStore } from '../operations/ports/venue-store.js';
import type { StatementObserver } from './database.js';
import { failureTranslator, translated } from './failures.js';
import { ensureVenueViews } from './sqlite/ensure-venue-views.js';
import { sqliteDatabase } from './sqlite/sqlite-database.js';
import { clerkStore } from './venue/clerk-store.js';
import type { VenueTables } from './venue/tables.js';
import { venueStore } from './venue/venue-store.js';

export interface VenueOptions {
  /** Absolute path of a file that somebody else makes. */
  readonly file: string;
  readonly log: Log;
  /** Sees each statement. Default none. */
  readonly onStatement?: StatementObserver;
  /** How long to wait for another process, in ms. Default 5000. */
  readonly waitMs?: number;
  /** Holds tick boxes against their expiry. Default the machine's clock. */
  readonly now?: () => Date;
}

export interface OpenVenueDatabase {
  readonly venue: VenueStore;
  readonly clerks: ClerkStore;
  close(): Promise<void>;
}

/**
 * Resolves even while the venue's database is not there, as the control plane is needed most then: each call tries again and rejects with
 * VENUE_DATABASE_UNAVAILABLE until it answers.
 */
export async function openVenueDatabase(options: VenueOptions): Promise<OpenVenueDatabase> {
  const { file, log, onStatement, waitMs = 5000, now = () => new Date() } = options;
  const database = sqliteDatabase<VenueTables>({ file, create: false, onStatement, waitMs });
  const translate = failureTranslator(database.engine, 'VENUE_DATABASE_UNAVAILABLE');
  let views: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    views ??= ensureVenueViews(database).catch((error: unknown) => {
      views = undefined;
      throw error;
    });
    return views;
  };
  await ready().catch((error: unknown) => log.warn({ err: error }, 'venue database is not answering'));
  return {
    venue: translated(venueStore(database), translate, ready),
    clerks: translated(clerkStore(database, now), translate, ready),
    close: () => database.close(),
  };
}
