/** One clerk's PINs are checked one after another: right ones that come at once don't lock each other out. */
import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from 'cockatiel';
import { busyWithPins } from '../types/busy.js';

/** How many tries of one clerk may wait behind the one that is checked. */
const WAITING = 63;

export class TurnsByClerk {
  readonly #turns = new Map<string, BulkheadPolicy>();

  /** Rejects with BUSY when too many wait for the same clerk. */
  async take<T>(clerkId: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(clerkId) ?? bulkhead(1, WAITING);
    this.#turns.set(clerkId, turn);
    try {
      return await turn.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? busyWithPins() : error;
    } finally {
      if (turn.executionSlots === 1) this.#turns.delete(clerkId);
    }
  }
}
