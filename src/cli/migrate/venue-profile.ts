/**
 * What swiftpos calls the tables and columns that the views read, in one file for a version of swiftpos. It names no venue, so that venues share it.
 * The shipped scripts are the template: their lines marked "<- re-point" have every name.
 */
import { ConfigError } from '../../config/config-error.js';
import { type PlacedJson, parsePlacedJson } from '../../config/placed-json.js';
import type { DoctorRow } from '../../domain/ports/doctor-row.js';
import type { TableColumn, VenueScript } from '../../domain/ports/installation.js';
import { isPlainText } from '../../domain/types/plain-text.js';
import { AppError } from '../../errors/errors.js';

export interface VenueProfile {
  /** The version of swiftpos that it is for. */
  readonly swiftpos: string;
  /** By the template's name, `dbo.Clerk`: the table's own name and those of its columns. */
  readonly tables: Readonly<
    Record<string, { readonly name: string; readonly columns: Readonly<Record<string, string>> }>
  >;
  /** Names of settings in the table dbo.GlobalConfig, by the template's. */
  readonly values: Readonly<Record<string, string>>;
}

const MARK = '<- re-point';
const TABLE = /\bdbo\.\w+/g;
const VALUE = /(?<== )N'(\w+)'(?= THEN)/g;
/** Neither brackets nor what ends a name: it becomes part of a script that a DBA runs. */
const NAME = /^[\p{L}_][\p{L}\p{N}_@$# -]{0,127}$/u;
const QUALIFIED = /^[^.]+\.[^.]+$/;

/** Each name is its own: for a DBA to fill in. */
export function templateProfile(scripts: readonly VenueScript[]): VenueProfile {
  const lines = scripts.flatMap(({ sql }) => markedIn(sql));
  const names = [...new Set(lines.flatMap((line) => line.match(TABLE) ?? []))].sort();
  const columns = scripts.flatMap(({ sql }) => columnsIn(sql));
  const own = (table: string) => [
    ...new Set(columns.filter(([name]) => name === table).map(([, column]) => column)),
  ];
  const values = lines.flatMap((line) => [...line.matchAll(VALUE)].map(([, value = '']) => value));
  return {
    swiftpos: 'version',
    tables: Object.fromEntries(names.map((name) => [name, { name, columns: same(own(name)) }])),
    values: same(values),
  };
}

const same = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, name]));
const markedIn = (sql: string) => sql.split('\n').filter((line) => line.includes(MARK));

/** Alias to table. */
function aliasesIn(sql: string): ReadonlyMap<string, string> {
  return new Map(
    [...sql.matchAll(/(\bdbo\.\w+) AS (\w+)/g)].map(([, table = '', alias = '']) => [alias, table]),
  );
}

function columnsIn(sql: string): readonly (readonly [table: string, column: string])[] {
  const aliases = aliasesIn(sql);
  return markedIn(sql).flatMap((line) =>
    [...line.matchAll(/\b(\w+)\.(\w+)/g)].flatMap(([, alias = '', column = '']) => {
      const table = aliases.get(alias);
      return table === undefined ? [] : [[table, column] as const];
    }),
  );
}

/** The scripts with the profile's names in their marked lines, and above each that it changes its version (storage/venue/view-profile.ts reads it). */
export function withProfile(scripts: readonly VenueScript[], profile: VenueProfile): readonly VenueScript[] {
  return scripts.map(({ file, sql }) => {
    const aliases = aliasesIn(sql);
    let statement: string | undefined;
    const lines = sql.split('\n').map((line) => {
      if (!line.includes(MARK)) return line;
      const [code = '', ...rest] = line.split(/(?= *-- )/);
      const [named] = code.match(TABLE) ?? [];
      // The procedures change a table in lines that go on below it.
      if (/\b(UPDATE|INSERT INTO) dbo\./.test(code)) statement = named;
      return `${renamed(code, profile, aliases, statement)}${rest.join('')}`;
    });
    const head = lines.join('\n') === sql ? '' : `-- Profile: swiftpos ${profile.swiftpos}\n`;
    return { file, sql: `${head}${lines.join('\n')}` };
  });
}

function renamed(
  code: string,
  { tables, values }: VenueProfile,
  aliases: ReadonlyMap<string, string>,
  statement: string | undefined,
): string {
  const columnOf = (table: string, column: string) => named(column, tables[table]?.columns[column]);
  return code
    .replace(/(?<![@.\w])(\w+)(\.\w+)?\b/g, (whole, first: string, second?: string) => {
      if (first === 'dbo' && second) return named(whole, tables[whole]?.name);
      const table = aliases.get(first);
      if (table !== undefined && second) return `${first}.${columnOf(table, second.slice(1))}`;
      const isOwn =
        statement !== undefined && !second && Object.hasOwn(tables[statement]?.columns ?? {}, first);
      return isOwn ? columnOf(statement as string, first) : whole;
    })
    .replace(VALUE, (_, value: string) => `N'${(values[value] ?? value).replaceAll("'", "''")}'`);
}

/** In brackets, as it may be a word of T-SQL or have a blank. */
function named(template: string, own = template): string {
  return own === template ? template : own.replaceAll(/[^.]+/g, '[$&]');
}

/** Throws BAD_USER_INPUT with each mistake and its line. */
export function readProfile(file: string, text: string, template: VenueProfile): VenueProfile {
  const { value: profile, placeOf } = placed(file, text);
  const mistakes: string[] = [];
  const wrong = (path: JsonPath, why: string) => {
    mistakes.push(`${placeOf([...path])}: ${path.join(' > ') || 'the file'} ${why}.`);
  };
  const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const compare = (
    path: JsonPath,
    found: unknown,
    wanted: object,
    check: (path: JsonPath, value: unknown) => void,
  ) => {
    if (!isObject(found)) return wrong(path, 'must be an object');
    for (const name of Object.keys(found))
      if (!Object.hasOwn(wanted, name)) wrong([...path, name], 'is not in the template');
    for (const name of Object.keys(wanted))
      if (Object.hasOwn(found, name)) check([...path, name], found[name]);
      else wrong([...path, name], 'is missing');
  };
  const isName = (value: unknown) => typeof value === 'string' && NAME.test(value);
  compare([], profile, template, (path, value) => {
    if (path[0] === 'swiftpos' && !isVersion(value)) wrong(path, 'must be a version such as 10.52');
    if (path[0] === 'values')
      compare(path, value, template.values, (at, one) => {
        if (!isSetting(one)) wrong(at, 'must be the name of a setting');
      });
    if (path[0] !== 'tables') return;
    compare(path, value, template.tables, (at, table) => {
      const wanted = template.tables[String(at[1])] as object;
      compare(at, table, wanted, (field, said) => {
        const isTable = typeof said === 'string' && QUALIFIED.test(said) && said.split('.').every(isName);
        if (field[2] === 'name' && !isTable) wrong(field, 'must be a schema and a table, such as dbo.Clerk');
        if (field[2] === 'columns')
          compare(field, said, template.tables[String(at[1])]?.columns ?? {}, (column, name) => {
            if (!isName(name)) wrong(column, 'must be the name of a column');
          });
      });
    });
  });
  if (mistakes.length > 0)
    throw new AppError('BAD_USER_INPUT', {
      message: mistakes.join('\n'),
      remedy: `Correct each mistake. ${COMPLETE}`,
    });
  return profile as VenueProfile;
}

/** As it is read, and as it is: sqlcmd puts a variable, also one of the environment, in the place of its name. */
const isSetting = (value: unknown) =>
  typeof value === 'string' && /^[^\r\n]{1,200}$/.test(value) && isPlainText(value) && !value.includes('$(');

const isVersion = (value: unknown) => typeof value === 'string' && /^\d+(\.\d+){1,3}$/.test(value);

type JsonPath = readonly string[];

const COMPLETE = '"venue-control migrate --venue --new-profile" prints a complete file.';

function placed(file: string, text: string): PlacedJson {
  try {
    return parsePlacedJson(file, text, '');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    throw new AppError('BAD_USER_INPUT', {
      message: error.message.trim(),
      remedy: `Correct it. ${COMPLETE}`,
    });
  }
}

const SHOWN = 15;

/** What of the profile the database doesn't have. Names are compared as SQL Server usually does, without case. */
export function checkProfile(profile: VenueProfile, there: readonly TableColumn[]): readonly DoctorRow[] {
  const byTable = Map.groupBy(there, ({ table }) => table.toLowerCase());
  const wanted = Object.entries(profile.tables);
  if (wanted.every(([, { name }]) => !byTable.has(name.toLowerCase())))
    return [
      {
        part: 'profile',
        ok: false,
        detail: "the login sees none of the profile's tables",
        remedy:
          'Check the names. The login of the control plane sees no table: run this with a login of the DBA that may see them, named in VENUE_CONTROL_SQL (docs/reference/configuration.md).',
      },
    ];
  return wanted.map(([template, { name, columns }]) => {
    const part = `table ${name}`;
    const found = byTable.get(name.toLowerCase());
    if (!found)
      return {
        part,
        ok: false,
        detail: 'is not in the database',
        remedy: `Correct the name of ${template} in the profile.`,
      };
    const has = new Set(found.map(({ column }) => column.toLowerCase()));
    const missing = Object.values(columns).filter((column) => !has.has(column.toLowerCase()));
    if (missing.length === 0)
      return { part, ok: true, detail: `has its ${Object.keys(columns).length} columns` };
    const own = found.slice(0, SHOWN).map(({ column }) => column);
    return {
      part,
      ok: false,
      detail: `has no column ${missing.join(', ')}`,
      remedy: `Correct them under ${template} in the profile. The table has: ${own.join(', ')}${found.length > SHOWN ? ' and more' : ''}.`,
    };
  });
}
