/** Trying again. What the venue's stores send has no effect, or the same one when it is done twice. */
import { setTimeout as sleep } from 'node:timers/promises';
import { verdictOf } from './errors.js';

const MOST = 3;
const FIRST_PAUSE_MS = 20;
const FACTOR = 4;

/** At most three times more; pauses grow and differ, so that two don't meet for ever. */
export async function again<T>(attempt: () => Promise<T>): Promise<T> {
  for (let tries = 0, pauseMs = FIRST_PAUSE_MS; ; tries += 1, pauseMs *= FACTOR) {
    try {
      return await attempt();
    } catch (error) {
      if (tries >= MOST || !verdictOf(error)?.isTransient) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random() / 2));
  }
}
