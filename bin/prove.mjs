#!/usr/bin/env node
/** `npm run prove -- NAME`: set-up, build when stale, then one of the campaigns of test/prove under Node 24. */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getNode, projectFolder } from './runtime.mjs';
import { build } from './setup/build.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const folder = join(projectFolder, 'test', 'prove');
const ending = '.campaign.ts';
const names = readdirSync(folder)
  .filter((file) => file.endsWith(ending))
  .map((file) => file.slice(0, -ending.length));

const help = `Usage: npm run prove -- NAME [--seed N] [--count N] [--write]

Runs a campaign and prints its seed and its table; ends with 1 when something did not hold.
--count  how many kills, rounds or drops; each campaign has its default
--seed   repeats a run
--write  keeps the table in docs/proofs/NAME.md

NAME is one of: ${names.join(', ')}
`;

await runMain(async () => {
  const [name, ...args] = process.argv.slice(2);
  if (name === undefined || name.startsWith('-')) {
    process.stdout.write(help);
    return name === '--help' ? 0 : 2;
  }
  if (!names.includes(name)) throw new Problem(`There is no campaign "${name}". Known: ${names.join(', ')}.`);
  const say = sayTo(process.stderr);
  await setUp({ test: true, say });
  await build({ say });
  const hooks = pathToFileURL(join(projectFolder, 'test', 'sql', 'fixtures', 'typescript-hooks.mjs')).href;
  const flags = ['--disable-warning=ExperimentalWarning', '--import', hooks];
  const program = join(folder, 'run-campaign.ts');
  const child = spawn(getNode(projectFolder).path, [...flags, program, name, ...args], {
    cwd: projectFolder,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
});
