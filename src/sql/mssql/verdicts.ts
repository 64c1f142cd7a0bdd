/**
 * What fails at SQL Server, in one table. A failure comes as the server's own error (number and class: "Database engine events and errors" in
 * Microsoft's documentation of SQL Server, and sys.messages) or as a code of mssql or tedious (lib/errors.js, lib/connection.js of tedious
 * 19.2, lib/error of mssql 12.7). A login that failed, and a connection that was cut in the middle of an answer, come without their number.
 */
import type { DatabaseFailure } from '../../operations/ports/database-failure.js';

export interface Verdict {
  /** Undefined: the statement is wrong in itself. */
  readonly failure: DatabaseFailure | undefined;
  /** The same may work a moment later, without anybody doing anything. */
  readonly isTransient: boolean;
  /** Where the failure's own remedy would send somebody the wrong way. */
  readonly remedy?: string;
}

export type Row = readonly [failure: DatabaseFailure | undefined, isTransient: boolean, remedy?: string];

const CERTIFICATE =
  "Have the server use a certificate that this machine trusts, or name its certificate's file (sql.certificateFile in config.json). Only for a server on this very machine: trustServerCertificate=true.";
export const LOGIN =
  "Have the DBA look at the login: its name, its password in the secret's file, whether it is locked or disabled, and whether it may use the database.";
export const NATIVE_DRIVER =
  'Use a SQL login, or authentication ntlm with a domain account: these need no package. Otherwise bring msnodesqlv8 into the program\'s folder as docs/operations.md says ("sql" in config.json).';
const RIGHTS =
  'Have the DBA give the login the rights that docs/sql-server.md lists; "venue-control doctor" says which are missing.';
export const POOL =
  'The control plane asks more at once than its connections can carry: wait a few seconds, then try again.';

/** By the server's number. */
export const NUMBERS: Readonly<Record<number, Row>> = {
  // Chosen as deadlock victim: rolled back as a whole.
  1205: ['BUSY', true],
  // Lock request time out.
  1222: ['BUSY', true],
  // Snapshot isolation: somebody else changed the row.
  3960: ['BUSY', true],
  // Out of memory for this query; waited too long for memory; no worker.
  701: ['BUSY', true],
  8645: ['BUSY', true],
  8651: ['BUSY', true],
  10928: ['BUSY', true],
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
  // Another database than it should be: a table, a column, a procedure is not there.
  207: ['DAMAGED', false],
  208: ['DAMAGED', false],
  2812: ['DAMAGED', false],
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
  // The database is not open: recovering, restoring, offline, single user, in transition.
  921: ['GONE', true],
  922: ['GONE', true],
  924: ['GONE', true],
  927: ['GONE', true],
  942: ['GONE', true],
  945: ['GONE', false],
  952: ['GONE', true],
  4060: ['GONE', false, LOGIN],
  // The session was killed, or the server goes down: what was open is rolled back, a COMMIT that was under way may not be.
  596: ['GONE', true],
  6005: ['GONE', true],
  17142: ['GONE', true],
  // Refused logins: asked again, they lock the account.
  18452: ['GONE', false, LOGIN],
  18456: ['GONE', false, LOGIN],
  18486: ['GONE', false, LOGIN],
  18487: ['GONE', false, LOGIN],
  18488: ['GONE', false, LOGIN],
  // The server only starts: script upgrade mode.
  18401: ['GONE', true],
};

/** By mssql's or tedious' code; `words` tells apart what comes under one code. */
export const CODES: readonly { readonly code: string; readonly words?: RegExp; readonly row: Row }[] = [
  {
    code: 'ESOCKET',
    words: /certificate|self.signed|CERT_|ERR_TLS|altnames/i,
    row: ['GONE', false, CERTIFICATE],
  },
  // In a request the socket's failure says nothing of it; before one nothing was sent (see NotApplied).
  { code: 'ESOCKET', row: ['GONE', true] },
  { code: 'ECLOSE', row: ['GONE', true] },
  { code: 'ECONNRESET', row: ['GONE', true] },
  { code: 'EPIPE', row: ['GONE', true] },
  {
    code: 'EENCRYPT',
    row: ['GONE', false, 'The server wants encryption: leave encrypt at true, which is the default.'],
  },
  {
    code: 'EPLAIN',
    row: [
      'GONE',
      false,
      "Have the DBA look at the server's certificate: SQL Server encrypts with one of its own when it has no other. Whoever stands between could answer so, too.",
    ],
  },
  {
    code: 'EINSTLOOKUP',
    row: [
      'GONE',
      false,
      'The named instance was not found: start SQL Server Browser, or name the port instead.',
    ],
  },
  { code: 'ELOGIN', words: /upgrade mode|is starting|recover/i, row: ['GONE', true] },
  { code: 'ELOGIN', row: ['GONE', false, LOGIN] },
  { code: 'ETIMEOUT', words: /^Failed to connect/, row: ['GONE', false] },
  { code: 'ETIMEOUT', row: ['BUSY', false] },
  { code: 'ECANCEL', row: ['GONE', false] },
  // Nothing was sent: the connection, or the transaction in it, was gone before.
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
