/** The short form of `npm run prove -- guards` and of `mutants`. */
import { guards } from '../prove/guards.js';
import { judgeMutants, runUnchanged } from '../prove/mutants.js';
import { seedOfTest } from '../prove/seeded.js';

const seed = seedOfTest();

it(`answers random questions of random clerks as the oracle does (SEED=${seed})`, async () => {
  const rows = await guards({ pairs: 600, seed });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.length).toBeGreaterThan(15);
}, 120_000);

it(`notices when a guard is taken away or a rule turned round (SEED=${seed})`, async () => {
  const [unchanged, judged] = await Promise.all([runUnchanged(seed), judgeMutants({ seed, count: 3 })]);
  expect(unchanged).toEqual({ code: 0, said: '' });
  expect(judged.filter(({ killedBy }) => killedBy === undefined)).toEqual([]);
  expect(judged).toHaveLength(3);
}, 240_000);
