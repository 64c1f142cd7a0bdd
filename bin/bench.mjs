#!/usr/bin/env node
/** `npm run bench -- NAME`: set-up, build when stale, then one of the benches of bench/ under Node 24. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './runtime.mjs';
import { runNamed } from './setup/named-program.mjs';
import { runMain } from './setup/problem.mjs';

const folder = join(projectFolder, 'bench');
const names = readdirSync(folder).flatMap((file) => /^(.+)\.bench\.mjs$/.exec(file)?.[1] ?? []);

const help = `Usage: npm run bench -- NAME [--rounds N] [--json]

Measures, prints a table of medians with each goal and whether it is met, and keeps the same as
bench/results/NAME.json; ends with 1 when a goal is not met.
--rounds  how often each measurement is taken; each bench has its default
--json    prints the JSON instead of the table

NAME is one of: ${names.join(', ')}
`;

await runMain(() =>
  runNamed({
    kind: 'bench',
    names,
    help,
    program: join(folder, 'run-bench.mjs'),
    numbers: ['rounds'],
    switches: ['json'],
  }),
);
