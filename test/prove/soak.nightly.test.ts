/** `npm run prove -- soak` in short: the same venue in use, and a few faults close together. */

import { seedOfTest } from './seeded.js';
import { soak } from './soak.campaign.js';
import { coursesOf } from './soak-flat.js';

const SEED = seedOfTest();

it(`is used through a fault every 2 s, ends what it began and says what is true (seed ${SEED})`, async () => {
  const soaked = await soak({ count: 4, seed: SEED, everyMs: 2000, sampleMs: 1000, last: [] });
  expect(soaked.untrue).toEqual([]);
  expect([...soaked.faults.values()].reduce((sum, times) => sum + times, 0)).toBe(4);
  expect(soaked.done.length).toBeGreaterThan(0);
  expect(soaked.courses.every(({ most }) => Number.isFinite(most))).toBe(true);
}, 300_000);

it('finds what grows by more than its tolerance, and nothing that only goes up and down', () => {
  const flat = coursesOf(samplesOf((index) => 100 + (index % 7)));
  expect(flat.filter(({ isFlat }) => !isFlat)).toEqual([]);
  const growing = coursesOf(samplesOf((index) => 100 + index));
  const [handles] = growing;
  expect(handles).toMatchObject({ isFlat: false, begin: 100, most: 159 });
  expect(handles?.slopePerHour).toBeCloseTo(360);
});

it('takes a heap that gains 2 MB an hour for one that grows, and one that gains half of one for flat', () => {
  const held = (megabytesAnHour: number) =>
    Array.from({ length: 60 }, (_, minute) => ({
      atMs: minute * 60_000,
      value: 60 + (minute % 3) + (megabytesAnHour * minute) / 60,
    }));
  const isFlat = (megabytesAnHour: number) => coursesOf([], held(megabytesAnHour)).at(-1)?.isFlat;
  expect([isFlat(2), isFlat(0.5)]).toEqual([false, true]);
});

/** One each 10 s for ten minutes; every weight the same. */
function samplesOf(value: (index: number) => number): Parameters<typeof coursesOf>[0] {
  return Array.from({ length: 60 }, (_, index) => {
    const weight = value(index);
    return {
      atMs: index * 10_000,
      ...{ handles: weight, threads: weight, residentMb: weight, proportionalMb: weight, processes: weight },
      ...{ zombies: 0, hosts: 3, hostMb: weight, stateMb: weight, walMb: weight, logsMb: weight },
    };
  });
}
