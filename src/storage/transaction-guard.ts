/** Knows whether the code that runs now is inside a transaction, across every await. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { DatabaseMisuse } from './database-error.js';

export class TransactionGuard {
  readonly #inside = new AsyncLocalStorage<{ open: boolean }>();

  run<T>(work: () => Promise<T>): Promise<T> {
    const token = { open: true };
    return this.#inside.run(token, async () => {
      try {
        return await work();
      } finally {
        // Work that was left running behind the transaction's back is outside of it from now on.
        token.open = false;
      }
    });
  }

  /** Throws where waiting for the connection would be waiting for oneself. */
  refuseInside(): void {
    if (this.#inside.getStore()?.open) {
      throw new DatabaseMisuse(
        'The database was used inside its own transaction, which would wait for ever. Use the stores that transaction() hands to its work.',
      );
    }
  }
}
