#!/usr/bin/env node
/** `npm run prove -- NAME`: set-up, build when stale, then one of the campaigns of test/prove under Node 24. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { projectFolder } from './runtime.mjs';
import { runNamed } from './setup/named-program.mjs';
import { runMain } from './setup/problem.mjs';
import { confirmHere } from './setup/prove-here.mjs';

const folder = join(projectFolder, 'test', 'prove');
const fileOf = (name) => join(folder, name, `${name}.campaign.ts`);
const names = readdirSync(folder).filter((name) => existsSync(fileOf(name)));
const hooks = pathToFileURL(join(projectFolder, 'test', 'fixtures', 'typescript-hooks.mjs')).href;

const help = `Usage: npm run prove -- NAME [--seed N] [--count N] [--write]
       npm run prove -- NAME --remove
       npm run prove -- windows --here --proof FOLDER [--trust-certificate]

Runs a campaign and prints its seed and its table; ends with 1 when something did not hold.
--count  how many kills, rounds, drops, faults or texts a parameter; each campaign has its default
--seed   repeats a run
--write  keeps the table in docs/reference/campaigns/NAME.md
--remove takes away what a campaign has set up for itself on this machine (windows: Wine, 2.5 GB)
--here   on a disposable Windows machine, as Administrator: the suites against its own services, which
         are made for it and removed
--proof  with --here: the unpacked archive of npm run package -- FOLDER --proof, made on Debian, for its programs
--trust-certificate  with --here: trust the archive's certificates for the time; without it what is installed by signature fails

NAME is one of:
${names.map((name) => `  ${name.padEnd(10)} ${titleOf(name)}`).join('\n')}
npm run test:nightly and npm run test:release run them within budgets (bin/testing/rings.mjs).
`;

/** From the source: nothing is built when help is asked for. */
function titleOf(name) {
  const text = readFileSync(fileOf(name), 'utf8');
  return /title: '(.+)'/.exec(text)?.[1] ?? '';
}

await runMain(() =>
  runNamed({
    kind: 'campaign',
    names,
    help,
    program: join(folder, 'run-campaign.ts'),
    // V8 lets its place for new objects grow to 134 MB, by chance; what a campaign weighs is what is held.
    flags: ['--max-semi-space-size=16', '--import', hooks],
    numbers: ['seed', 'count'],
    texts: ['proof'],
    switches: ['write', 'remove', 'here', 'trust-certificate'],
    forTests: true,
    confirm: confirmHere,
  }),
);
