/** The way to one server: connections for reads and for writes, opened at the first use and again after a failure. */
import type { StatementObserver } from '../database.js';
import { closedError } from '../database-error.js';
import { clientFor } from './client.js';
import { LendingPool } from './pool.js';
import { Breaker } from './resilience.js';
import { type MssqlSettings, type Purpose, poolConfig } from './settings.js';

export interface MssqlOptions {
  readonly settings: MssqlSettings;
  /** Sees each statement. Default none. */
  readonly onStatement?: StatementObserver | undefined;
}

export class MssqlConnection {
  readonly observe: StatementObserver | undefined;
  readonly #settings: MssqlSettings;
  readonly #breaker = new Breaker(() => this.#isPasswordChanged());
  readonly #pools = new Map<Purpose, Promise<LendingPool>>();
  #closing: Promise<void> | undefined;
  /** The password that the newest connection used. */
  #offered: string | undefined;

  constructor(options: MssqlOptions) {
    this.observe = options.onStatement;
    this.#settings = options.settings;
  }

  async pool(purpose: Purpose): Promise<LendingPool> {
    if (this.#closing) throw closedError();
    const open = this.#pools.get(purpose) ?? this.#open(purpose);
    this.#pools.set(purpose, open);
    return open;
  }

  /** Cuts what hangs. */
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
    const config = poolConfig(this.#settings, purpose, () => this.#password());
    const pool = new LendingPool(client, config, (attempt) => this.#breaker.reach(attempt));
    await this.#breaker.reach(() => pool.connect());
    return pool;
  }

  #password(): string {
    const { login } = this.#settings;
    this.#offered = login.kind === 'windows' ? '' : login.password();
    return this.#offered;
  }

  #isPasswordChanged(): boolean {
    const { login } = this.#settings;
    if (login.kind === 'windows' || this.#offered === undefined) return false;
    try {
      return login.password() !== this.#offered;
    } catch {
      // The file is being written.
      return false;
    }
  }

  async #close(): Promise<void> {
    const pools = await Promise.allSettled(this.#pools.values());
    this.#pools.clear();
    for (const pool of pools) {
      if (pool.status === 'fulfilled') await pool.value.close().catch(() => undefined);
    }
  }
}
