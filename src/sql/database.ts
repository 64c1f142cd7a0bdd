/** What a store is given: tables to query, and a way to do several statements as one. */
import type { Kysely } from 'kysely';
import type { Engine } from './engine.js';

export interface Scope<Tables> {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  /** All of `work` or nothing. Joins the transaction that this scope belongs to, else makes one. */
  atomically<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
}

export interface Database<Tables> extends Scope<Tables> {
  /**
   * One transaction at a time. Inside `work` only the scope it is handed may be used: this object throws there, as it would wait for itself.
   * `work` may run more than once, after a rollback.
   */
  transaction<T>(work: (scope: Scope<Tables>) => Promise<T>): Promise<T>;
  /** Waits for a transaction that runs, then closes. A second call does nothing. */
  close(): Promise<void>;
}

/** Sees each statement before it runs, e.g. to count them; values are not shown. */
export type StatementObserver = (sql: string, parameterCount: number) => void;
