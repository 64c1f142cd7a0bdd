#!/usr/bin/env node
/** `npm run bench -- NAME`: set-up, build when stale, then one of the benches of bench/ under Node 24. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { getNode, projectFolder } from './runtime.mjs';
import { build } from './setup/build.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const folder = join(projectFolder, 'bench');
const ending = '.bench.mjs';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));

const help = `Usage: npm run bench -- NAME [--rounds N] [--json]

Measures, prints a table of medians with each goal and whether it is met, and keeps the same as
bench/results/NAME.json; ends with 1 when a goal is not met.
--rounds  how often each measurement is taken; each bench has its default
--json    prints the JSON instead of the table

NAME is one of: ${names.join(', ')}
`;

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name.startsWith('-')) {
    process.stdout.write(help);
    return name === '--help' ? 0 : 2;
  }
  if (!names.includes(name)) throw new Problem(`There is no bench "${name}". Known: ${names.join(', ')}.`);
  const say = sayTo(process.stderr);
  await setUp({ say });
  await build({ say });
  const program = join(folder, 'run-bench.mjs');
  const child = spawn(
    getNode(projectFolder).path,
    ['--disable-warning=ExperimentalWarning', program, name, ...args],
    {
      cwd: projectFolder,
      stdio: 'inherit',
    },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
});
