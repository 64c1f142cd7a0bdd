/**
 * Which SQL Server: the `sql` object of config.json, or VENUE_CONTROL_SQL as a connection URL that says the same. The one table, which
 * docs/reference/configuration.md is held to. A password is in neither: it is in a file of its own.
 */
import {
  boolean,
  type GenericSchema,
  type InferOutput,
  integer,
  ipv6,
  maxLength,
  maxValue,
  minValue,
  nonEmpty,
  number,
  picklist,
  pipe,
  regex,
  safeParse,
  string,
  union,
} from 'valibot';

const AUTHENTICATIONS = ['sql', 'ntlm', 'windows'] as const;

export interface SqlOption {
  readonly schema: GenericSchema;
  /** Follows "must be" in a refusal. */
  readonly takes: string;
  readonly otherwise: string;
  readonly meaning: string;
  /** Other than text, in a URL. */
  readonly is?: 'number' | 'flag';
}

const WORD = pipe(string(), nonEmpty(), maxLength(128), regex(/^[^\s;'"\\]+$/));
/** Whatever else SQL Server's own tools take for a server (a protocol, a port, an instance, `.` or `(local)`) would be read as a name. */
const HOST = union([pipe(WORD, ipv6()), pipe(WORD, regex(/^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u))]);
const NAME = pipe(string(), nonEmpty(), maxLength(128), regex(/^[^\r\n]+$/));
const FILE = pipe(string(), nonEmpty());
const count = (least: number, most: number) => pipe(number(), integer(), minValue(least), maxValue(most));

export const SQL_OPTIONS = {
  server: {
    schema: HOST,
    takes:
      'only a host name or address: use the entries port and instance for these, and localhost for this machine',
    otherwise: 'needed',
    meaning: 'where SQL Server is',
  },
  port: {
    schema: count(1, 65_535),
    takes: 'a port number from 1 to 65535',
    otherwise: '1433',
    meaning: 'its TCP port; not with `instance`',
    is: 'number',
  },
  instance: {
    schema: WORD,
    takes: 'the name of an instance',
    otherwise: 'none',
    meaning: 'a named instance, found through SQL Server Browser (UDP 1434)',
  },
  database: {
    schema: NAME,
    takes: 'the name of a database',
    otherwise: 'needed',
    meaning: "swiftpos' database, where the views of schema `controlplane` are",
  },
  authentication: {
    schema: picklist(AUTHENTICATIONS),
    takes: `one of: ${AUTHENTICATIONS.join(', ')}`,
    otherwise: 'sql',
    meaning:
      '`sql`: a SQL login; `ntlm`: a domain account with its password; `windows`: the account that the control plane runs as, which needs the package `msnodesqlv8` (Windows only, not included)',
  },
  user: {
    schema: NAME,
    takes: 'a name',
    otherwise: 'none',
    meaning: 'the login, or the domain account; not for `windows`',
  },
  domain: { schema: WORD, takes: 'a domain', otherwise: 'none', meaning: 'for `ntlm`' },
  secretFile: {
    schema: FILE,
    takes: 'a file',
    otherwise: 'keys/sql-password in the data folder',
    meaning:
      'contains only the password, readable only by this account (0600). The credential stores of the operating system are not supported',
  },
  encrypt: {
    schema: boolean(),
    takes: 'true or false',
    otherwise: 'true',
    meaning: 'false: nothing is encrypted, not even the password',
    is: 'flag',
  },
  trustServerCertificate: {
    schema: boolean(),
    takes: 'true or false',
    otherwise: 'false',
    meaning: 'accepts any certificate of the server; only for a server on this machine',
    is: 'flag',
  },
  certificateFile: {
    schema: FILE,
    takes: 'a file in PEM',
    otherwise: 'none',
    meaning: 'a certificate of the server or its authority, trusted in addition to those of this machine',
  },
  odbcDriver: {
    schema: pipe(NAME, regex(/^[^;={}]+$/)),
    takes: 'the name of a driver',
    otherwise: 'ODBC Driver 17 for SQL Server',
    meaning: "for `windows`: the ODBC driver, as Windows' *ODBC Data Sources* names it",
  },
  reads: {
    schema: count(1, 16),
    takes: 'a number from 1 to 16',
    otherwise: '4',
    meaning: 'maximum number of read connections',
    is: 'number',
  },
  writes: {
    schema: count(2, 8),
    takes: 'a number from 2 to 8',
    otherwise: '2',
    meaning: 'maximum number of write connections',
    is: 'number',
  },
} as const satisfies Readonly<Record<string, SqlOption>>;

type SqlValues = {
  readonly [Name in keyof typeof SQL_OPTIONS]: InferOutput<(typeof SQL_OPTIONS)[Name]['schema']>;
};
/** As it was said, each value as its option takes it. */
export type SqlSaid = Pick<SqlValues, 'server' | 'database'> & Partial<SqlValues>;

export interface SqlMistake {
  /** Undefined: the whole. */
  readonly option?: string;
  /** After the option's name, or a sentence of its own. */
  readonly why: string;
}

const OPTIONS: readonly (readonly [string, SqlOption])[] = Object.entries(SQL_OPTIONS);

/** The values, or what is wrong with the first that isn't as it should be; no value is said again, as one may be a password in a wrong place. */
export function checkSql(said: Readonly<Record<string, unknown>>): SqlSaid | SqlMistake {
  for (const [name, value] of Object.entries(said)) {
    const option = OPTIONS.find(([known]) => known === name)?.[1];
    if (name.toLowerCase().includes('password') || name.toLowerCase() === 'pwd')
      return { option: name, why: `is not allowed here. ${PASSWORD_REMEDY}` };
    if (name === 'stateDatabase') return { option: name, why: STATE_IS_SQLITE };
    if (!option)
      return {
        option: name,
        why: `is an unknown option. Known: ${OPTIONS.map(([each]) => each).join(', ')}.`,
      };
    if (!safeParse(option.schema, value).success) return { option: name, why: `must be ${option.takes}.` };
  }
  return disagreement(said as unknown as SqlSaid) ?? (said as unknown as SqlSaid);
}

/** Whether the value may stand at that option. */
export function takesSql(name: keyof typeof SQL_OPTIONS, value: unknown): boolean {
  return safeParse(SQL_OPTIONS[name].schema, value).success;
}

const STATE_IS_SQLITE =
  'is no longer an option: the control plane keeps its state in SQLite, in the data folder. Remove it and set VENUE_CONTROL_DATA to a new folder: the state on SQL Server is not carried over.';

export const PASSWORD_REMEDY =
  "Put only the password into the file keys/sql-password of the data folder (or the file of secretFile). Only the control plane's account may read it.";

function disagreement(said: SqlSaid): SqlMistake | undefined {
  const { server, database, authentication = 'sql', user, domain, port, instance } = said;
  if (server === undefined) return { why: 'The server is missing.' };
  if (database === undefined) return { why: 'The database is missing.' };
  if (port !== undefined && instance !== undefined)
    return { option: 'instance', why: 'has its own port: omit either instance or port.' };
  if (authentication === 'windows' && user !== undefined)
    return {
      option: 'user',
      why: 'is not allowed with authentication windows, which uses the account that runs this program.',
    };
  if (authentication !== 'windows' && user === undefined)
    return { option: 'user', why: `is required with authentication ${authentication}.` };
  if (authentication === 'ntlm' && domain === undefined)
    return { option: 'domain', why: 'is required with authentication ntlm.' };
  return undefined;
}
