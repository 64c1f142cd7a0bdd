/** What a venue in SQLite says of itself when it is examined. */
import { once } from 'node:events';
import { statfsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { DatabaseExamination, DeclaredColumn } from '../venue-schema/database-examination.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { VENUE_VIEWS } from '../venue-schema/views.js';
import { failureOf } from './errors.js';
import { ensureVenueViews } from './venue-views.js';

export async function examine(db: Kysely<VenueTables>): Promise<DatabaseExamination> {
  // Here they are ours to make; elsewhere their absence is a bad row.
  await ensureVenueViews(db);
  return {
    rows: [await integrity(db), ...(await freeSpace(db))],
    views: new Map(await declared(db)),
    // A view of expressions declares no type: what is in it shows in its sample.
    suits: () => true,
    typeOf: (kind) => (kind === 'integer' || kind === 'flag' ? 'INTEGER' : 'TEXT'),
    fix: () => 'Compare the rehearsal database with one of a new data folder: its tables were changed.',
  };
}

async function integrity(db: Kysely<VenueTables>): Promise<DoctorRow> {
  const part = 'venue integrity';
  const damage = await findDamage(db).catch((error: unknown) => {
    // So damaged that not even the check of it comes to its end.
    if (failureOf(error) === 'DAMAGED') return (error as Error).message;
    throw error;
  });
  if (damage === undefined) return { part, ok: true, detail: 'no page is damaged' };
  return {
    part,
    ok: false,
    detail: damage,
    remedy: 'Keep the file unchanged, and restore it from a backup.',
  };
}

const MEGABYTE = 1_048_576;
const LITTLE = 500;

/** Nothing for a database in memory. */
async function freeSpace(db: Kysely<VenueTables>): Promise<readonly DoctorRow[]> {
  const { rows } = await sql<{
    file: string;
  }>`select file from pragma_database_list where name = 'main'`.execute(db);
  const file = rows[0]?.file;
  if (!file) return [];
  const { bavail, bsize } = statfsSync(file);
  const free = Math.floor((bavail * bsize) / MEGABYTE);
  const part = 'venue space';
  const detail = `${free.toLocaleString('en')} MB free on its disk`;
  return free >= LITTLE
    ? [{ part, ok: true, detail }]
    : [{ part, ok: false, detail, remedy: 'Make room there: a full disk stops every write.' }];
}

async function declared(db: Kysely<VenueTables>): Promise<[string, readonly DeclaredColumn[]][]> {
  const found: [string, readonly DeclaredColumn[]][] = [];
  for (const { name } of VENUE_VIEWS) {
    const columns = await columnsOf(db, name);
    if (columns.length > 0) found.push([name, columns]);
  }
  return found;
}

/** None of a view that is not there, or whose table isn't. */
async function columnsOf(db: Kysely<VenueTables>, view: string): Promise<readonly DeclaredColumn[]> {
  try {
    const { rows } =
      await sql<DeclaredColumn>`select name from pragma_table_info(${view}) order by cid`.execute(db);
    return rows;
  } catch (error) {
    if (failureOf(error) === 'DAMAGED') return [];
    throw error;
  }
}

/** As text, since what is bundled has no file of its own. An error crosses over by what `failureOf` asks of it. */
const SCAN = `
const { DatabaseSync } = require('node:sqlite');
const { parentPort, workerData } = require('node:worker_threads');
try {
  const database = new DatabaseSync(workerData, { readOnly: true, timeout: 5000 });
  const found = database.prepare('PRAGMA quick_check(5)').all().map((row) => row.quick_check);
  database.close();
  parentPort.postMessage({ found });
} catch ({ message, code, errcode }) {
  parentPort.postMessage({ message, cause: { code, errcode } });
}
`;

/** Bytes that are searched in ten milliseconds. */
const HERE = 8 * 1024 * 1024;

type Scan =
  | { readonly found: readonly string[] }
  | { readonly message: string; readonly cause: { readonly code?: string; readonly errcode?: number } };

/**
 * SQLite's own check of each page. Of a venue's years it takes a second, so a thread of its own does it: this one has a start to make
 * meanwhile. Of a young venue's state it takes less than a thread's start. What it finds, in its words; undefined when that is nothing. Sees
 * what is committed; throws as the database itself would.
 */
export async function findDamage<DB>(db: Kysely<DB>): Promise<string | undefined> {
  const { rows } = await sql<{ file: string; bytes: number }>`select file, page_count * page_size as bytes
    from pragma_database_list, pragma_page_count, pragma_page_size where name = 'main'`.execute(db);
  const [{ file, bytes } = { file: '', bytes: 0 }] = rows;
  const texts = bytes < HERE ? await scanHere(db) : await scanInWorker(file);
  const found = texts.filter((text) => text !== 'ok');
  return found.length === 0 ? undefined : found.join('; ');
}

async function scanHere<DB>(db: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db);
  return rows.map((row) => row.quick_check);
}

async function scanInWorker(file: string): Promise<readonly string[]> {
  const worker = new Worker(SCAN, { eval: true, workerData: file });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`The scan of the database ended with ${code}.`);
  });
  const [scan] = (await Promise.race([once(worker, 'message'), ended])) as [Scan];
  if (!('found' in scan)) throw Object.assign(new Error(scan.message), scan.cause);
  return scan.found;
}
