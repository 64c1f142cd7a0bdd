/**
 * Runs the seeds of the cells given until one violates an invariant that is not known, and prints which;
 * nothing where none does in time.
 */
import { planOf } from './decisions.js';
import { CELLS, nameOf } from './faults/cells.js';
import { knownOf } from './known.js';
import { run } from './run.js';

const [minutes, near] = process.argv.slice(2);
const until = performance.now() + Number(minutes) * 60_000;
const cells = near ? CELLS.filter((cell) => new RegExp(near).test(nameOf(cell))) : [];
if (near && cells.length === 0) throw new Error(`No cell is near ${near}`);
for (let seed = 1; performance.now() < until; seed += 1) {
  const cell = cells[(seed - 1) % cells.length];
  const { violations } = await run(cell ? planOf(seed, [cell]) : planOf(seed));
  const found = violations.find((violation) => !knownOf(violation));
  if (!found) continue;
  console.log(`${found.invariant} (${seed}. seed${cell ? `, ${nameOf(cell)}` : ''}): ${found.text}`);
  break;
}
process.exit(0);
