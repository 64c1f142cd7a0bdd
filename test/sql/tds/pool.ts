/** The real client on the scripted server, and its questions. */
import sql from 'mssql';
import { requireEncryption } from '../../../src/sql/mssql/require-encryption.js';
import type { ScriptedServer } from './server.js';

export interface PoolOptions {
  readonly database?: string;
  /** Default true, as in production; the server's own certificate is trusted. */
  readonly encrypt?: boolean;
  /** Default false: the certificate is looked at. */
  readonly verify?: boolean;
  /** PEM of a certificate that is taken for an authority; implies `verify`. */
  readonly trusts?: string;
  readonly password?: string;
  readonly requestTimeoutMs?: number;
  readonly max?: number;
}

/** Errors of idle connections are kept, as somebody has to listen to them. */
export type TestPool = sql.ConnectionPool & { readonly idleErrors: Error[] };

export function poolFor(server: ScriptedServer, options: PoolOptions = {}): TestPool {
  const {
    database = 'master',
    encrypt = true,
    verify = false,
    requestTimeoutMs = 5000,
    max = 4,
    trusts,
  } = options;
  const pool = new sql.ConnectionPool({
    server: 'localhost',
    port: server.port,
    user: server.credentials.user,
    password: options.password ?? server.credentials.password,
    database,
    connectionTimeout: 2000,
    requestTimeout: requestTimeoutMs,
    validateConnection: 'socket',
    pool: { max, min: 0 },
    ...(encrypt && { beforeConnect: requireEncryption }),
    options: {
      encrypt,
      trustServerCertificate: !verify && trusts === undefined,
      cancelTimeout: 500,
      ...(trusts !== undefined && { cryptoCredentialsDetails: { ca: trusts } }),
    },
  } as sql.config);
  const idleErrors: Error[] = [];
  pool.on('error', (error: Error) => idleErrors.push(error));
  return Object.assign(pool, { idleErrors });
}
