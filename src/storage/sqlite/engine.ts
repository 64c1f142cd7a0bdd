/** How SQLite says what differs between the engines. */
import { sql } from 'kysely';
import type { Engine } from '../database.js';
import type { ViewDefinition } from '../venue-schema/views.js';
import { failureOf } from './errors.js';
import { examine } from './examination.js';
import { keyIn } from './statements.js';
import { ensureVenueViews } from './venue-views.js';

export const sqliteEngine: Engine = {
  system: 'sqlite',
  prepareVenue: ensureVenueViews,
  examine,
  async viewDefinitions(db) {
    const { rows } = await sql<ViewDefinition>`
      select name, sql as definition from sqlite_master where type in ('view', 'trigger')`.execute(db);
    return rows;
  },
  utcNow: async () => undefined,
  keyIn,

  firstRows(query, count) {
    return query.limit(count);
  },

  /** SQLite has no procedures: a view of that name takes the arguments as a row, and its INSTEAD OF trigger does the work. */
  async call(db, procedure, values): Promise<void> {
    const columns = sql.join(Object.keys(values).map((name) => sql.ref(name)));
    const row = sql.join(Object.values(values).map((value) => sql.val(value)));
    await sql`insert into ${sql.table(procedure)} (${columns}) values (${row})`.execute(db);
  },

  failureOf,
  adviceOf: () => undefined,
};
