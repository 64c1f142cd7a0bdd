/**
 * Runs the regressions and a few seeds of the cells given, the other regressions, and then further seeds,
 * until one violates an invariant that is not known, for so many minutes of the processor. Prints its number,
 * a tab and what was violated; nothing where none does in time.
 */
import { planOf } from './decisions.js';
import { CELLS, nameOf } from './faults/cells.js';
import { knownOf } from './known.js';
import type { Regression } from './regressions/begin.js';
import { REGRESSIONS } from './regressions/regressions.js';
import { run } from './run.js';

const [minutes, near, first, last] = process.argv.slice(2);
const FEW = 12;
/** Of this process: another program's load finds no mutant. */
const spentMinutes = () => process.cpuUsage().user / 60_000_000;
const isNear = (name: string) => near !== '' && new RegExp(near ?? '').test(name);
const cells = CELLS.filter((cell) => isNear(nameOf(cell)));
const ofTitle = REGRESSIONS.filter(({ title }) => isNear(title));
if (near && cells.length + ofTitle.length === 0) throw new Error(`Nothing is near ${near}`);

/** What is near a mutant finds it sooner than what once went wrong elsewhere. */
const few = cells.length > 0 ? FEW : 0;
const order: readonly (Regression | 'cell')[] = [
  ...ofTitle,
  ...Array.from({ length: few }, () => 'cell' as const),
  ...REGRESSIONS.filter((regression) => !ofTitle.includes(regression)),
];

for (let number = Number(first); number <= Number(last) && spentMinutes() < Number(minutes); number += 1) {
  const next = order[number - 1];
  const regression = next === 'cell' ? undefined : next;
  const seed = next === 'cell' ? number - ofTitle.length : number - REGRESSIONS.length;
  const cell = cells[(seed - 1) % cells.length];
  const { violations } = await run(regression?.plan ?? (cell ? planOf(seed, [cell]) : planOf(seed)));
  const found = violations.find((violation) => !knownOf(violation));
  if (!found) continue;
  const where = regression
    ? `regression: ${regression.title}`
    : `${seed}. seed${cell ? `, ${nameOf(cell)}` : ''}`;
  console.log(`${number}\t${found.invariant} (${where}): ${found.text}`);
  break;
}
process.exit(0);
