/** The venue's database on SQL Server: Kysely over our own driver. Anyone who imports this loads mssql, which takes a fifth of a second. */
import { hostname } from 'node:os';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  MssqlAdapter,
  MssqlIntrospector,
  MssqlQueryCompiler,
  type QueryResult,
  type RawBuilder,
  type ReferenceNode,
  type SqlBool,
  sql,
} from 'kysely';
import type { Database, Engine } from '../database.js';
import { DatabaseMisuse } from '../database-error.js';
import type { VenueTables } from '../venue-schema/tables.js';
import { MssqlConnection, type MssqlOptions } from './connection.js';
import { adviceOf, failureOf } from './errors.js';
import { examine } from './examination/examination.js';
import { whileTransient } from './resilience.js';
import type { MssqlSettings } from './settings.js';
import { bind, rowsOf } from './values.js';
import { requireVenueViews, VENUE_SCHEMA, viewDefinitions } from './venue-views.js';

/** Opens nothing yet: the server is asked by the first statement. */
export function mssqlDatabase(options: MssqlOptions): Database<VenueTables> {
  const driver = mssqlDriver(new MssqlConnection(options));
  const db = new Kysely<VenueTables>({
    dialect: {
      createDriver: () => driver,
      createQueryCompiler: () => new TwoPartQueryCompiler(),
      createAdapter: () => new MssqlAdapter(),
      createIntrospector: (kysely) => new MssqlIntrospector(kysely),
    },
  }).withSchema(VENUE_SCHEMA);
  return { db, engine: mssqlEngineOf(options.settings), close: () => driver.destroy() };
}

/** Exact, to the letter and its case, whatever the collation of the database. */
const EXACT = sql.raw('Latin1_General_100_BIN2');

const clockQuery = sql<{ readonly now: Date; readonly machine: string | null }>`
  select sysutcdatetime() as now, cast(serverproperty('MachineName') as nvarchar(128)) as machine`;

/** A name of Windows has 15 characters, in any case. One that is not known may be this machine's. */
function isOfThisMachine(machine: string | null): boolean {
  const short = (name: string) => name.split('.')[0]?.slice(0, 15).toLowerCase();
  return machine === null || short(machine) === short(hostname());
}

/** How SQL Server says what differs between the engines. `settings`: only they say how the connection is kept, and where the server is. */
function mssqlEngineOf(settings: MssqlSettings): Engine {
  return {
    system: 'microsoft.sql_server',
    prepareVenue: requireVenueViews,
    examine: (db, now) => examine(settings, db, now),
    viewDefinitions,

    /** The clock of one machine can't bear witness for itself. */
    async utcNow(db) {
      const [row] = (await clockQuery.execute(db)).rows;
      return row && !isOfThisMachine(row.machine) ? row.now : undefined;
    },

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

/** Runs each statement of Kysely's automatically, on a connection of mssql's pools. */
export class MssqlSession implements DatabaseConnection {
  readonly #connection: MssqlConnection;

  constructor(connection: MssqlConnection) {
    this.#connection = connection;
  }

  executeQuery<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    return whileTransient.execute(() => this.#run<Row>(query));
  }

  // biome-ignore lint/correctness/useYield: the interface asks for a generator, and this one only refuses.
  async *streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new DatabaseMisuse('Streams would hold a connection of few: page by key instead.');
  }

  async #run<Row>(query: CompiledQuery): Promise<QueryResult<Row>> {
    const { sql: text, parameters } = query;
    const request = (await this.#connection.pool(isRead(query) ? 'reads' : 'writes')).request();
    this.#connection.observe?.(text, parameters.length);
    bind(request, parameters);
    const { recordset } = await request.query<Row>(text);
    return { rows: rowsOf<Row>(recordset) };
  }
}

/** Nothing is opened before the first statement, which finds a server that wasn't there a moment ago. */
function mssqlDriver(connection: MssqlConnection): Driver {
  const session = new MssqlSession(connection);
  const refuse = async (): Promise<never> => {
    throw new DatabaseMisuse("Multi-statement transactions are not allowed in the venue's database.");
  };
  return {
    init: async () => undefined,
    acquireConnection: async () => session,
    releaseConnection: async () => undefined,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    destroy: () => connection.close(),
  };
}

function isRead({ query, sql: text }: CompiledQuery): boolean {
  return query.kind === 'SelectQueryNode' || (query.kind === 'RawNode' && /^\s*select\b/i.test(text));
}

/** Kysely's T-SQL, with columns named by their table alone: SQL Server gives up names of three parts for a column. */
class TwoPartQueryCompiler extends MssqlQueryCompiler {
  protected override visitReference({ table, column }: ReferenceNode): void {
    if (table) {
      this.visitNode(table.table.identifier);
      this.append('.');
    }
    this.visitNode(column);
  }
}
