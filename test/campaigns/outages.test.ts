/** The short form of `npm run prove -- outages`. */
import { outages } from '../prove/outages.js';
import { seedOfTest } from '../prove/seeded.js';

const SEED = seedOfTest();

it(`says what is true, and leaves nothing without an owner, in each of 7 outages (seed ${SEED})`, async () => {
  const { trials } = await outages({
    count: 7,
    seed: SEED,
    venues: 1,
    longestMs: 4000,
  });
  expect(trials.flatMap(({ outage, work, untrue }) => untrue.map((line) => [outage, work, line]))).toEqual(
    [],
  );
  expect(trials.filter(({ codeBurnt }) => codeBurnt)).toEqual([]);
  expect(trials).toHaveLength(7);
}, 300_000);
