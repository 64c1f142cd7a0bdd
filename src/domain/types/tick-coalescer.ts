import { setImmediate as turnIsOver } from 'node:timers/promises';

/**
 * What is asked for in one turn of the event loop is asked once: a caller who asks the same before it has begun gets the same answer. So no answer
 * is older than its question, and what many read costs one read a turn, not one a caller. Answers are shared: no one changes them.
 */
export class TickCoalescer {
  readonly #waiting = new Map<string, Promise<unknown>>();

  /** `key` names the question, arguments included. */
  ask<Answer>(key: string, look: () => Promise<Answer>): Promise<Answer> {
    const asked = this.#waiting.get(key) as Promise<Answer> | undefined;
    if (asked) return asked;
    const answer = turnIsOver().then(() => {
      this.#waiting.delete(key);
      return look();
    });
    this.#waiting.set(key, answer);
    return answer;
  }
}
