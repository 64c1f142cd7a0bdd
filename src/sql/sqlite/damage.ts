/** SQLite's own look at each page. Of a venue's years it takes a second, so a thread of its own does it: this one has a start to make meanwhile. */
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

type Looked =
  | { readonly found: readonly string[] }
  | { readonly message: string; readonly cause: { readonly code?: string; readonly errcode?: number } };

/** What it finds, in its words; undefined when that is nothing. Sees what is committed; throws as the database itself would. */
export async function findDamage<DB>(db: Kysely<DB>): Promise<string | undefined> {
  const { rows } = await sql<{
    file: string;
  }>`select file from pragma_database_list where name = 'main'`.execute(db);
  const worker = new Worker(LOOK, { eval: true, workerData: rows[0]?.file ?? '' });
  const ended = once(worker, 'exit').then(([code]) => {
    throw new Error(`The look through the database ended with ${code}.`);
  });
  const [looked] = (await Promise.race([once(worker, 'message'), ended])) as [Looked];
  if (!('found' in looked)) throw Object.assign(new Error(looked.message), looked.cause);
  const found = looked.found.filter((text) => text !== 'ok');
  return found.length === 0 ? undefined : found.join('; ');
}
