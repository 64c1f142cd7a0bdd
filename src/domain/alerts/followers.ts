/** Those who follow the alerts. One that is slow gets only the newest state of each alert. */
import type { ShownAlert } from '../types/venue-alert.js';

interface Follower {
  readonly waiting: Map<string, ShownAlert>;
  wake: () => void;
}

export class Followers {
  readonly #all = new Set<Follower>();

  async *follow(signal: AbortSignal): AsyncIterable<ShownAlert> {
    const follower: Follower = { waiting: new Map(), wake: () => {} };
    this.#all.add(follower);
    const wake = () => follower.wake();
    signal.addEventListener('abort', wake);
    try {
      while (!signal.aborted) {
        const [next] = follower.waiting;
        if (next) {
          follower.waiting.delete(next[0]);
          yield next[1];
          continue;
        }
        await new Promise<void>((resolve) => {
          follower.wake = resolve;
        });
      }
    } finally {
      signal.removeEventListener('abort', wake);
      this.#all.delete(follower);
    }
  }

  tell(alerts: readonly ShownAlert[]): void {
    for (const follower of this.#all) {
      for (const alert of alerts) follower.waiting.set(alert.id, alert);
      follower.wake();
    }
  }
}
