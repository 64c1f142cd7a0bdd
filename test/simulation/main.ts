/** The program of `npm run simulate` (bin/simulate.mjs checks its arguments and has its help). */
import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { planOf } from './decisions.js';
import { CELLS, type Cell, nameOf, POINTS, writePoints } from './faults/cells.js';
import type { Strike } from './faults/strikes.js';
import { type Known, knownOf } from './known.js';
import { findMutant, judgeMutant, MUTANTS } from './mutants.js';
import type { Violation } from './oracles/oracle.js';
import { type RunResult, run } from './run.js';
import { shrink } from './shrink.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    minutes: { type: 'string' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean' },
    json: { type: 'boolean' },
  },
});

const SHRINK_MS = 120_000;
const JOURNAL_LINES = 60;

const began = performance.now();
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const isOver = () => minutes !== undefined && performance.now() - began > minutes * 60_000;
const say = (text: string) => {
  if (!values.json) console.log(text);
};

type Row = Violation & { readonly seed: number };

const report = {
  commit: execFileSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).trim(),
  seeds: [] as { seed: number; hash: string; hours: number; operations: number }[],
  hours: 0,
  acts: 0,
  cells: { possible: CELLS.length, hit: 0, missed: [] as string[] },
  violations: [] as Row[],
  known: [] as (Row & Pick<Known, 'issue' | 'why'>)[],
  mutants: [] as { name: string; foundBy: string | null; seconds: number }[],
};

if (values.mutants || values.mutant !== undefined) await judgeMutants();
else await judgeSeeds();
if (values.json) console.log(JSON.stringify(report));
const lives = report.mutants.filter(({ foundBy }) => foundBy === null);
process.exitCode = report.violations.length > 0 || lives.length > 0 ? 1 : 0;

async function judgeSeeds(): Promise<void> {
  const first = Number(values.seed ?? 1);
  const isOne = values.seed !== undefined && values.seeds === undefined && minutes === undefined;
  const count = isOne ? 1 : Number(values.seeds ?? (minutes === undefined ? 10 : Number.MAX_SAFE_INTEGER));
  const hit = new Set<string>();
  for (let seed = first; seed < first + count && !isOver(); seed += 1) {
    const result = await run(planOf(seed));
    note(result, hit);
    if (isOne) for (const line of result.journal) say(line);
    await explain(result);
  }
  report.cells.hit = hit.size;
  report.cells.missed = CELLS.map(nameOf).filter((name) => !hit.has(name));
  say(
    `${report.seeds.length} seeds, ${report.hours.toFixed(0)} hours, ${report.acts} acts, ${hit.size} of ${CELLS.length} cells hit, ` +
      `${report.violations.length} violations, ${report.known.length} known; ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
}

function note(result: RunResult, hit: Set<string>): void {
  const { seed, hash, hours, operations } = result;
  report.seeds.push({ seed, hash, hours: Math.round(hours * 10) / 10, operations });
  report.hours += hours;
  report.acts += result.acts;
  const cell = planOf(seed).cell;
  for (const strike of result.hit) hit.add(nameOf({ ...strike, isAlone: isAlone(strike, cell) }));
  const fresh = [...result.reached].filter((point) => !POINTS.includes(point));
  if (process.env['POINTS'] === 'write') writePoints(fresh);
  else
    for (const point of fresh)
      report.violations.push({
        seed,
        invariant: 'end',
        text: `A run reaches "${point}", which points.txt does not have. Add it: POINTS=write npm run simulate.`,
      });
}

function isAlone(strike: Strike, cell: Cell | undefined): boolean {
  return !(cell && cell.point === strike.point && cell.mode === strike.mode && !cell.isAlone);
}

/** Shrinks the first violation of a run, and prints what shows it. */
async function explain(result: RunResult): Promise<void> {
  const { seed } = result;
  for (const violation of result.violations) {
    const known = knownOf(violation);
    if (known) report.known.push({ ...violation, seed, issue: known.issue, why: known.why });
    else report.violations.push({ ...violation, seed });
  }
  const fresh = result.violations.filter((violation) => !knownOf(violation));
  for (const { invariant, text } of fresh) say(`Seed ${seed} violates ${invariant}: ${text}`);
  const [first] = fresh;
  if (!first || values.json) return;
  const since = performance.now();
  const short = await shrink(planOf(seed), first, () => performance.now() - since > SHRINK_MS);
  say(`  ${short.plan.decisions.length} of ${planOf(seed).decisions.length} decisions are enough:`);
  for (const decision of short.plan.decisions) say(`  ${JSON.stringify(decision)}`);
  for (const line of short.result.journal.slice(-JOURNAL_LINES)) say(`    ${line}`);
  say(`  Again: npm run simulate -- --seed ${seed}`);
}

async function judgeMutants(): Promise<void> {
  const chosen = values.mutant === undefined ? MUTANTS : [findMutant(values.mutant)];
  for (const mutant of chosen) {
    if (isOver()) {
      say(`The time is up after ${report.mutants.length} of ${chosen.length} mutants.`);
      break;
    }
    const verdict = await judgeMutant(mutant);
    report.mutants.push(verdict);
    say(`${verdict.foundBy === null ? 'LIVES' : 'found'}  ${verdict.name}  ${verdict.foundBy ?? ''}  ${verdict.seconds} s`);
  }
}
