/** The short form of `npm run prove -- audit`. */
import { proveTampers } from '../prove/audit.js';
import { proveLength } from '../prove/audit-length.js';
import { seedOfTest } from '../prove/seeded.js';

const seed = seedOfTest();

it(`finds whatever is done to an audit, and names the first bad row (seed ${seed})`, async () => {
  const rows = await proveTampers({ seed, tampers: 105, say: () => undefined });
  expect(rows.flatMap(({ untrue }) => untrue)).toEqual([]);
  expect(rows.map(({ runs }) => runs)).toEqual([2, ...Array.from({ length: 7 }, () => 15)]);
}, 120_000);

it('verifies by the command itself, in memory that does not grow with the trail', async () => {
  const [short, long] = [await proveLength(1000), await proveLength(15_000)];
  expect([...short.untrue, ...long.untrue]).toEqual([]);
  expect(long.megabytes - short.megabytes).toBeLessThan(40);
}, 120_000);
