/** Brings a state database to the tables that this version knows. Safe to repeat, and for two processes at once. */
import { type Kysely, sql } from 'kysely';
import { AppError } from '../../errors.js';
import type { Database } from '../database.js';
import type { Engine } from '../engine.js';
import { checksumOf, type Migration } from './migration.js';
import type { StateTables } from './tables.js';

/** Names of the migrations that were applied now; empty when there was nothing to do. `now` dates them. */
export async function migrate(
  database: Database<StateTables>,
  now: Date,
  migrations: readonly Migration[] = database.engine.migrations,
): Promise<readonly string[]> {
  // Looked at without a lock first: at nearly every start there is nothing to do.
  const first = await pending(database.db, database.engine, migrations);
  if (first.length === 0) return [];
  return database.transaction(async ({ db, engine }) => {
    // Asked again under the write lock: another process may just have done it.
    const mine = await pending(db, engine, migrations);
    await createRegister(db, engine);
    for (const migration of mine) await apply(db, migration, now);
    return mine.map(({ name }) => name);
  });
}

async function pending(
  db: Kysely<StateTables>,
  engine: Engine,
  migrations: readonly Migration[],
): Promise<readonly Migration[]> {
  if (!(await engine.hasTable(db, 'schema_migration'))) return migrations;
  const applied = await db
    .selectFrom('schema_migration')
    .select(['name', 'checksum'])
    .orderBy('name')
    .execute();
  for (const { name, checksum } of applied) {
    const known = migrations.find((migration) => migration.name === name);
    if (known === undefined) throw newerThanUs(name);
    if (checksumOf(known) !== checksum) throw edited(name);
  }
  return migrations.filter(({ name }) => applied.every((row) => row.name !== name));
}

async function createRegister(db: Kysely<StateTables>, engine: Engine): Promise<void> {
  if (await engine.hasTable(db, 'schema_migration')) return;
  for (const statement of engine.register) await sql.raw(statement).execute(db);
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

function newerThanUs(name: string): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE', {
    message: `The state database was changed by a newer version of the control plane: it has the migration ${name}, which this version doesn't know.`,
    remedy: 'Start that newer version, or point VENUE_CONTROL_DATA at another folder. Nothing was changed.',
  });
}

function edited(name: string): AppError {
  return new AppError('STATE_DATABASE_UNAVAILABLE', {
    message: `The migration ${name} is not the one that was applied to this state database.`,
    remedy: 'Install a released version: a migration that has landed is never edited. Nothing was changed.',
  });
}
