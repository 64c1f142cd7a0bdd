/** The way to one server: connections for reads and for writes, opened at the first use and again after a failure. */
import type { StatementObserver } from '../database.js';
import { DatabaseError } from '../database-error.js';
import { Mutex, type Unlock } from '../mutex.js';
import { Breaker } from './breaker.js';
import { clientFor } from './client.js';
import { LendingPool } from './pool.js';
import { type MssqlSettings, type Purpose, poolConfig } from './settings.js';

export interface MssqlOptions {
  readonly settings: MssqlSettings;
  /** Of the tables or views that are meant by their plain names. */
  readonly schema: string;
  /**
   * Whether each write leaves a mark, so that a lost COMMIT can be looked up. False: there are only writes that do no harm when done twice, as
   * in the venue's database.
   */
  readonly marks: boolean;
  /** How long to wait for another transaction, in ms. Default 10000: less than a statement may take. */
  readonly waitMs?: number | undefined;
  /** Sees each statement. Default none. */
  readonly onStatement?: StatementObserver | undefined;
}

/** What is still open at the end is given so long to end by itself. */
const CLOSE_MS = 5000;

export class MssqlConnection {
  readonly waitMs: number;
  readonly marks: boolean;
  readonly observe: StatementObserver | undefined;
  readonly #settings: MssqlSettings;
  readonly #breaker = new Breaker();
  readonly #turns = new Mutex();
  readonly #pools = new Map<Purpose, Promise<LendingPool>>();
  #closing: Promise<void> | undefined;

  constructor(options: MssqlOptions) {
    this.waitMs = options.waitMs ?? 10_000;
    this.marks = options.marks;
    this.observe = options.onStatement;
    this.#settings = options.settings;
  }

  /** Writers of this process go one after another, in the order in which they came; those of others wait in the database. */
  turn(): Promise<Unlock> {
    return this.#turns.lock(this.waitMs);
  }

  async pool(purpose: Purpose): Promise<LendingPool> {
    if (this.#closing) throw closedError();
    const open = this.#pools.get(purpose) ?? this.#open(purpose);
    this.#pools.set(purpose, open);
    return open;
  }

  /** Lets the running transaction end, for a while; what hangs is cut, which the server rolls back. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #open(purpose: Purpose): Promise<LendingPool> {
    const opened = this.#connect(purpose);
    opened.catch(() => this.#pools.delete(purpose));
    return opened;
  }

  async #connect(purpose: Purpose): Promise<LendingPool> {
    const client = await clientFor(this.#settings.login);
    const config = poolConfig(this.#settings, purpose);
    const pool = new LendingPool(client, config, (attempt) => this.#breaker.reach(attempt));
    await this.#breaker.reach(() => pool.connect());
    return pool;
  }

  async #close(): Promise<void> {
    const unlock = await this.#turns.lock(CLOSE_MS).catch(() => undefined);
    this.#turns.close();
    unlock?.();
    const pools = await Promise.allSettled(this.#pools.values());
    this.#pools.clear();
    for (const pool of pools) {
      if (pool.status === 'fulfilled') await pool.value.close().catch(() => undefined);
    }
  }
}

export function closedError(): DatabaseError {
  return new DatabaseError('CLOSED', 'The database was closed.');
}
