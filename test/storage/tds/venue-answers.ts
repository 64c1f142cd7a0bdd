/** What a SQL Server with a venue's database answers: canned rows about itself, and the venue's views and procedures over a rehearsal venue's SQLite file. */
import { CompiledQuery } from 'kysely';
import { sqliteDatabase } from '../../../src/storage/sqlite/database.js';
import { VENUE_PROCEDURES } from '../../../src/storage/venue-schema/procedures.js';
import type { VenueTables } from '../../../src/storage/venue-schema/tables.js';
import { VENUE_VIEWS } from '../../../src/storage/venue-schema/views.js';
import type { Statement } from './requests.js';
import type { Row, SqlError, Value } from './tokens.js';

export interface Asked extends Statement {
  readonly database: string;
  readonly user: string;
  readonly now: Date;
}

/** The first that matches is the answer. */
export type Answers = readonly (readonly [RegExp, (asked: Asked) => readonly Row[]])[];

const DECLARED = {
  id: 'nvarchar',
  text: 'nvarchar',
  date: 'nvarchar',
  time: 'datetime2',
  flag: 'bit',
  integer: 'int',
} as const;

export const SERVER_ANSWERS: Answers = [
  [/^set /, () => []],
  [
    /INFORMATION_SCHEMA\.VIEWS/,
    () =>
      [...VENUE_VIEWS.map(({ name }) => name), ...Object.keys(VENUE_PROCEDURES)].map((name) => ({ name })),
  ],
  [
    /INFORMATION_SCHEMA\.COLUMNS/,
    () =>
      VENUE_VIEWS.flatMap((view) =>
        view.columns.map(({ name, type }) => ({
          view_name: view.name,
          column_name: name,
          type_name: DECLARED[type],
        })),
      ),
  ],
  [
    /serverproperty\('ProductVersion'\)/,
    ({ user, now }) => [
      {
        version: '16.0.1000.6',
        edition: 'Express Edition (scripted)',
        engine: 4,
        login: user,
        scheme: 'SQL',
        now,
      },
    ],
  ],
  [/serverproperty\('MachineName'\)/, ({ now }) => [{ now, machine: 'SQL-OF-THE-VENUE' }]],
  [
    /from sys\.databases/,
    ({ database }) => [
      {
        name: database,
        collation_name: 'Latin1_General_CI_AS',
        compatibility_level: 160,
        is_read_committed_snapshot_on: true,
        snapshot_isolation_state: 0,
      },
    ],
  ],
  [
    /from sys\.objects/,
    () =>
      [...VENUE_VIEWS.map(({ name }) => name), ...Object.keys(VENUE_PROCEDURES)].map((name) => ({
        name,
        definition: `-- Profile: swiftpos 10.52\r\n/* About it. */\r\nCREATE   VIEW controlplane.${name} AS SELECT N'--' AS a`,
      })),
  ],
  [/from sys\.database_files/, () => [{ size: 1024, max_size: -1, used: 512 }]],
  // The rights of login.sql: on our own objects, and on nothing else.
  [
    /^select has_perms_by_name/,
    ({ sql }) => [
      Object.fromEntries(
        [...sql.matchAll(/has_perms_by_name\((.*?), '\w+'\) as "(\w+)"/g)].map(([, on, name]) => [
          name,
          Number(on?.includes('controlplane.')),
        ]),
      ),
    ],
  ],
];

const kinds: ReadonlyMap<string, string> = new Map(
  VENUE_VIEWS.flatMap(({ columns }) => columns.map(({ name, type }) => [name, type])),
);

export class VenueFile {
  readonly #database;
  readonly #ready: Promise<void>;

  constructor(file: string) {
    this.#database = sqliteDatabase<VenueTables>({ file, create: false });
    this.#ready = this.#database.engine.prepareVenue(this.#database.db);
    this.#ready.catch(() => undefined);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Undefined for a statement that is none of the venue's. */
  async run({ sql, parameters }: Statement): Promise<readonly Row[] | SqlError | undefined> {
    await this.#ready;
    const isCall = /^exec /.test(sql);
    const query = CompiledQuery.raw(
      isCall ? callOf(sql) : queryOf(sql),
      parameters.map(({ value }) => value),
    );
    try {
      const { rows } = await this.#database.db.executeQuery<Record<string, Value>>(query);
      return rows.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, typed(name, value)])),
      );
    } catch (error) {
      if (error instanceof RangeError) return { number: 241, message: error.message };
      // As the procedures throw it.
      if (isCall && String(error).includes('no such security group'))
        return { number: 50_001, message: 'no such security group' };
      return undefined;
    }
  }
}

/** The T-SQL of the venue's stores as SQLite has it. */
function queryOf(sql: string): string {
  return sql
    .replaceAll('"controlplane".', '')
    .replaceAll(
      /\(select value collate \w+ from openjson\((@\d+)\) with \(value nvarchar\(400\) '\$'\)\)/g,
      '(select value from json_each($1))',
    )
    .replaceAll(/offset (\S+) rows fetch next (\S+) rows only/g, 'limit $2 offset $1')
    .replaceAll(/@(\d+)/g, '?$1');
}

/** In SQLite a row that is put into a procedure is a call of it. */
function callOf(sql: string): string {
  const [, name] = /^exec "controlplane"\."(\w+)"/.exec(sql) ?? [];
  const given = [...sql.matchAll(/@(\w+) = @(\d+)/g)];
  return `insert into ${name} (${given.map(([, column]) => column)}) values (${given.map(([, , at]) => `?${at}`)})`;
}

function typed(name: string, value: Value): Value {
  const kind = kinds.get(name);
  if (value === null) return null;
  if (kind === 'flag') return value === 1;
  if (kind !== 'time') return value;
  const time = new Date(String(value));
  if (Number.isNaN(time.getTime()))
    throw new RangeError('Conversion failed when converting date and/or time from character string.');
  return time;
}
