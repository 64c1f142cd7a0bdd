/** How SQLite says what differs between the engines. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Engine } from '../engine.js';
import { findDamage } from './damage.js';
import { failureOf, isUniqueViolation } from './errors.js';
import { look } from './look.js';
import { MIGRATIONS, REGISTER } from './migrations.js';
import { ensureVenueViews } from './venue-views.js';

export const sqliteEngine: Engine = {
  migrations: MIGRATIONS,
  register: REGISTER,
  prepareVenue: ensureVenueViews,

  keyIn(column, keys): RawBuilder<SqlBool> {
    return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(keys)}))`;
  },

  firstRows(query, count) {
    return query.limit(count);
  },

  /** SQLite has no procedures: a view of that name takes the arguments as a row, and its INSTEAD OF trigger does the work. */
  async call(db, procedure, values): Promise<void> {
    const columns = sql.join(Object.keys(values).map((name) => sql.ref(name)));
    const row = sql.join(Object.values(values).map((value) => sql.val(value)));
    await sql`insert into ${sql.table(procedure)} (${columns}) values (${row})`.execute(db);
  },

  async hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
    const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
      db,
    );
    return rows.length > 0;
  },

  async copyTo(db, file): Promise<void> {
    await sql`vacuum into ${file}`.execute(db);
  },

  findDamage,
  look,

  async lookAtState(): Promise<readonly []> {
    return [];
  },

  isUniqueViolation,
  failureOf,
  isOutcomeUnknown: () => false,
  remedyOf: () => undefined,
};
