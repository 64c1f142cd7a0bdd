/** Every question that an examination asks SQL Server: few and plain, each answered to a login that may do no more than login.sql lets it. */
import { type RawBuilder, sql } from 'kysely';
import { VENUE_PROCEDURES } from '../../venue-schema/procedures.js';
import { VENUE_VIEWS } from '../../venue-schema/views.js';

export interface ServerRow {
  readonly version: string;
  readonly edition: string;
  /** 5 and 8 are Azure's. */
  readonly engine: number;
  readonly login: string;
  /** SQL, NTLM or KERBEROS. */
  readonly scheme: string | null;
  readonly now: Date;
}

export const serverQuery = sql<ServerRow>`
  select cast(serverproperty('ProductVersion') as nvarchar(128)) as version,
    cast(serverproperty('Edition') as nvarchar(128)) as edition,
    cast(serverproperty('EngineEdition') as int) as engine,
    suser_sname() as login,
    cast(connectionproperty('auth_scheme') as nvarchar(40)) as scheme,
    sysutcdatetime() as now`;

export interface DatabaseRow {
  readonly name: string;
  readonly collation_name: string | null;
  readonly compatibility_level: number;
  readonly is_read_committed_snapshot_on: boolean;
  /** 0 off, 1 on, else on its way. */
  readonly snapshot_isolation_state: number;
}

export const databaseQuery = sql<DatabaseRow>`
  select name, collation_name, compatibility_level, is_read_committed_snapshot_on, snapshot_isolation_state
  from sys.databases where database_id = db_id()`;

/** In pages of 8 KB; `max_size` -1: as far as its disk. */
export interface FileRow {
  readonly size: number;
  readonly max_size: number;
  readonly used: number | null;
}

/** Files of rows, not of the log. */
export const filesQuery = sql<FileRow>`
  select size, max_size, cast(fileproperty(name, 'SpaceUsed') as int) as used from sys.database_files where type = 0`;

export interface ColumnRow {
  readonly view_name: string;
  readonly column_name: string;
  readonly type_name: string;
}

/** Shows what the login may read, and nothing else. */
export const columnsQuery = sql<ColumnRow>`
  select TABLE_NAME as view_name, COLUMN_NAME as column_name, DATA_TYPE as type_name
  from INFORMATION_SCHEMA.COLUMNS where TABLE_SCHEMA = 'controlplane' order by TABLE_NAME, ORDINAL_POSITION`;

/** What login.sql grants, as securable, class and right. */
export const NEEDED: readonly Right[] = [
  ...VENUE_VIEWS.map(({ name }) => ({ on: `controlplane.${name}`, of: 'OBJECT', right: 'SELECT' })),
  ...Object.keys(VENUE_PROCEDURES).map((name) => ({
    on: `controlplane.${name}`,
    of: 'OBJECT',
    right: 'EXECUTE',
  })),
];

/** On the whole database or server: nothing of ours needs one of them. */
export const TOO_MANY: readonly Right[] = [
  ...['CONTROL', 'ALTER', 'SELECT', 'INSERT', 'UPDATE', 'DELETE', 'EXECUTE'].map((right) => ({
    on: 'database',
    of: 'DATABASE',
    right,
  })),
  { on: 'server', of: 'SERVER', right: 'CONTROL SERVER' },
];

export interface Right {
  readonly on: string;
  readonly of: string;
  readonly right: string;
}

/** One row; column `right_1` answers for the first right, and so on: 1, 0, or null where the server doesn't know it. */
export function rightsQuery(rights: readonly Right[]): RawBuilder<Record<string, number | null>> {
  const answers = rights.map(({ on, of, right }, index) => {
    const [securable, kind] =
      of === 'OBJECT'
        ? [sql.lit(on), sql.lit(of)]
        : of === 'DATABASE'
          ? [sql`quotename(db_name())`, sql.lit(of)]
          : [sql`null`, sql`null`];
    return sql`has_perms_by_name(${securable}, ${kind}, ${sql.lit(right)}) as ${sql.ref(`right_${index + 1}`)}`;
  });
  return sql`select ${sql.join(answers)}`;
}
