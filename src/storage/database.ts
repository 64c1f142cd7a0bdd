import type { Kysely } from 'kysely';
import type { Engine } from './engine.js';

/** Tables to query. */
export interface Database<Tables> {
  readonly db: Kysely<Tables>;
  readonly engine: Engine;
  /** Waits for a transaction that runs, then closes. A second call does nothing. */
  close(): Promise<void>;
}

/** What a store of the state is given: tables to query, and a way to do several statements as one. */
export interface Scope<Tables> {
  readonly db: Kysely<Tables>;
  /** All of `work` or nothing. Joins the transaction that this scope belongs to, else makes one. */
  atomically<T>(work: (db: Kysely<Tables>) => Promise<T>): Promise<T>;
}

export interface TransactionalDatabase<Tables> extends Database<Tables>, Scope<Tables> {
  /** One transaction at a time. Inside `work` only the scope it is handed may be used: this object throws there, as it would wait for itself. */
  transaction<T>(work: (scope: Scope<Tables>) => Promise<T>): Promise<T>;
}

/** Sees each statement before it runs, e.g. to count them; values are not shown. */
export type StatementObserver = (sql: string, parameterCount: number) => void;
