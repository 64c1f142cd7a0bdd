/**
 * Runs one bench; `bin/bench.mjs` calls it under Node 24 once everything is built. A bench is a file NAME.bench.mjs here
 * that exports `bench`: `{ title, rounds, most, run({ rounds, say }) }`, which resolves to `{ rows, notes }` (rows: measure.mjs); no more than `most`
 * rounds are asked of it.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { judged } from './goals.mjs';
import { tableOf } from './measure.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string' }, json: { type: 'boolean' } },
});
const [name] = positionals;
const { bench } = await import(`./${name}.bench.mjs`);
const since = Date.now();
const seconds = () => ((Date.now() - since) / 1000).toFixed(0);
const rounds = Math.min(
  values.rounds === undefined ? bench.rounds : Number(values.rounds),
  bench.most ?? Infinity,
);
// Progress is not the result: it goes where it doesn't mix with it.
const say = (line) => process.stderr.write(`${seconds().padStart(5)} s  ${line}\n`);
const { rows, notes = [], versions = {} } = await bench.run({ rounds, say });
const result = {
  bench: name,
  at: new Date().toISOString(),
  seconds: Number(seconds()),
  versions: { node: process.version, cores: cpus().length, commit: commitOf(), ...versions },
  rows,
  notes,
};
mkdirSync('bench/results', { recursive: true });
writeFileSync(`bench/results/${name}.json`, `${JSON.stringify(result, null, 2)}\n`);
if (name !== 'all') judged(name, rows);
const missed = rows.filter(({ holds, goal }) => !holds && !goal.stretch);
if (values.json) console.log(JSON.stringify(result, null, 2));
else {
  console.log(`${bench.title}\n\n${tableOf(rows)}\n`);
  for (const note of notes) console.log(note);
  const reported = Object.entries(result.versions).map(([part, version]) => `${part} ${version}`);
  console.log(`${reported.join(', ')}; ${rounds} rounds, ${seconds()} s; ${missed.length} goals missed`);
}
process.exitCode = missed.length > 0 ? 1 : 0;

function commitOf() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return 'unknown';
  }
}
