/** mssql's pool, made safe: a connection is reset as it is lent, one that died while it was idle is never lent, and each can be taken away. */
import { setTimeout as sleep } from 'node:timers/promises';
import sql from 'mssql';

/** Whoever borrows: a request or a transaction of mssql. */
type Borrower = object;
type Lent = (error: unknown, connection?: Raw, config?: sql.config) => void;

/** What of a driver's connection is used here. */
export interface Raw {
  reset?(done: (error?: Error | null) => void): void;
  close(): void;
}

/** What mssql's own Request and Transaction call, and its types leave out. */
interface Lending {
  acquire(borrower: Borrower): Promise<Raw>;
  release(connection: Raw): unknown;
}

type PoolClass = new (config: sql.config) => sql.ConnectionPool & Lending;

/** Of a connection that hangs: less than anybody would wait for one statement. */
const RESET_MS = 3000;

/** Runs each attempt to get a connection; throws instead when there is no point in trying. */
export type Reach = <T>(attempt: () => Promise<T>) => Promise<T>;

export class LendingPool extends (sql.ConnectionPool as unknown as PoolClass) {
  readonly #reach: Reach;
  readonly #lent = new Map<Raw, Borrower>();

  constructor(config: sql.config, reach: Reach) {
    super(config);
    this.#reach = reach;
    // Without a listener an idle connection that drops would end Node. Whoever asks next is told by their own statement.
    this.on('error', () => undefined);
  }

  // Two ways to be called, as mssql has them.
  override acquire(borrower: Borrower): Promise<Raw>;
  override acquire(borrower: Borrower, lent: Lent): this;
  override acquire(borrower: Borrower, lent?: Lent): Promise<Raw> | this {
    const connection = this.#reach(() => this.#fresh(borrower));
    if (!lent) return connection;
    connection.then(
      (raw) => process.nextTick(lent, null, raw, (this as unknown as { config: sql.config }).config),
      (error: unknown) => process.nextTick(lent, error),
    );
    return this;
  }

  override release(connection: Raw): this {
    // Once: after `cut` mssql may still give it back.
    if (this.#lent.delete(connection)) super.release(connection);
    return this;
  }

  lentTo(borrower: Borrower): Raw | undefined {
    return [...this.#lent].find(([, holder]) => holder === borrower)?.[0];
  }

  /** Closes the connection, and with it whatever is open in it: the server rolls that back. */
  cut(connection: Raw | undefined): void {
    connection?.close();
    if (connection) this.release(connection);
  }

  cutAll(): void {
    for (const connection of [...this.#lent.keys()]) this.cut(connection);
  }

  /**
   * Options that a statement or an isolation level left behind are gone after a reset. It is one more trip, and it buys more: a connection that
   * died while it was idle is found before anything of ours is sent, so that trying another does no harm.
   */
  async #fresh(borrower: Borrower): Promise<Raw> {
    const deadline = performance.now() + RESET_MS;
    for (;;) {
      const connection = await super.acquire(borrower);
      this.#lent.set(connection, borrower);
      try {
        await reset(connection);
        return connection;
      } catch (error) {
        this.cut(connection);
        if (performance.now() >= deadline) throw error;
      }
    }
  }
}

async function reset(connection: Raw): Promise<void> {
  // The native driver has no such call; it resets by itself.
  if (!connection.reset) return;
  const timer = new AbortController();
  const done = new Promise<void>((resolve, reject) =>
    connection.reset?.((error) => (error ? reject(error) : resolve())),
  );
  const late = sleep(RESET_MS, undefined, { signal: timer.signal }).then(() => {
    throw new sql.ConnectionError('The connection did not answer in time.', 'ESOCKET');
  });
  try {
    await Promise.race([done, late]);
  } finally {
    timer.abort();
    // Whichever lost the race.
    done.catch(() => undefined);
    late.catch(() => undefined);
  }
}
