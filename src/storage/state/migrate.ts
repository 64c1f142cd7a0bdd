/** Brings a state database to the tables that this version knows. Safe to repeat, and for two processes at once. */
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../errors/errors.js';
import { jsonOf } from '../columns.js';
import type { Scope, TransactionalDatabase } from '../database.js';
import { hasTable } from '../sqlite/statements.js';
import { keyValueStore } from './key-value-store.js';
import { checksumOf, type Migration } from './migrations/migration.js';
import { MIGRATIONS, REGISTER } from './migrations/migrations.js';
import type { StateTables } from './tables.js';

export interface Migrator {
  /** Dates what is applied. */
  readonly now: Date;
  /** Of the program. */
  readonly version: string;
  /** Whether another server, of the version that wrote the tables, works with them. Default: none does. */
  readonly isServed?: (() => boolean) | undefined;
}

/** Names of the migrations that were applied now; empty when there was nothing to do. */
export async function migrate(
  database: TransactionalDatabase<StateTables>,
  by: Migrator,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<readonly string[]> {
  // Checked without a lock first: at nearly every start there is nothing to do.
  const first = await pending(database.db, migrations);
  if (first.length === 0) return [];
  if (by.isServed?.()) await requireMigrated(database, by.version, migrations);
  return database.transaction(async (joined) => {
    const { db } = joined;
    // Asked again under the write lock: another process may just have done it.
    const mine = await pending(db, migrations);
    if (mine.length === 0) return [];
    await createRegister(db);
    for (const migration of mine) await apply(db, migration, by.now);
    await keyValueStore(joined).set(PROGRAM, { version: by.version }, by.now);
    return mine.map(({ name }) => name);
  });
}

/** For read-only access: throws unless it has exactly the tables of this version. */
export async function requireMigrated(
  { db }: Scope<StateTables>,
  version: string,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  if (!(await hasTable(db, 'schema_migration'))) throw new AppError('STATE_DATABASE_DAMAGED');
  const [first] = await pending(db, migrations);
  if (first) throw olderThanUs(first.name, await programOf(db), version);
}

/** In `memory`: of the program that migrated last. */
const PROGRAM = 'program';

async function pending(
  db: Kysely<StateTables>,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  if (!(await hasTable(db, 'schema_migration'))) return migrations;
  const applied = await db
    .selectFrom('schema_migration')
    .select(['name', 'checksum'])
    .orderBy('name')
    .execute();
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) throw newerThanUs(name, await programOf(db));
    if (checksumOf(known) !== checksum) throw edited(name);
  }
  return migrations.filter(({ name }) => applied.every((row) => row.name !== name));
}

async function createRegister(db: Kysely<StateTables>): Promise<void> {
  if (await hasTable(db, 'schema_migration')) return;
  for (const statement of REGISTER) await sql.raw(statement).execute(db);
}

async function apply(db: Kysely<StateTables>, migration: Migration, now: Date): Promise<void> {
  for (const statement of migration.statements) await sql.raw(statement).execute(db);
  const row = {
    name: migration.name,
    checksum: checksumOf(migration),
    applied_at: now.toISOString(),
  };
  await db.insertInto('schema_migration').values(row).execute();
}

/** Undefined where only versions migrated it that didn't write down theirs. */
async function programOf(db: Kysely<StateTables>): Promise<string | undefined> {
  // What a newer version did to its tables no one knows here.
  if (!(await hasTable(db, 'memory'))) return undefined;
  const row = await db.selectFrom('memory').select('value').where('name', '=', PROGRAM).executeTakeFirst();
  const { version } = row === undefined ? {} : jsonOf<{ version?: unknown }>(row.value);
  return typeof version === 'string' ? version : undefined;
}

function newerThanUs(name: string, version: string | undefined): AppError {
  const which = version === undefined ? 'that newer version' : `version ${version} or a later one`;
  return new AppError('STATE_DATABASE_UNAVAILABLE', {
    message: `The state database was changed by a newer version of the control plane: it has the migration ${name}, which this version doesn't know.`,
    remedy: `Install ${which}, or point VENUE_CONTROL_DATA at another folder. Nothing was changed.`,
  });
}

function olderThanUs(name: string, writer: string | undefined, version: string): AppError {
  const which = writer === undefined ? 'an older version' : `version ${writer}`;
  return new AppError('STATE_DATABASE_UNAVAILABLE', {
    message: `This state was written by ${which}; this is version ${version}, and the state lacks its migration ${name}.`,
    remedy: `Run this command of ${writer === undefined ? 'that version' : which}, or run "venue-control upgrade" first. Nothing was changed.`,
  });
}

function edited(name: string): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE', {
    message: `The migration ${name} is not the one that was applied to this state database.`,
    remedy: 'Install a released version: a migration that has landed is never edited. Nothing was changed.',
  });
}
