/** How SQL Server says what differs between the engines. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Engine } from '../engine.js';
import { adviceOf, failureOf } from './errors.js';
import { look } from './examination/examination.js';
import type { MssqlSettings } from './settings.js';
import { requireVenueViews } from './venue-views.js';

/** Exact, to the letter and its case, whatever the collation of the database. */
const EXACT = sql.raw('Latin1_General_100_BIN2');

/** `settings`: only they say how the connection is kept, and where the server is. */
export function mssqlEngineOf(settings: MssqlSettings): Engine {
  return {
    prepareVenue: requireVenueViews,
    look: (db, now) => look(settings, db, now),

    /** A declared length, as an undeclared one is nvarchar(max), by which no index is asked. It is longer than any key of ours. */
    keyIn(column, keys): RawBuilder<SqlBool> {
      // SQL Server compares as if the shorter text were filled up with blanks; no key ends in one, so the caller for such a key means none.
      const exact = JSON.stringify(keys.filter((key) => !key.endsWith(' ')));
      return sql<SqlBool>`${sql.ref(column)} in (select value collate ${EXACT} from openjson(${exact}) with (value nvarchar(400) '$'))`;
    },

    firstRows(query, count) {
      return query.offset(sql.lit(0)).fetch(count);
    },

    async call(db, procedure, values): Promise<void> {
      const named = Object.entries(values).map(([name, value]) => sql`${sql.raw(`@${name}`)} = ${value}`);
      await sql`exec ${sql.table(`controlplane.${procedure}`)} ${sql.join(named)}`.execute(db);
    },

    failureOf,
    adviceOf: (error) => adviceOf(error, settings),
  };
}
