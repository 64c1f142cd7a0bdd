/** The short form of `npm run prove -- guards`. */
import { guards } from '../prove/guards.js';
import { seedOfTest } from '../prove/seeded.js';

const seed = seedOfTest();

it(`answers random questions of random clerks as the oracle does (SEED=${seed})`, async () => {
  const rows = await guards({ pairs: 600, seed });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.length).toBeGreaterThan(15);
}, 120_000);
