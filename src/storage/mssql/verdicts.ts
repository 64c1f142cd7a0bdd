/**
 * What fails at SQL Server, in one table. A failure comes as the server's own error (number and class: "Database engine events and errors" in
 * Microsoft's documentation of SQL Server, and sys.messages) or as a code of mssql or tedious (lib/errors.js, lib/connection.js of tedious
 * 19.2, lib/error of mssql 12.7). A connection that was cut in the middle of an answer comes without its number.
 */
import type { DatabaseFailure } from '../../domain/ports/database-failure.js';
import type { MssqlSettings } from './settings.js';

export interface Verdict {
  /** Undefined: the statement is wrong in itself. */
  readonly failure: DatabaseFailure | undefined;
  /** The same may work a moment later, without anyone doing anything. */
  readonly isTransient: boolean;
  /** More exact than what the failure's kind says. */
  readonly advice?: Advice;
}

export type Row = readonly [failure: DatabaseFailure | undefined, isTransient: boolean, advice?: Advice];

/** What happened, and what to do. */
export interface Advice {
  readonly message: string;
  readonly remedy: string | ((settings: MssqlSettings) => string);
}

export const NOT_REACHABLE: Advice = {
  message: "SQL Server can't be reached.",
  remedy: ({ instance }) =>
    `Start ${instance === undefined ? 'the SQL Server service' : `the service SQL Server (${instance})`}, enable TCP/IP in SQL Server Configuration Manager, and allow its port in the firewall. The control plane reconnects within five seconds. "venue-control doctor" names the cause.`,
};
const BROWSER: Advice = {
  message: 'SQL Server Browser does not respond, so the port of the instance is unknown.',
  remedy:
    'Start the service SQL Server Browser, set it to Automatic, and allow UDP 1434 in the firewall. Or set sql.port in config.json instead of sql.instance. "venue-control doctor" names the cause.',
};
const NO_PORT: Advice = {
  message: 'SQL Server Browser knows no TCP port of the instance.',
  remedy: ({ instance }) =>
    `Check the name ${instance}. Enable TCP/IP for it in SQL Server Configuration Manager, and restart the service SQL Server (${instance}). "venue-control doctor" names the cause.`,
};
export const LOGIN: Advice = {
  message: 'SQL Server refused the login.',
  remedy: ({ login }) =>
    login.kind === 'windows'
      ? 'Have the DBA check that the account of the control plane has a login, and that it is neither disabled nor denied.'
      : 'Have the DBA check that the login exists, and that it is neither locked, disabled nor expired. Write its password into the password file: a changed password is used at once, the same one again after five minutes.',
};
const DATABASE: Advice = {
  message: "SQL Server can't open the database for this login.",
  remedy:
    'Check "database" in the settings. Have the DBA check that this database exists and is online, and run login.sql in it. The control plane reconnects within five seconds.',
};
export const VIEWS: Advice = {
  message: 'The database lacks views or procedures of the control plane, or one of their columns.',
  remedy: ({ database }) =>
    `Run "venue-control migrate --venue --print", and have the DBA run the printed script in the database ${database}. If that is done, run login.sql again: the login sees only what it may read.`,
};
const RIGHTS: Advice = {
  message: 'The login lacks rights in the database.',
  remedy:
    'Have the DBA run login.sql in the database. docs/how-to/sql-server.md lists the rights, and "venue-control doctor" names the missing ones.',
};
const CERTIFICATE: Advice = {
  message: "SQL Server's certificate is not trusted.",
  remedy: ({ server }) =>
    `Have the DBA give SQL Server a certificate for the name ${server} from an authority that this machine trusts, or whose certificate sql.certificateFile in config.json names (docs/how-to/sql-server.md has the steps). Don't use the one that SQL Server makes itself: it changes at each start. Only for a server on this machine: set trustServerCertificate to true.`,
};
const STARTING: Advice = {
  message: 'SQL Server is starting, paused or shutting down.',
  remedy:
    'Wait until SQL Server has started; if it is paused, resume its service. The control plane reconnects within five seconds.',
};
const RESOURCES: Advice = {
  message: 'SQL Server is out of resources: memory, locks, workers or connections.',
  remedy:
    'Wait a few seconds, then try again. If it persists, ask the DBA to free memory or raise the limits.',
};
export const NATIVE_DRIVER: Advice = {
  message: 'Authentication "windows" needs the package msnodesqlv8.',
  remedy:
    'Use a SQL login, or authentication ntlm with a domain account: these need no package. Otherwise install msnodesqlv8 in the program\'s folder (see "sql" in config.json in docs/reference/configuration.md).',
};
export const POOL: Advice = {
  message: 'All connections to SQL Server are in use.',
  remedy: 'Wait a few seconds, then try again.',
};
const ENCRYPTION: Advice = {
  message: 'SQL Server refuses connections without encryption.',
  remedy: 'Leave encrypt at true, which is the default.',
};
const PLAIN: Advice = {
  message: 'SQL Server does not encrypt, so nothing was sent to it.',
  remedy:
    "Ask the DBA to check the server's certificate. SQL Server always encrypts, with a self-signed certificate if it has no other, so this may be an attacker.",
};
export const READ_ONLY: Advice = {
  message: 'The database is read-only.',
  remedy: 'Ask the DBA whether the database, or its replica, should be read-only.',
};

/** By the server's number. */
export const NUMBERS: Readonly<Record<number, Row>> = {
  // Chosen as deadlock victim: rolled back as a whole.
  1205: ['BUSY', true],
  // Lock request time out.
  1222: ['BUSY', true],
  // Snapshot isolation: someone else changed the row.
  3960: ['BUSY', true],
  // Out of memory, buffers, locks, workers or connections.
  701: ['BUSY', true, RESOURCES],
  802: ['BUSY', true, RESOURCES],
  1204: ['BUSY', true, RESOURCES],
  8645: ['BUSY', true, RESOURCES],
  8651: ['BUSY', true, RESOURCES],
  10928: ['BUSY', true, RESOURCES],
  17809: ['BUSY', true, RESOURCES],
  // No room: a filegroup, a file, tempdb, the log.
  1101: ['FULL', false],
  1105: ['FULL', false],
  3257: ['FULL', false],
  5149: ['FULL', false],
  9002: ['FULL', false],
  // The database, or its availability replica, is read-only.
  3906: ['READ_ONLY', false],
  3908: ['READ_ONLY', false],
  976: ['GONE', true],
  978: ['GONE', true],
  // A table, a column, a procedure is not there.
  207: ['OTHER', false, VIEWS],
  208: ['OTHER', false, VIEWS],
  2812: ['OTHER', false, VIEWS],
  // Pages that can't be read, or are not what was written.
  605: ['DAMAGED', false],
  823: ['DAMAGED', false],
  824: ['DAMAGED', false],
  825: ['DAMAGED', false],
  // Not allowed: an object, a column, a statement, the database.
  229: ['OTHER', false, RIGHTS],
  230: ['OTHER', false, RIGHTS],
  262: ['OTHER', false, RIGHTS],
  297: ['OTHER', false, RIGHTS],
  300: ['OTHER', false, RIGHTS],
  916: ['OTHER', false, RIGHTS],
  // The database is not there, or not open: recovering, restoring, offline, single user, in transition.
  911: ['GONE', false, DATABASE],
  921: ['GONE', true, DATABASE],
  922: ['GONE', true, DATABASE],
  924: ['GONE', true, DATABASE],
  927: ['GONE', true, DATABASE],
  942: ['GONE', true, DATABASE],
  945: ['GONE', false, DATABASE],
  952: ['GONE', true, DATABASE],
  4060: ['GONE', false, DATABASE],
  // The session was killed: what was open is rolled back.
  596: ['GONE', true],
  // The server starts, is paused or goes down.
  6005: ['GONE', true, STARTING],
  17142: ['GONE', true, STARTING],
  17187: ['GONE', true, STARTING],
  17188: ['GONE', true, STARTING],
  18401: ['GONE', true, STARTING],
  18451: ['GONE', true, STARTING],
  // Refused logins: asked again, they lock the account.
  18452: ['GONE', false, LOGIN],
  18456: ['GONE', false, LOGIN],
  18470: ['GONE', false, LOGIN],
  18486: ['GONE', false, LOGIN],
  18487: ['GONE', false, LOGIN],
  18488: ['GONE', false, LOGIN],
};

/** Classes 17 to 19: "the statement caused SQL Server to run out of resources, or to exceed some limit". */
export const OUT_OF_RESOURCES: Row = ['BUSY', true, RESOURCES];

/** By mssql's or tedious' code; `words` reports apart what comes under one code. */
export const CODES: readonly { readonly code: string; readonly words?: RegExp; readonly row: Row }[] = [
  {
    code: 'ESOCKET',
    words: /certificate|self.signed|CERT_|ERR_TLS|altnames/i,
    row: ['GONE', false, CERTIFICATE],
  },
  { code: 'ESOCKET', words: /SQL Server Browser did not respond/, row: ['GONE', false, BROWSER] },
  { code: 'ESOCKET', words: /SQL Server Browser knows no TCP port/, row: ['GONE', false, NO_PORT] },
  // In a request the socket's failure says nothing of it; before one nothing was sent.
  { code: 'ESOCKET', row: ['GONE', true] },
  { code: 'ECLOSE', row: ['GONE', true] },
  { code: 'ECONNRESET', row: ['GONE', true] },
  { code: 'EPIPE', row: ['GONE', true] },
  {
    code: 'EENCRYPT',
    row: ['GONE', false, ENCRYPTION],
  },
  { code: 'EPLAIN', row: ['GONE', false, PLAIN] },
  { code: 'EINSTLOOKUP', row: ['GONE', false] },
  // The native driver's logins have no number.
  { code: 'ELOGIN', words: /upgrade mode|is starting|recover/i, row: ['GONE', true, STARTING] },
  { code: 'ELOGIN', row: ['GONE', false, LOGIN] },
  { code: 'ETIMEOUT', words: /^Failed to connect/, row: ['GONE', false] },
  { code: 'ETIMEOUT', row: ['BUSY', false] },
  { code: 'ECANCEL', row: ['GONE', false] },
  // Nothing was sent: the connection was gone before.
  { code: 'EINVALIDSTATE', row: ['GONE', true] },
  { code: 'ENOTOPEN', row: ['GONE', true] },
  { code: 'ECONNCLOSED', row: ['GONE', true] },
  // A connection that is cut in the middle of an answer, over TLS too, has no number and this code.
  {
    code: 'EREQUEST',
    words: /unexpected end|premature|socket|connection (lost|closed|reset)|ECONNRESET|EPIPE|message stream/i,
    row: ['GONE', true],
  },
];
