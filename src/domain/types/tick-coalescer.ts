import { setImmediate as turnIsOver } from 'node:timers/promises';

/**
 * Coalesces identical requests of one event-loop tick: callers that ask before the call begins share its result. Results are shared, so no
 * caller may change them.
 */
export class TickCoalescer {
  readonly #waiting = new Map<string, Promise<unknown>>();

  /** `key` names the question, arguments included. */
  ask<Answer>(key: string, run: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#waiting.get(key) as Promise<Answer> | undefined;
    if (asked) return asked;
    const answer = turnIsOver().then(() => {
      this.#waiting.delete(key);
      return run();
    });
    this.#waiting.set(key, answer);
    return answer;
  }
}
