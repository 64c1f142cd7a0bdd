/** The short form of `npm run prove -- sql-faults`. */
import { seedOfTest } from '../prove/seeded.js';
import { proveDrops } from '../prove/sql-faults.js';

const seed = seedOfTest();

it(`grants what it acknowledges, and reads whole results, whenever SQL Server's connections drop (seed ${seed})`, async () => {
  const { rows, untrue } = await proveDrops({ seed, drops: 80, say: () => undefined });
  expect(untrue).toEqual([]);
  expect(rows.reduce((sum, { acknowledged }) => sum + acknowledged, 0)).toBeGreaterThan(80);
}, 120_000);
