/** A quiet socket notices that its token has ended as soon as a busy one does. */
import { FRESH_FOR, type FreshViewers } from './fresh-viewers.js';
import type { Log } from './log.js';

/** Asks again and again; calls `ended` once when the token stands for nobody. Returns what stops it. */
export function watchToken(token: string, viewers: FreshViewers, log: Log, ended: () => void): () => void {
  const timer = setInterval(async () => {
    try {
      if ((await viewers.of(token)) !== undefined) return;
      clearInterval(timer);
      ended();
    } catch (err) {
      // The database is away: events are refused meanwhile, each by its own look-up; the socket may live.
      log.warn({ err }, 'token cannot be checked');
    }
  }, FRESH_FOR);
  return () => clearInterval(timer);
}
