#!/usr/bin/env node
/** `npm run simulate`: set-up, then the simulated venue (test/simulation) under Node 24, without a build. */
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { getNode, projectFolder } from './runtime.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const help = `Usage: npm run simulate -- [--seed N] [--seeds N] [--minutes N] [--mutant NAME | --mutants]
                              [--every-cell] [--json]

Runs the real control plane in virtual time before the model of a venue, with clerks, faults and kills that follow from a seed, and judges
nine invariants. A seed on a commit gives the same run each time.

--seed N       the first seed; alone: this one run, with its journal. Default: 1
--seeds N      how many seeds. Default: 10, or as many as fit into --minutes
--minutes N    stops after this time, and says how far it came
--mutant NAME  the heart with this one fault built in, until a seed finds it
--mutants      all of them, one after the other
--every-cell   fails where a cell was not hit
--json         one object on stdout, progress on stderr

Exit code: 0, 1 where an invariant is violated, a mutant lives or a cell is missed, 2 for a wrong argument.
docs/explanation/simulation.md explains invariants, strikes and mutants.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  try {
    requireOptions(args);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    console.error(error.message);
    return 2;
  }
  await setUp({ test: true, bare: true, say: sayTo(process.stderr) });
  const hooks = pathToFileURL(join(projectFolder, 'test', 'fixtures', 'typescript-hooks.mjs')).href;
  const program = join(projectFolder, 'test', 'simulation', 'main.ts');
  const child = spawn(
    getNode(projectFolder).path,
    ['--disable-warning=ExperimentalWarning', '--import', hooks, program, ...args],
    { cwd: projectFolder, stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  return await new Promise((done, fail) => {
    child.on('error', fail);
    child.on('exit', (code, signal) => done(code ?? 128 + constants.signals[signal]));
  });
});

function requireOptions(args) {
  const text = { type: 'string' };
  const flag = { type: 'boolean' };
  const options = {
    seed: text,
    seeds: text,
    minutes: text,
    mutant: text,
    mutants: flag,
    'every-cell': flag,
    json: flag,
  };
  let values;
  try {
    ({ values } = parseArgs({ args, options }));
  } catch (error) {
    throw new Problem(`${error.message.split('. ')[0]}. Run: npm run simulate -- --help`);
  }
  for (const name of ['seed', 'seeds', 'minutes'])
    if (values[name] !== undefined && !/^[1-9]\d{0,8}$/.test(values[name]))
      throw new Problem(`--${name} takes a whole number from 1 on, not "${values[name]}".`);
  if (values.mutant !== undefined && values.mutants)
    throw new Problem('Use either --mutant NAME or --mutants.');
}
