#!/usr/bin/env node
/** `npm test`: set-up, then every check and test there is, then a table and a last line `N passed, N failed`. */
import { projectFolder } from './runtime.mjs';
import { runMain } from './setup/problem.mjs';
import { sayTo } from './setup/set-up.mjs';
import { report, timed } from './testing/report.mjs';
import {
  browser,
  buildAll,
  campaigns,
  checkTypes,
  clock,
  jest,
  kills,
  lint,
  pester,
  setUpAll,
  skipped,
} from './testing/stages.mjs';

const help = `Usage: npm test [-- <arguments of jest>]

Everything, as it must be before a merge; about half an hour on two cores. In this order:

set-up   packages, Node 24, PowerShell, Pester, .NET Framework's reference assemblies, ScriptDom and DacFx, where they aren't there yet
build    src and console into dist
types    src, tests and console
lint     format and lint of everything
browser  brings Chromium for the tests in test/e2e
clock    brings libfaketime for those that move a venue's clock (Linux)
jest     every test/**/*.test.ts in two runs: most of them; those that start whole venues
         (test/commands, e2e, main-job, venue), four at a time
proofs   the short campaigns (test/campaigns), one by one, beside the two that follow
kills    12 kills of a server (test/campaigns/crash)
pester   test/scripts and test/module

With arguments: set-up, build, and jest with these arguments, e.g. npm test -- test/architecture.test.ts

npm run check  types, lint and the tests without processes, within a minute
npm run prove  the campaigns whole: npm run prove -- --help
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const say = sayTo(process.stdout);
  const where = { project: projectFolder, env: process.env, say };
  const rows = [];
  const stage = async (name, run) => rows.push(await timed(name, run));

  await stage('set-up', () => setUpAll(where));
  if (rows[0].failed > 0) return report(rows);
  await stage('build', () => buildAll(where));
  const isBuilt = rows[1].failed === 0;
  if (args.length === 0) {
    await stage('types', () => checkTypes(where));
    await stage('lint', () => lint(where));
  }
  await stage('browser', () => browser(where, args));
  const canBrowse = rows.at(-1).failed === 0;
  await stage('clock', () => clock(where, args));
  // Most tests run the built program: over an older build their answers would be about something else. Whoever names
  // a file asks for it all the same.
  const canTest = isBuilt || args.length > 0;
  const orSkipped = (run) => () => (canTest ? run() : skipped('not built'));
  const named = canBrowse ? args : [...args, '--testPathIgnorePatterns=test/e2e'];
  const tests = (name, run) => stage(name, orSkipped(run));
  await tests('jest', () => jest(where, named));
  if (args.length === 0)
    await Promise.all([
      tests('proofs', () => campaigns(where)),
      tests('kills', () => kills(where)).then(() => tests('pester', () => pester(where))),
    ]);
  return report(rows);
});
