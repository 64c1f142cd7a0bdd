/** What a venue in SQLite says of itself when it is examined. */
import { statfsSync } from 'node:fs';
import { type Kysely, sql } from 'kysely';
import type { Finding } from '../../domain/ports/finding.js';
import type { DatabaseLook, DeclaredColumn } from '../venue-schema/database-examination.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { VENUE_VIEWS } from '../venue-schema/views.js';
import { findDamage } from './damage.js';
import { failureOf } from './errors.js';
import { ensureVenueViews } from './venue-views.js';

export async function look(db: Kysely<VenueTables>): Promise<DatabaseLook> {
  // Here they are ours to make; elsewhere their absence is a finding.
  await ensureVenueViews(db);
  return {
    findings: [await integrity(db), ...(await freeSpace(db))],
    views: new Map(await declared(db)),
    // A view of expressions declares no type: what is in it shows in its sample.
    suits: () => true,
    typeOf: (kind) => (kind === 'integer' || kind === 'flag' ? 'INTEGER' : 'TEXT'),
    fix: () => 'Compare the rehearsal database with one of a new data folder: its tables were changed.',
  };
}

async function integrity(db: Kysely<VenueTables>): Promise<Finding> {
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
async function freeSpace(db: Kysely<VenueTables>): Promise<readonly Finding[]> {
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
