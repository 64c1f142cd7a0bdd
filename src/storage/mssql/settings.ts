/** Which server, as whom, how many connections; and that in mssql's words. */
import { getCACertificates } from 'node:tls';
import type sql from 'mssql';
import { connectToInstance } from './browser.js';

export type MssqlLogin =
  | { readonly kind: 'sql'; readonly user: string; readonly password: () => string }
  /** tedious speaks NTLM with a domain account and its password. */
  | { readonly kind: 'ntlm'; readonly domain: string; readonly user: string; readonly password: () => string }
  /** As the account that this program runs as, through the driver msnodesqlv8, which lies in the folder `packages`; it asks the ODBC driver `driver`. */
  | { readonly kind: 'windows'; readonly packages: string; readonly driver: string };

export interface MssqlSettings {
  readonly server: string;
  /** Default 1433; of an instance, its own. */
  readonly port?: number | undefined;
  readonly instance?: string | undefined;
  /** Of SQL Server Browser. Default 1434. */
  readonly browserPort?: number | undefined;
  readonly database: string;
  readonly login: MssqlLogin;
  /** Default true. */
  readonly encrypt?: boolean | undefined;
  /** Takes any certificate. Default false. */
  readonly trustServerCertificate?: boolean | undefined;
  /** PEM of the certificate, or of the authority, that the server is trusted by besides those of this machine. */
  readonly certificate?: string | undefined;
  readonly connections?: Connections | undefined;
  /** How long the server may take to be reached, SQL Server Browser included. Default 5000. */
  readonly connectMs?: number;
  /** How long it may take to answer one statement. Default 15000. */
  readonly requestMs?: number;
}

/** Few, as the server is a till server and its tills come first: four that read are as many as a busy console and its loaders ask at once. */
export interface Connections {
  /** Default 4. */
  readonly reads?: number;
  /** Default 2. */
  readonly writes?: number;
}

/** What is read goes through other connections than what is written. */
export type Purpose = 'reads' | 'writes';

const DEFAULTS = { reads: 4, writes: 2 } as const;

export const CONNECT_MS = 5000;
const REQUEST_MS = 15_000;
/** How long the server may take to stop what took longer. */
const CANCEL_MS = 2000;
const IDLE_MS = 30_000;

/** `password` is called at each connection, not once for the pool. */
export function poolConfig(settings: MssqlSettings, purpose: Purpose, password: () => string): sql.config {
  const { server, port, instance, database, login } = settings;
  const config: sql.config = {
    server,
    ...(instance === undefined && { port: port ?? 1433 }),
    database,
    ...credentials(login),
    ...(login.kind !== 'windows' && {
      beforeConnect: (
        connection: Parameters<typeof requireEncryption>[0] & Parameters<typeof numberLoginErrors>[0],
      ) => {
        numberLoginErrors(connection);
        if (settings.encrypt ?? true) requireEncryption(connection);
      },
    }),
    connectionTimeout: settings.connectMs ?? CONNECT_MS,
    requestTimeout: settings.requestMs ?? REQUEST_MS,
    // Checks the socket; the default asks SELECT 1 before each statement.
    validateConnection: 'socket',
    pool: {
      min: 0,
      max: settings.connections?.[purpose] ?? DEFAULTS[purpose],
      idleTimeoutMillis: IDLE_MS,
      acquireTimeoutMillis: settings.requestMs ?? REQUEST_MS,
    },
    options: {
      ...(instance !== undefined && instanceOptions(settings, instance)),
      ...(login.kind === 'windows' && { trustedConnection: true }),
      encrypt: settings.encrypt ?? true,
      trustServerCertificate: settings.trustServerCertificate ?? false,
      ...(settings.certificate !== undefined && {
        cryptoCredentialsDetails: { ca: trustedWith(settings.certificate) },
      }),
      appName: purpose === 'reads' ? 'Venue Control Plane (reads)' : 'Venue Control Plane',
      useUTC: true,
      cancelTimeout: CANCEL_MS,
      // The breaker alone decides when to try again.
      maxRetriesOnTransientErrors: 0,
      // Never ApplicationIntent=ReadOnly, for reads neither: it may be routed to a replica that lags, and who may do what is decided by what is read.
      readOnlyIntent: false,
    },
  };
  // mssql hands its own configuration to each new connection.
  return login.kind === 'windows' ? config : Object.defineProperty(config, 'password', { get: password });
}

/** The native driver asks SQL Server Browser itself. */
function instanceOptions(
  { login, server, browserPort }: MssqlSettings,
  instance: string,
): Pick<sql.IOptions, 'instanceName' | 'connector'> {
  if (login.kind === 'windows') return { instanceName: instance };
  // tedious hands over the options of the socket, a look-up and the signal; its types know none of them.
  return {
    connector: (...[, , signal]: readonly unknown[]) =>
      connectToInstance({ server, instance, browserPort }, signal as AbortSignal),
  };
}

/** Node's `ca` replaces what it trusts otherwise. */
function trustedWith(certificate: string): string[] {
  return [...new Set([...getCACertificates('default'), ...getCACertificates('system'), certificate])];
}

function credentials(login: MssqlLogin): Partial<sql.config> {
  switch (login.kind) {
    case 'sql':
      return { user: login.user };
    case 'ntlm':
      return { domain: login.domain, user: login.user };
    case 'windows':
      return { driver: login.driver };
  }
}

/** Of tedious' connection: what decides between its prelogin and its login. */
interface Negotiating {
  performTlsNegotiation?(answer: { readonly encryptionString?: string }, signal: AbortSignal): Promise<void>;
}

/**
 * For mssql's `beforeConnect`. tedious is asked to encrypt, and continues without when the server says that it can't: a password and all that
 * follows would travel in the clear to anyone who answers so. Here the connection ends before anything is sent. (docs/adr/0027)
 */
function requireEncryption(connection: Negotiating): void {
  const negotiate = connection.performTlsNegotiation?.bind(connection);
  connection.performTlsNegotiation = async (answer, signal) => {
    const encrypts = answer.encryptionString === 'ON' || answer.encryptionString === 'REQ';
    if (!negotiate || !encrypts)
      throw Object.assign(new Error('The server does not encrypt, so nothing was sent to it.'), {
        code: 'EPLAIN',
      });
    return negotiate(answer, signal);
  };
}

/**
 * tedious drops the number of an error at login, and the text is in the language of the server. SQL Server sends the cause first, such as 4060 for
 * the database, and a general 18456 after it.
 */
interface LoggingIn {
  on(event: 'errorMessage', listener: (message: { number: number; class: number }) => void): unknown;
  loginError?: Error | undefined;
}

/** For mssql's `beforeConnect`: gives the error of a login the number and class of the first message. */
function numberLoginErrors(connection: LoggingIn): void {
  let cause: { number: number; class: number } | undefined;
  let loginError: Error | undefined;
  connection.on('errorMessage', ({ number, class: level }) => {
    cause ??= { number, class: level };
  });
  Object.defineProperty(connection, 'loginError', {
    get: () => loginError,
    set(error: Error | undefined) {
      loginError = error && Object.assign(error, cause);
    },
  });
}
