/** sp_getapplock, as far as it is used: exclusive locks by name, held to the end of a transaction. */
import { SqlRefusal } from './translate/refusal.js';

interface Waiting {
  readonly holder: object;
  granted(status: number): void;
}

export class AppLocks {
  readonly #held = new Map<string, { holder: object; waiting: Waiting[] }>();

  /** Its return status: 0 at once, 1 after waiting, -1 after `timeoutMs`, -2 when it was cancelled. */
  async take(name: string, holder: object, timeoutMs: number, signal: AbortSignal): Promise<number> {
    const lock = this.#held.get(name);
    if (lock === undefined) {
      this.#held.set(name, { holder, waiting: [] });
      return 0;
    }
    if (lock.holder === holder) return 0;
    return new Promise((resolve) => {
      const over = (status: number): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
        lock.waiting = lock.waiting.filter((other) => other !== waiting);
        resolve(status);
      };
      const waiting: Waiting = { holder, granted: over };
      const cancel = (): void => over(-2);
      const timer = timeoutMs < 0 ? undefined : setTimeout(() => over(-1), timeoutMs);
      signal.addEventListener('abort', cancel);
      lock.waiting.push(waiting);
    });
  }

  /** All of one holder, to whoever waits first. */
  release(holder: object): void {
    for (const [name, lock] of this.#held) {
      if (lock.holder !== holder) continue;
      const [next] = lock.waiting;
      if (next === undefined) this.#held.delete(name);
      else {
        lock.holder = next.holder;
        next.granted(1);
      }
    }
  }
}

export function assertExclusive(mode: unknown, owner: unknown): void {
  if (mode === 'Exclusive' && owner === 'Transaction') return;
  throw new SqlRefusal(60_000, `The scripted server doesn't know: sp_getapplock ${mode} of a ${owner}`);
}
