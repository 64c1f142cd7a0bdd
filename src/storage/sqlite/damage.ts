/**
 * SQLite's own check of each page. Of a venue's years it takes a second, so a thread of its own does it: this one has a start to make meanwhile. Of a
 * young venue's state it takes less than a thread's start.
 */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { type Kysely, sql } from 'kysely';

/** As text, since what is bundled has no file of its own. An error crosses over by what `failureOf` asks of it. */
const LOOK = `
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

/** What it finds, in its words; undefined when that is nothing. Sees what is committed; throws as the database itself would. */
export async function findDamage<DB>(db: Kysely<DB>): Promise<string | undefined> {
  const { rows } = await sql<{ file: string; bytes: number }>`select file, page_count * page_size as bytes
    from pragma_database_list, pragma_page_count, pragma_page_size where name = 'main'`.execute(db);
  const [{ file, bytes } = { file: '', bytes: 0 }] = rows;
  const found = (bytes < HERE ? await lookHere(db) : await lookBeside(file)).filter((text) => text !== 'ok');
  return found.length === 0 ? undefined : found.join('; ');
}

async function lookHere<DB>(db: Kysely<DB>): Promise<readonly string[]> {
  const { rows } = await sql<{ quick_check: string }>`pragma quick_check(5)`.execute(db);
  return rows.map((row) => row.quick_check);
}

async function lookBeside(file: string): Promise<readonly string[]> {
  const worker = new Worker(LOOK, { eval: true, workerData: file });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`The look through the database ended with ${code}.`);
  });
  const [scan] = (await Promise.race([once(worker, 'message'), ended])) as [Scan];
  if (!('found' in scan)) throw Object.assign(new Error(scan.message), scan.cause);
  return scan.found;
}
