/** What SQL Server says of itself, of the connection and of the login when the venue's database is examined. */
import type { Kysely, RawBuilder } from 'kysely';
import type { DoctorRow } from '../../../domain/ports/doctor-row.js';
import type { DatabaseExamination, DeclaredColumn } from '../../venue-schema/database-examination.js';
import type { VenueTables } from '../../venue-schema/tables.js';
import type { ViewColumn } from '../../venue-schema/views.js';
import { adviceOf, failureOf } from '../errors.js';
import type { MssqlSettings } from '../settings.js';
import { clock, connection, database, server, space } from './doctor-rows.js';
import {
  columnsQuery,
  databaseQuery,
  filesQuery,
  NEEDED,
  type Right,
  rightsQuery,
  serverQuery,
  TOO_MANY,
} from './queries.js';

const ASK_DBA = "Ask the DBA to read SQL Server's error log for the cause.";

export async function examine(
  settings: MssqlSettings,
  db: Kysely<VenueTables>,
  now: () => Date,
): Promise<DatabaseExamination> {
  const [asked, [about], answered] = [now(), (await serverQuery.execute(db)).rows, now()];
  const unread: DoctorRow[] = [];
  /** Undefined if SQL Server refuses this query; the others still run. */
  const rowsOf = async <Row>(part: string, query: RawBuilder<Row>): Promise<readonly Row[] | undefined> => {
    try {
      return (await query.execute(db)).rows;
    } catch (error) {
      if (failureOf(error) === 'GONE') throw error;
      const { message = 'SQL Server did not respond.', remedy = ASK_DBA } = adviceOf(error, settings) ?? {};
      unread.push({ part, ok: false, detail: `Can't be read. ${message}`, remedy });
      return undefined;
    }
  };
  const of = (await rowsOf('database', databaseQuery))?.[0];
  const files = await rowsOf('database space', filesQuery);
  const rights = await rowsOf('permissions', rightsQuery([...NEEDED, ...TOO_MANY]));
  const held = rights && (rights[0] ?? {});
  const columns = await rowsOf('views', columnsQuery);
  const rows: readonly (DoctorRow | undefined)[] = [
    about && server(about),
    about && connection(about, settings),
    ...(of ? database(of) : []),
    ...(held
      ? permissions([...NEEDED, ...TOO_MANY].filter((_, index) => held[`right_${index + 1}`] === 1))
      : []),
    about && clock(about.now, asked, answered),
    about && files && space(files, about),
    ...unread,
  ];
  return {
    rows: rows.filter((row) => row !== undefined),
    views: declared(columns ?? []),
    suits: (kind, type) => READ_AS[kind].includes(type),
    typeOf: (kind) => EXPECTED[kind],
    fix: (view) =>
      `Adapt ${view}.sql, as its header describes, and run it again. login.sql grants the read permission (docs/how-to/sql-server.md).`,
  };
}

const TEXTS = ['nvarchar', 'nchar', 'varchar', 'char'];

/** What comes as the JavaScript value that stores expect. A date of SQL Server comes as a moment, which has no day. */
const READ_AS: Readonly<Record<ViewColumn['type'], readonly string[]>> = {
  id: TEXTS,
  text: TEXTS,
  date: TEXTS,
  time: ['datetime2', 'datetime', 'smalldatetime'],
  flag: ['bit'],
  integer: ['int', 'smallint', 'tinyint', 'bigint'],
};

const EXPECTED: Readonly<Record<ViewColumn['type'], string>> = {
  id: 'nvarchar',
  text: 'nvarchar',
  date: 'nvarchar(10), YYYY-MM-DD',
  time: 'datetime2(3), in UTC',
  flag: 'bit',
  integer: 'int',
};

function declared(
  rows: readonly { readonly view_name: string; readonly column_name: string; readonly type_name: string }[],
): ReadonlyMap<string, readonly DeclaredColumn[]> {
  const byView = Map.groupBy(rows, (row) => row.view_name);
  return new Map(
    [...byView].map(([view, columns]) => [
      view,
      columns.map((column) => ({ name: column.column_name, type: column.type_name })),
    ]),
  );
}

/** Rights that are missing, and rights that nothing of ours needs. */
export function permissions(held: readonly Right[]): readonly DoctorRow[] {
  const missing = NEEDED.filter((right) => !held.includes(right));
  const more = TOO_MANY.filter((right) => held.includes(right));
  return [missing.length === 0 ? ENOUGH : tooFew(missing), ...(more.length === 0 ? [] : [tooMany(more)])];
}

const part = 'permissions';

const ENOUGH: DoctorRow = {
  part,
  ok: true,
  detail: `SELECT on ${NEEDED.filter(({ right }) => right === 'SELECT').length} views, EXECUTE on ${NEEDED.filter(({ right }) => right === 'EXECUTE').length} procedures`,
};

function tooFew(missing: readonly Right[]): DoctorRow {
  const grants = missing
    .slice(0, 3)
    .map(({ on, right }) => `GRANT ${right} ON OBJECT::${on} TO venue_control_access;`);
  return {
    part,
    ok: false,
    detail: `The login may not ${missing.map(({ on, right }) => `${right} ${on}`).join(', ')}.`,
    remedy: `Create what is missing with "venue-control migrate --venue --print", and run login.sql again: ${grants.join(' ')}${missing.length > 3 ? ' and so on.' : ''}`,
  };
}

function tooMany(more: readonly Right[]): DoctorRow {
  return {
    part: 'permissions too many',
    ok: true,
    warning: true,
    detail: `The login may ${more
      .map(({ on, right }) => `${right} on the ${on}`)
      .join(', ')
      .toLowerCase()}.`,
    remedy:
      'Remove the login from sysadmin, db_owner, db_datareader and db_datawriter: login.sql grants all it needs.',
  };
}
