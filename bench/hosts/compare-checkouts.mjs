/**
 * A small call in two checkouts of this project, by turns in one run: `node bench/hosts/compare-checkouts.mjs FOLDER FOLDER`, both set up and
 * built. Prints the medians, and the second's as a share of the first's. Exit code 2 without two folders.
 */
import { resolve } from 'node:path';
import { median } from '../measure.mjs';

const folders = process.argv.slice(2).map((folder) => resolve(folder));
if (folders.length !== 2) {
  console.error('Usage: node bench/hosts/compare-checkouts.mjs FOLDER FOLDER');
  process.exit(2);
}
const CALLS = 2000;
/** .NET compiles what runs often once more. */
const WARM_UP = 300;

const sides = [];
for (const folder of folders) {
  const { startPool } = await import(`${folder}/bench/hosts/pools.mjs`);
  sides.push({ folder, pool: await startPool(), times: [] });
}
for (let n = 0; n < WARM_UP + CALLS; n += 1)
  for (const side of n % 2 === 0 ? sides : [...sides].reverse()) {
    const since = performance.now();
    await side.pool.call('Get-Echo', { Value: `x${n}` });
    if (n >= WARM_UP) side.times.push(performance.now() - since);
    // A host that never rests is another matter than one that is asked now and then.
    await new Promise((done) => setTimeout(done, 1));
  }
for (const { folder, pool, times } of sides) {
  console.log(`${folder}  ${median(times).toFixed(3)} ms`);
  await pool.stop();
}
console.log(`second / first: ${(median(sides[1].times) / median(sides[0].times)).toFixed(2)}`);
