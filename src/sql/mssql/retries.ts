/** Trying again, where it is known that nothing was applied. */
import { setTimeout as sleep } from 'node:timers/promises';
import { verdictOf } from './errors.js';
import type { Verdict } from './verdicts.js';

const MOST = 3;
const FIRST_PAUSE_MS = 20;
const FACTOR = 4;

/** What has no effect, or the same effect when it is done twice, may be tried again whatever became of it. */
export type Repeatable = (verdict: Verdict) => boolean;
export const whenNotApplied: Repeatable = ({ applied }) => applied === 'no';
export const always: Repeatable = () => true;

/** At most three times more; pauses grow and differ, so that two don't meet for ever. */
export async function again<T>(attempt: () => Promise<T>, may: Repeatable): Promise<T> {
  for (let tries = 0, pauseMs = FIRST_PAUSE_MS; ; tries += 1, pauseMs *= FACTOR) {
    try {
      return await attempt();
    } catch (error) {
      const verdict = verdictOf(error);
      if (tries >= MOST || verdict === undefined || !verdict.isTransient || !may(verdict)) throw error;
    }
    await sleep(pauseMs * (0.5 + Math.random() / 2));
  }
}
