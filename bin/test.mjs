#!/usr/bin/env node
/** `npm test`, `npm run test:nightly`, `npm run test:release`: the stages of one ring, then a table and a last line `N passed, N failed`. */
import { projectFolder } from './runtime.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo } from './setup/set-up.mjs';
import { lint } from './testing/lint.mjs';
import { report, timed } from './testing/report.mjs';
import {
  benches,
  browser,
  buildAll,
  campaigns,
  checkTypes,
  clock,
  jest,
  pester,
  setUpAll,
  simulator,
  skipped,
} from './testing/stages.mjs';

const help = `Usage: npm test [-- <arguments of jest>]
       npm run test:nightly
       npm run test:release

npm test               for every change; at most 12 minutes on two cores
npm run test:nightly   what is too long for that: tests named *.nightly.test.ts, Pester tests with the tag Nightly, and
                       each campaign within its budget, at most 75 minutes; then 20 minutes of the simulator
npm run test:release   before a release: the soak, every mutant, Windows (Wine) and the benches; hours

The stages, in this order:

set-up     packages, Node 24, PowerShell, Pester, .NET Framework's reference assemblies, ScriptDom and DacFx, where they aren't there yet
build      src, rehearsal and console into dist
types      src, rehearsal, tests and console (npm test only)
lint       format and lint of everything, documents, words (npm test only)
browser    installs Chromium for the tests in test/e2e
clock      installs libfaketime for tests that move a venue's clock (Linux)
jest       test/**/*.test.ts of the ring
pester     test/scripts and test/module of the ring, beside jest
campaigns  npm run prove, one campaign after the other (nightly and release only)
simulator  npm run simulate: 20 minutes nightly, an hour and the mutants before a release
benches    npm run bench -- all (release only)

With arguments: set-up, build, and jest with these arguments, e.g. npm test -- test/architecture.test.ts

npm run check  types, lint and the tests without processes, within a minute
npm run prove  one campaign: npm run prove -- --help
`;

await runMain(async () => {
  const { ring, args } = readArguments(process.argv.slice(2));
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const where = { project: projectFolder, env: process.env, say: sayTo(process.stdout), ring };
  const rows = [];
  const stage = async (name, run) => rows.push(await timed(name, run));
  const isEveryday = ring === 'everyday' && args.length === 0;

  await stage('set-up', () => setUpAll(where));
  if (rows[0].failed > 0) return report(rows);
  await stage('build', () => buildAll(where));
  const isBuilt = rows[1].failed === 0;
  if (isEveryday) {
    await stage('types', () => checkTypes(where));
    await stage('lint', () => lint(where));
  }
  await stage('browser', () => browser(where, args));
  const canBrowse = rows.at(-1).failed === 0;
  await stage('clock', () => clock(where, args));
  // Most tests run the built program: over an older build their answers would be about something else. A file that is
  // named runs all the same.
  const canTest = isBuilt || args.length > 0;
  const tests = (name, run) => stage(name, canTest ? run : () => skipped('not built'));
  const named = canBrowse ? args : [...args, '--testPathIgnorePatterns=test/e2e'];
  if (ring !== 'release')
    await Promise.all([
      tests('jest', () => jest(where, named)),
      ...(args.length === 0 ? [tests('pester', () => pester(where))] : []),
    ]);
  if (ring !== 'everyday') await tests('campaigns', () => campaigns(where));
  if (ring !== 'everyday') await tests('simulator', () => simulator(where));
  if (ring === 'release') await tests('benches', () => benches(where));
  return report(rows);
});

function readArguments(words) {
  const ring = /^--ring=(.+)$/.exec(words[0] ?? '')?.[1];
  const args = ring === undefined ? words : words.slice(1);
  if (ring !== undefined && args.length > 0 && !args.includes('--help'))
    throw new Problem(`npm run test:${ring} takes no arguments. For one file: npm test -- ${args[0]}`);
  return { ring: ring ?? 'everyday', args };
}
