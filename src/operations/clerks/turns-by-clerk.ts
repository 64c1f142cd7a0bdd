/** One clerk's PINs are looked at one after another: right ones that come at once don't lock each other out. */
import { busyWithPins } from '../words/busy.js';

/** As many as one clerk's tries may wait. */
const WAITING = 64;

export class TurnsByClerk {
  readonly #turns = new Map<string, { last: Promise<unknown>; waiting: number }>();

  /** Rejects with BUSY when too many wait for the same clerk. */
  async take<T>(clerkId: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(clerkId) ?? { last: Promise.resolve(), waiting: 0 };
    if (turn.waiting >= WAITING) throw busyWithPins();
    const mine = turn.last.catch(() => undefined).then(work);
    turn.last = mine;
    turn.waiting += 1;
    this.#turns.set(clerkId, turn);
    try {
      return await mine;
    } finally {
      turn.waiting -= 1;
      if (turn.waiting === 0) this.#turns.delete(clerkId);
    }
  }
}
