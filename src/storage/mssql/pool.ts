/** mssql's pool, made safe: a connection is reset as it is lent, one that died while it was idle is never lent, and each can be taken away. */
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';
import type { Client } from './client.js';

/** Anyone who borrows: a request of mssql. */
type Borrower = object;
type Lent = (error: unknown, connection?: Raw, config?: sql.config) => void;

/** What of a driver's connection is used here. */
interface Raw {
  /** The native driver resets automatically. */
  reset?(done: (error?: Error | null) => void): void;
  close(): void;
}

/** What mssql's own Request calls on a pool, and its types leave out. */
interface Lending {
  acquire(borrower: Borrower): Promise<Raw>;
  acquire(borrower: Borrower, lent: Lent): unknown;
  release(connection: Raw): unknown;
}

/** Of a connection that hangs: less than anyone would wait for one statement. */
const RESET_MS = 3000;

/** Runs each attempt to get a connection; throws instead when there is no point in trying. */
export type Reach = <T>(attempt: () => Promise<T>) => Promise<T>;

export class LendingPool {
  readonly #client: Client;
  readonly #pool: sql.ConnectionPool;
  readonly #lend: Pick<Lending, 'acquire' | 'release'>;
  readonly #lent = new Set<Raw>();

  constructor(client: Client, config: sql.config, reach: Reach) {
    const pool = new client.ConnectionPool(config);
    const lending = pool as unknown as Lending;
    this.#client = client;
    this.#pool = pool;
    this.#lend = {
      acquire: lending.acquire.bind(pool) as Lending['acquire'],
      release: lending.release.bind(pool),
    };
    lending.release = (connection) => this.#release(connection);
    lending.acquire = (borrower: Borrower, lent?: Lent): Promise<Raw> => {
      const connection = reach(() => this.#fresh(borrower));
      connection.then(
        (raw) => process.nextTick(() => lent?.(null, raw, config)),
        (error: unknown) => process.nextTick(() => lent?.(error)),
      );
      return connection;
    };
    // Without a listener an idle connection that drops would end Node. The next caller gets the error from their own statement.
    pool.on('error', () => undefined);
  }

  async connect(): Promise<void> {
    await this.#pool.connect();
  }

  request(): sql.Request {
    return new this.#client.Request(this.#pool);
  }

  /** At once: mssql would wait for whatever is lent, for ever. */
  async close(): Promise<void> {
    for (const connection of this.#lent) this.#cut(connection);
    await this.#pool.close();
  }

  /** Closes the connection, and with it whatever runs in it. */
  #cut(connection: Raw): void {
    connection.close();
    this.#release(connection);
  }

  /** Once: after a cut mssql may still give it back. */
  #release(connection: Raw): void {
    if (this.#lent.delete(connection)) this.#lend.release(connection);
  }

  /**
   * Options that a statement left behind are gone after a reset. It is one more trip, and it buys more: a connection that
   * died while it was idle is found before anything of ours is sent, so that trying another does no harm.
   */
  async #fresh(borrower: Borrower): Promise<Raw> {
    const deadline = performance.now() + RESET_MS;
    for (;;) {
      const connection = await this.#lend.acquire(borrower);
      this.#lent.add(connection);
      try {
        await reset(connection);
        return connection;
      } catch (error) {
        this.#cut(connection);
        if (performance.now() >= deadline) throw error;
      }
    }
  }
}

async function reset(connection: Raw): Promise<void> {
  const late = new AbortController();
  const done = new Promise<void>((resolve, reject) => {
    if (!connection.reset) resolve();
    connection.reset?.((error) => (error ? reject(error) : resolve()));
  });
  const timeOut = sleep(RESET_MS, undefined, { signal: late.signal }).then(() => {
    throw new sql.ConnectionError('The connection did not respond in time.', 'ESOCKET');
  });
  try {
    await Promise.race([done, timeOut]);
  } finally {
    late.abort();
    // Whichever lost the race.
    done.catch(() => undefined);
    timeOut.catch(() => undefined);
  }
}
