/** The short form of `npm run prove -- mutants`. */
import { judgeRows } from '../prove/mutant-tests.js';
import { judgeMutants, runUnchanged } from '../prove/mutants.js';
import { seedOfTest } from '../prove/seeded.js';

const seed = seedOfTest();

it(`fails when a guard is removed or a rule is reversed (SEED=${seed})`, async () => {
  const [unchanged, judged] = await Promise.all([runUnchanged(seed), judgeMutants({ seed, count: 3 })]);
  expect(unchanged).toEqual({ code: 0, said: '' });
  expect(judged.filter(({ killedBy }) => killedBy === undefined)).toEqual([]);
  expect(judged).toHaveLength(3);
}, 240_000);

it(`fails when a promise of the product is broken (SEED=${seed})`, async () => {
  const judged = await judgeRows({ seed, count: 3 });
  expect(judged.map(({ verdict }) => verdict)).toEqual(['killed', 'killed', 'killed']);
}, 240_000);
