/** How SQLite says what differs between the engines. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Arguments, Engine } from '../engine.js';
import { isFailure, isUniqueViolation } from './sqlite-errors.js';

export const sqliteEngine: Engine = {
  name: 'sqlite',

  keyIn(column, keys): RawBuilder<SqlBool> {
    return sql<SqlBool>`${sql.ref(column)} in (select value from json_each(${JSON.stringify(keys)}))`;
  },

  firstRows(query, count) {
    return query.limit(count);
  },

  /** SQLite has no procedures: a view of that name takes the arguments as a row, and its INSTEAD OF trigger does the work. */
  async call<DB>(db: Kysely<DB>, procedure: string, values: Arguments): Promise<void> {
    const names = Object.keys(values);
    const columns = sql.join(names.map((name) => sql.ref(name)));
    const row = sql.join(names.map((name) => sql.val(values[name])));
    await sql`insert into ${sql.table(procedure)} (${columns}) values (${row})`.execute(db);
  },

  async hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
    const { rows } = await sql`select 1 from sqlite_master where type = 'table' and name = ${table}`.execute(
      db,
    );
    return rows.length > 0;
  },

  isUniqueViolation,
  isFailure,
};
