/** How SQL Server says what differs between the engines. */
import { type Kysely, type RawBuilder, type SqlBool, sql } from 'kysely';
import { DatabaseMisuse } from '../database-error.js';
import type { Engine } from '../engine.js';
import { failureOf, isUniqueViolation, OutcomeUnknown, remedyOf } from './errors.js';
import { look } from './look.js';
import { lookAtState } from './look-state.js';
import { MIGRATIONS, REGISTER, STATE_SCHEMA } from './migrations.js';
import type { MssqlSettings } from './settings.js';
import { requireVenueViews } from './venue-views.js';

/** Exact, to the letter and its case, whatever the collation of the database. */
const EXACT = sql.raw('Latin1_General_100_BIN2');

/** Asked of a server with these settings: only they say how the connection is kept. */
export function mssqlEngineOf(settings: MssqlSettings): Engine {
  return {
    ...mssqlEngine,
    look: (db, now) => look(settings, db, now),
    lookAtState: (db, now) => lookAtState(settings, db, now),
  };
}

export const mssqlEngine: Omit<Engine, 'look' | 'lookAtState'> = {
  migrations: MIGRATIONS,
  register: REGISTER,
  prepareVenue: requireVenueViews,

  /** A declared length, as an undeclared one is nvarchar(max), by which no index is asked. It is longer than any key of ours. */
  keyIn(column, keys): RawBuilder<SqlBool> {
    // SQL Server compares as if the shorter text were filled up with blanks; no key ends in one, so whoever asks for such a key means none.
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

  async hasTable<DB>(db: Kysely<DB>, table: string): Promise<boolean> {
    const { rows } = await sql`
      select 1 as found from INFORMATION_SCHEMA.TABLES where TABLE_SCHEMA = ${STATE_SCHEMA} and TABLE_NAME = ${table}`.execute(
      db,
    );
    return rows.length > 0;
  },

  async copyTo(): Promise<void> {
    throw new DatabaseMisuse('SQL Server makes no copy as a file of ours: its DBA backs it up.');
  },

  /** Its pages have checksums, and one that is damaged fails the statement that reads it (824). CHECKDB is the DBA's, as it needs more than our login may. */
  async findDamage(): Promise<undefined> {
    return undefined;
  },

  isUniqueViolation,
  failureOf,
  isOutcomeUnknown: (error) => error instanceof OutcomeUnknown,
  remedyOf,
};
