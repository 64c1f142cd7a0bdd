/** Every bench with goals, one after the other and each in a process of its own, as one table. One that breaks off is reported, and the others continue. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GOALS } from './goals.mjs';
import { rowOf } from './measure.mjs';

const names = Object.keys(GOALS);
const run = promisify(execFile);

export const bench = {
  title: 'every bench with goals',
  rounds: 7,
  async run({ rounds, say }) {
    const results = [];
    for (const name of names) {
      say(name);
      results.push({ name, ...(await resultOf(name, rounds)) });
    }
    return {
      rows: results.flatMap(({ name, rows }) =>
        rows.map((row) => ({ ...row, name: `${name}: ${row.name}` })),
      ),
      notes: results.flatMap(({ name, notes }) => notes.map((note) => `${name}: ${note}`)),
      versions: Object.assign({}, ...results.map(({ versions }) => versions)),
    };
  },
};

/** It ends with 1 when a goal is missed. Where it breaks off there is no result, which is a goal missed as well. */
async function resultOf(name, rounds) {
  const program = join(import.meta.dirname, 'run-bench.mjs');
  const running = run(process.execPath, [program, name, '--rounds', rounds, '--json'], {
    maxBuffer: 64 * 1024 * 1024,
  });
  running.child.stderr.pipe(process.stderr);
  const { stdout, stderr } = await running.catch((error) => error);
  if (stdout.startsWith('{')) return JSON.parse(stdout);
  const why = /^\w*Error: .*$/m.exec(stderr)?.[0] ?? 'it ended without a result';
  const row = rowOf('broke off', [1], { op: '<=', value: 0 }, why);
  return { rows: [row], notes: [], versions: {} };
}
