/** The program of `npm run simulate` (bin/simulate.mjs checks its arguments and has its help). */
import { execFileSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { planOf } from './decisions.js';
import { CELLS, nameOf, POINTS, writePoints } from './faults/cells.js';
import { type Known, knownOf } from './known.js';
import { findMutant, judgeMutant, MUTANTS } from './mutants.js';
import type { Violation } from './oracles/violation.js';
import { run } from './run.js';
import { cellsHit, runSeeds, type SeedResult } from './seeds.js';
import { shrink } from './shrink.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string' },
    seeds: { type: 'string' },
    minutes: { type: 'string' },
    mutant: { type: 'string' },
    mutants: { type: 'boolean' },
    'every-cell': { type: 'boolean' },
    json: { type: 'boolean' },
  },
});

const DEFAULT_SEEDS = 10;
const SHRINK_MS = 120_000;
const JOURNAL_LINES = 60;

const began = performance.now();
const minutes = values.minutes === undefined ? undefined : Number(values.minutes);
const isOver = () => minutes !== undefined && performance.now() - began > minutes * 60_000;
/** With --json stdout has the report alone. */
const say = (text: string) => (values.json ? console.error(text) : console.log(text));

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
const missed = values['every-cell'] ? report.cells.missed : [];
for (const cell of missed) say(`No run hit ${cell}.`);
process.exitCode = report.violations.length > 0 || lives.length > 0 || missed.length > 0 ? 1 : 0;

async function judgeSeeds(): Promise<void> {
  const first = Number(values.seed ?? 1);
  const isOne = values.seed !== undefined && values.seeds === undefined && minutes === undefined;
  const hit = new Set<string>();
  if (isOne) {
    const result = await run(planOf(first));
    if (!values.json) for (const line of result.journal) say(line);
    note({ ...result, reached: [...result.reached] }, hit);
  } else {
    const otherwise = minutes === undefined ? DEFAULT_SEEDS : Number.POSITIVE_INFINITY;
    await runSeeds({ first, count: Number(values.seeds ?? otherwise), minutes }, hit, (result) =>
      note(result, hit),
    );
  }
  report.seeds.sort((a, b) => a.seed - b.seed);
  report.violations.sort((a, b) => a.seed - b.seed);
  report.cells.hit = hit.size;
  report.cells.missed = CELLS.map(nameOf).filter((name) => !hit.has(name));
  if (!values.json) await explainFirst();
  say(
    `${report.seeds.length} seeds, ${report.hours.toFixed(0)} hours, ${report.acts} acts, ${hit.size} of ${CELLS.length} cells hit, ` +
      `${report.violations.length} violations, ${report.known.length} known; ${((performance.now() - began) / 1000).toFixed(0)} s`,
  );
}

function note(result: SeedResult, hit: Set<string>): void {
  const { seed, hash, hours, operations } = result;
  report.seeds.push({ seed, hash, hours: Math.round(hours * 10) / 10, operations });
  report.hours += hours;
  report.acts += result.acts;
  for (const cell of cellsHit(result)) hit.add(nameOf(cell));
  for (const violation of [...result.violations, ...unlisted(result.reached)]) {
    const known = knownOf(violation);
    if (known) report.known.push({ ...violation, seed, issue: known.issue, why: known.why });
    else report.violations.push({ ...violation, seed });
    if (!known) say(`Seed ${seed} violates ${violation.invariant}: ${violation.text}`);
  }
}

/** Points that points.txt does not have; with POINTS=write it gets them. */
function unlisted(reached: readonly string[]): readonly Violation[] {
  const fresh = reached.filter((point) => !POINTS.includes(point));
  if (process.env['POINTS'] === 'write') {
    if (fresh.length > 0) writePoints(fresh);
    return [];
  }
  return fresh.map((point) => ({
    invariant: 'end',
    text: `A run reaches "${point}", which points.txt does not have. Add it: POINTS=write npm run simulate.`,
  }));
}

/** Shrinks the first violation, and prints what shows it. */
async function explainFirst(): Promise<void> {
  const [violation] = report.violations;
  if (!violation) return;
  const { seed } = violation;
  const plan = planOf(seed);
  const since = performance.now();
  const short = await shrink(plan, violation, () => performance.now() - since > SHRINK_MS);
  say(`Seed ${seed}: ${short.plan.decisions.length} of ${plan.decisions.length} decisions are enough.`);
  for (const decision of short.plan.decisions) say(`  ${JSON.stringify(decision)}`);
  for (const line of short.result.journal.slice(-JOURNAL_LINES)) say(`  ${line}`);
  say(`Again: npm run simulate -- --seed ${seed}`);
}

async function judgeMutants(): Promise<void> {
  const chosen = values.mutant === undefined ? [...MUTANTS] : [findMutant(values.mutant)];
  const left = chosen.toReversed();
  const judgeNext = async (): Promise<void> => {
    for (let mutant = left.pop(); mutant && !isOver(); mutant = left.pop()) {
      const verdict = await judgeMutant(mutant);
      report.mutants.push(verdict);
      const found = verdict.foundBy === null ? 'LIVES' : 'found';
      say(`${found}  ${verdict.name}  ${verdict.foundBy ?? ''}  ${verdict.seconds} s`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, judgeNext));
  const lives = report.mutants.filter(({ foundBy }) => foundBy === null).length;
  say(`${report.mutants.length} of ${chosen.length} mutants judged, ${lives} live`);
}
