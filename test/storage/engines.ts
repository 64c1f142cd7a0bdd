/**
 * The engines that the venue's contract suites are looped over. A suite asks for a fresh database and never knows whose it is; another engine
 * is one more entry of ENGINES. The state is SQLite's alone.
 */

import { createHash, createHmac } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { rehearsalSchema } from '../../rehearsal/schema.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import type { Keys, Log } from '../../src/domain/ports/machine.js';
import type { StatementObserver } from '../../src/storage/database.js';
import { openStateDatabase } from '../../src/storage/open-state.js';
import { type OpenVenueDatabase, openVenueDatabase } from '../../src/storage/open-venue.js';
import type { SqliteOptions } from '../../src/storage/sqlite/connection.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { checksumOf } from '../../src/storage/state/migrations/migration.js';
import { MIGRATIONS } from '../../src/storage/state/migrations/migrations.js';
import type { StateTables } from '../../src/storage/state/tables.js';
import type { VenueTables } from '../../src/storage/venue-schema/tables.js';
import { each, once } from '../domain/stand-in.js';
import type { TestEngine, VenueRows, VenueSetting } from './test-engine.js';

export type { TestEngine, VenueRows } from './test-engine.js';

/** Here only what starts no process and listens nowhere; processes/mssql.test.ts puts another one in their place. */
export const ENGINES: TestEngine[] = [sqliteEngine()];

export const testKeys: Keys = {
  hmac: (purpose, value) => createHmac('sha256', `test key for ${purpose}`).update(value).digest('hex'),
};

const quiet = (): void => undefined;
export const quietLog: Log = { debug: quiet, info: quiet, warn: quiet, error: quiet };

export function openState(file: string, options: Partial<SqliteOptions> = {}): Promise<KeptState> {
  const database = sqliteDatabase<StateTables>({ file, create: true, ...options });
  return openStateDatabase({ database, keys: testKeys, log: quietLog, version: '1.0.0' });
}

/** What `openVenue` takes besides the file. */
export type VenueOptions = VenueSetting & { readonly log?: Log };

export function openVenue(file: string, options: VenueOptions = {}): Promise<OpenVenueDatabase> {
  const { onStatement, ...others } = options;
  const database = sqliteDatabase<VenueTables>({ file, create: false, onStatement });
  return openVenueDatabase({ database, log: quietLog, ...others });
}

export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'venue-control-sql-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The base tables of a venue, without the rehearsal's sales history. */
export function makeVenueFile(file: string, rows: VenueRows = {}): void {
  const database = new DatabaseSync(file);
  database.exec(`${rehearsalSchema}; PRAGMA foreign_keys = OFF; PRAGMA journal_mode = WAL; BEGIN`);
  for (const [table, entries] of Object.entries(rows)) {
    if (entries[0] === undefined) continue;
    const marks = entries[0].map(() => '?').join(', ');
    const insert = database.prepare(`INSERT INTO swiftpos_${table} VALUES (${marks})`);
    for (const entry of entries) insert.run(...entry);
  }
  database.exec('COMMIT');
  database.close();
}

/** A state without rows, made once for all test files of these migrations: to copy it takes a tenth of the time to migrate. */
async function migratedState(): Promise<string> {
  const made = createHash('sha256').update(MIGRATIONS.map(checksumOf).join());
  const kept = join(tmpdir(), `venue-control-state-${made.digest('hex').slice(0, 16)}.sqlite`);
  if (existsSync(kept)) return kept;
  const folder = temporaryFolder();
  const path = join(folder.path, 'state.sqlite');
  await (await openState(path)).close();
  // The second caller puts the same there.
  renameSync(path, kept);
  folder.remove();
  return kept;
}

export interface SqliteTestEngine extends TestEngine {
  /** A fresh state database. */
  state(onStatement?: StatementObserver): Promise<KeptState>;
}

export function sqliteEngine(): SqliteTestEngine {
  const cleanUps: (() => Promise<void> | void)[] = [];
  const file = (name: string): string => {
    const folder = temporaryFolder();
    cleanUps.push(folder.remove);
    return join(folder.path, name);
  };
  return {
    name: 'SQLite',
    async state(onStatement) {
      const path = file('state.sqlite');
      copyFileSync(await migratedState(), path);
      const state = await openState(path, { onStatement });
      cleanUps.push(state.close);
      return state;
    },
    async venue(rows, setting = {}) {
      const path = file('venue.sqlite');
      makeVenueFile(path, rows);
      const venue = await openVenue(path, setting);
      cleanUps.push(venue.close);
      return venue;
    },
    async cleanUp() {
      for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    },
  };
}

/** A fresh state database for each test around the call, or one for all of them. */
export function eachState(): KeptState {
  const engine = sqliteEngine();
  return each(engine.state, engine.cleanUp);
}
export function onceState(): KeptState {
  const engine = sqliteEngine();
  return once(engine.state, engine.cleanUp);
}

// Last, as it is asked for what is above.
const url = process.env['VENUE_CONTROL_TEST_MSSQL'];
if (url) {
  const { namedServer } = await import('./named-server.js');
  ENGINES.push(namedServer({ url, log: quietLog }));
}
