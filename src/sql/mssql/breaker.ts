/**
 * While the server can't be reached, whoever asks is told so at once instead of waiting for yet another time-out; one at a time tries again.
 * Time is the machine's steady clock: a wall clock that is set back would keep the way closed (which is why this is no library; see the decision).
 */
import { DatabaseError } from '../database-error.js';
import { isRefusedLogin, verdictOf } from './errors.js';

/** How many in a row until the way is closed. */
const FAILURES = 3;
/** Closed for so long at first, then longer; short enough that a database is used again within five seconds of its return. */
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 2000;
/** A password that is refused every two seconds locks the login. */
const REFUSED_PAUSE_MS = 30_000;

export class Breaker {
  #failures = 0;
  #closedUntil = 0;
  #isTrying = false;
  #last: unknown;

  /** Throws what `attempt` throws, or the last reason where there was no attempt. */
  async reach<T>(attempt: () => Promise<T>): Promise<T> {
    const isDue = performance.now() >= this.#closedUntil;
    if (this.#isClosed() && (!isDue || this.#isTrying)) throw this.#away();
    const tries = this.#isClosed();
    if (tries) this.#isTrying = true;
    try {
      const result = await attempt();
      this.#failures = 0;
      return result;
    } catch (error) {
      this.#failed(error);
      throw error;
    } finally {
      if (tries) this.#isTrying = false;
    }
  }

  #isClosed(): boolean {
    return this.#failures >= FAILURES;
  }

  #failed(error: unknown): void {
    // A pool whose connections are all lent has a server that answers.
    if (verdictOf(error)?.failure !== 'GONE') return;
    this.#last = error;
    const isRefused = isRefusedLogin(error);
    this.#failures = isRefused ? Math.max(this.#failures + 1, FAILURES) : this.#failures + 1;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.#failures - FAILURES), LONGEST_PAUSE_MS);
    this.#closedUntil = performance.now() + (isRefused ? REFUSED_PAUSE_MS : pause);
  }

  #away(): DatabaseError {
    return new DatabaseError(
      'GONE',
      'SQL Server was not reached a moment ago, so it was not asked again yet.',
      { cause: this.#last },
    );
  }
}
