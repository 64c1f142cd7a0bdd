/**
 * Runs a few seeds of the cells given, the regressions, and then further seeds, until one violates an
 * invariant that is not known, for so many minutes of the processor. Prints its number, a tab and what
 * was violated; nothing where none does in time.
 */
import { planOf } from './decisions.js';
import { CELLS, nameOf } from './faults/cells.js';
import { knownOf } from './known.js';
import { REGRESSIONS } from './regressions/regressions.js';
import { run } from './run.js';

const [minutes, near, first, last] = process.argv.slice(2);
const FEW = 12;
/** Of this process: another program's load finds no mutant. */
const spentMinutes = () => process.cpuUsage().user / 60_000_000;
const cells = near ? CELLS.filter((cell) => new RegExp(near).test(nameOf(cell))) : [];
if (near && cells.length === 0) throw new Error(`No cell is near ${near}`);

/** Cells near a mutant find it sooner than what once went wrong elsewhere. */
const few = near ? FEW : 0;

for (let number = Number(first); number <= Number(last) && spentMinutes() < Number(minutes); number += 1) {
  const regression = REGRESSIONS[number - few - 1];
  const seed = number <= few ? number : number - REGRESSIONS.length;
  const cell = cells[(seed - 1) % cells.length];
  const { violations } = await run(regression?.plan ?? (cell ? planOf(seed, [cell]) : planOf(seed)));
  const found = violations.find((violation) => !knownOf(violation));
  if (!found) continue;
  const where = regression ? 'a regression' : `${seed}. seed${cell ? `, ${nameOf(cell)}` : ''}`;
  console.log(`${number}\t${found.invariant} (${where}): ${found.text}`);
  break;
}
process.exit(0);
