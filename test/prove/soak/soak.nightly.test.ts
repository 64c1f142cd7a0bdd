/** `npm run prove -- soak` in short: the same venue in use, and a few faults close together. */

import { seedOfTest } from '../shared/seeded.js';
import { soak } from './soak.campaign.js';

const SEED = seedOfTest();

it(`is used through a fault every 2 s, ends what it began and says what is true (seed ${SEED})`, async () => {
  const soaked = await soak({ count: 4, seed: SEED, everyMs: 2000, sampleMs: 1000, last: [] });
  expect(soaked.untrue).toEqual([]);
  expect([...soaked.faults.values()].reduce((sum, times) => sum + times, 0)).toBe(4);
  expect(soaked.done.length).toBeGreaterThan(0);
  expect(soaked.courses.every(({ most }) => Number.isFinite(most))).toBe(true);
}, 300_000);
