/** mssql's pool, made safe: a connection is reset as it is lent, one that died while it was idle is never lent, and each can be taken away. */
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';
import type { Client } from './client.js';

/** Whoever borrows: a request or a transaction of mssql. */
type Borrower = object;
type Lent = (error: unknown, connection?: Raw, config?: sql.config) => void;

/** What of a driver's connection is used here. */
interface Raw {
  /** The native driver resets by itself. */
  reset?(done: (error?: Error | null) => void): void;
  removeAllListeners?(event: string): unknown;
  close(): void;
}

/** What mssql's own Request and Transaction call on a pool, and its types leave out. */
interface Lending {
  acquire(borrower: Borrower): Promise<Raw>;
  acquire(borrower: Borrower, lent: Lent): unknown;
  release(connection: Raw): unknown;
}

/** Of a connection that hangs: less than anybody would wait for one statement. */
const RESET_MS = 3000;

/** Runs each attempt to get a connection; throws instead when there is no point in trying. */
export type Reach = <T>(attempt: () => Promise<T>) => Promise<T>;

export class LendingPool {
  readonly #client: Client;
  readonly #pool: sql.ConnectionPool;
  readonly #lend: Pick<Lending, 'acquire' | 'release'>;
  readonly #lent = new Map<Raw, Borrower>();

  constructor(client: Client, config: sql.config, reach: Reach) {
    const pool = new client.ConnectionPool(config);
    const lending = pool as unknown as Lending;
    this.#client = client;
    this.#pool = pool;
    this.#lend = {
      acquire: lending.acquire.bind(pool) as Lending['acquire'],
      release: lending.release.bind(pool),
    };
    // A transaction's connection is given back by `giveBack` or `cut`, when it is known what became of it.
    lending.release = (connection) => {
      if (!(this.#lent.get(connection) instanceof client.Transaction)) this.#release(connection);
    };
    lending.acquire = (borrower: Borrower, lent?: Lent): Promise<Raw> => {
      const connection = reach(() => this.#fresh(borrower));
      connection.then(
        (raw) => process.nextTick(() => lent?.(null, raw, config)),
        (error: unknown) => process.nextTick(() => lent?.(error)),
      );
      return connection;
    };
    // Without a listener an idle connection that drops would end Node. Whoever asks next is told by their own statement.
    pool.on('error', () => undefined);
  }

  async connect(): Promise<void> {
    await this.#pool.connect();
  }

  request(): sql.Request {
    return new this.#client.Request(this.#pool);
  }

  requestIn(transaction: sql.Transaction): sql.Request {
    return new this.#client.Request(transaction);
  }

  transaction(): sql.Transaction {
    return new this.#client.Transaction(this.#pool);
  }

  /**
   * To be called before COMMIT. mssql 12.7 listens for the server's own rollback, lets go of the connection then, and throws where nobody can
   * catch it when that comes as the answer to COMMIT (lib/tedious/transaction.js, _commit): a deadlock would end the process.
   */
  stopListening(transaction: sql.Transaction): void {
    for (const connection of this.#lentTo(transaction))
      connection.removeAllListeners?.('rollbackTransaction');
  }

  /** Of a transaction that has ended well. */
  giveBack(transaction: sql.Transaction): void {
    for (const connection of this.#lentTo(transaction)) this.#release(connection);
  }

  /** Closes the connection, and with it whatever is open in it: the server rolls that back. */
  cut(borrower: Borrower): void {
    for (const connection of this.#lentTo(borrower)) {
      connection.close();
      this.#release(connection);
    }
  }

  /** At once: mssql would wait for whatever is lent, for ever. */
  async close(): Promise<void> {
    for (const borrower of new Set(this.#lent.values())) this.cut(borrower);
    await this.#pool.close();
  }

  #lentTo(borrower: Borrower): Raw[] {
    return [...this.#lent].flatMap(([connection, holder]) => (holder === borrower ? [connection] : []));
  }

  /** Once: after `cut` mssql may still give it back. */
  #release(connection: Raw): void {
    if (this.#lent.delete(connection)) this.#lend.release(connection);
  }

  /**
   * Options that a statement or an isolation level left behind are gone after a reset. It is one more trip, and it buys more: a connection that
   * died while it was idle is found before anything of ours is sent, so that trying another does no harm.
   */
  async #fresh(borrower: Borrower): Promise<Raw> {
    const deadline = performance.now() + RESET_MS;
    for (;;) {
      const connection = await this.#lend.acquire(borrower);
      this.#lent.set(connection, borrower);
      try {
        await reset(connection);
        return connection;
      } catch (error) {
        this.cut(borrower);
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
    throw new sql.ConnectionError('The connection did not answer in time.', 'ESOCKET');
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
