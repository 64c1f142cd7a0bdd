/** What a batch needs of the session that it runs in. */
import type { Result } from './answer.js';
import type { Store, StoreConnection } from './store.js';

export interface RunningSession {
  readonly connection: StoreConnection;
  readonly store: Store;
  readonly isInTransaction: boolean;
  /** Of the last statement: @@ROWCOUNT. */
  rowCount: number;
  /** SET XACT_ABORT ON. */
  abortsOnError: boolean;
  /** -1: for ever. */
  lockTimeoutMs: number;
  begin(): Buffer;
  commit(): Buffer;
  rollback(): Buffer;
  /** Does something in the store, and waits while another session writes. */
  inStore<T>(signal: AbortSignal, work: () => T): Promise<T>;
  /** A failed statement as a result, with what it does to the transaction. */
  failure(error: unknown): Result;
}
