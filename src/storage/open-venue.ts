/** The venue's own database, on whichever engine it is handed: read through its views, written through its two procedures. */
import type { Log } from '../domain/ports/machine.js';
import { TickCoalescer } from '../domain/types/tick-coalescer.js';
import { TRACES } from '../domain/types/traces.js';
import type { Database, Engine } from './database.js';
import { eachMethod, failureTranslator, translated } from './failures.js';
import { clerkStore } from './venue/clerk-store.js';
import { examineVenue } from './venue/examine/examine-venue.js';
import { venueStore } from './venue/venue-store.js';
import { LeftOutRows } from './venue/view-rows.js';
import type { VenueTables } from './venue-schema/tables.js';

export interface VenueParts {
  /** Someone else makes it. */
  readonly database: Database<VenueTables>;
  /** Records that the server continues without the database. Without a log, each call fails on its own. */
  readonly log?: Log | undefined;
  /** Compares permissions with their expiry. Default the machine's clock. */
  readonly now?: () => Date;
}

export type OpenVenueDatabase = Awaited<ReturnType<typeof openVenueDatabase>>;

/**
 * Resolves even while the venue's database is not there, as the control plane is needed most then: each call tries again and rejects with
 * VENUE_DATABASE_UNAVAILABLE until it answers.
 */
export async function openVenueDatabase(parts: VenueParts) {
  const { database, log, now = () => new Date() } = parts;
  const { db, engine } = database;
  const translate = failureTranslator(engine, 'VENUE_DATABASE_UNAVAILABLE');
  const leftOut = new LeftOutRows(now);
  let views: Promise<void> | undefined;
  const ready = (): Promise<void> => {
    views ??= engine.prepareVenue(db).catch((error: unknown) => {
      views = undefined;
      throw error;
    });
    return views;
  };
  await ready().catch((error: unknown) => log?.warn({ err: error }, 'venue database is not responding'));
  return {
    venue: sharedReads(traced(translated(venueStore(database, leftOut), translate, ready), engine)),
    clerks: sharedReads(traced(translated(clerkStore(database, now, leftOut), translate, ready), engine), [
      'grant',
      'revoke',
    ]),
    ...translated({ examine: () => examineVenue(database, now) }, translate),
    close: () => database.close(),
  };
}

/**
 * A store whose reads are shared by the caller the same in one turn of the event loop: a server asks its database once a turn, not once a
 * caller.
 */
function sharedReads<Store extends object>(store: Store, writes: readonly (keyof Store)[] = []): Store {
  const turn = new TickCoalescer();
  return eachMethod(store, (method, name) =>
    writes.includes(name as keyof Store)
      ? method
      : (...args) => turn.ask(name + JSON.stringify(args), () => method(...args)),
  );
}

/** The state database is not traced: a file beside the program answers within microseconds, several times a request. */
function traced<Store extends object>(store: Store, { system }: Engine): Store {
  return eachMethod(
    store,
    (method, operation) =>
      (...args) =>
        TRACES.sql.tracePromise(() => method(...args), { system, operation }),
  );
}
