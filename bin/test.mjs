#!/usr/bin/env node
/** `npm test`: set-up, then every check and test there is, then a table and a last line `N passed, N failed`. */
import { projectFolder } from './runtime.mjs';
import { runMain } from './setup/problem.mjs';
import { sayTo } from './setup/set-up.mjs';
import {
  browser,
  buildAll,
  checkTypes,
  jest,
  kills,
  lint,
  pester,
  setUpAll,
  skipped,
} from './testing/stages.mjs';

const help = `Usage: npm test [-- <arguments of jest>]

Without arguments: set-up, build, types of tests and console, format and lint, Chromium for the browser tests, jest, Pester.
With arguments: set-up, build, and jest with these arguments, e.g. npm test -- test/architecture.test.ts
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
  // Most tests run the built program: over an older build their answers would be about something else. Whoever names
  // a file asks for it all the same.
  const canTest = isBuilt || args.length > 0;
  const orSkipped = (run) => () => (canTest ? run() : skipped('not built'));
  const named = canBrowse ? args : [...args, '--testPathIgnorePatterns=test/e2e'];
  await stage(
    'jest',
    orSkipped(() => jest(where, named)),
  );
  if (args.length === 0)
    await Promise.all([
      stage(
        'kills',
        orSkipped(() => kills(where)),
      ),
      stage(
        'pester',
        orSkipped(() => pester(where)),
      ),
    ]);
  return report(rows);
});

async function timed(name, run) {
  const since = Date.now();
  const result = await run();
  return { name, seconds: (Date.now() - since) / 1000, ...result };
}

/** Prints what failed, and the table; 0 only when something ran and nothing failed. */
function report(rows) {
  // Once more, and here: above it stands in thousands of lines.
  for (const { name, names = [] } of rows)
    for (const one of names) console.log(`\nfailed      ${name}: ${one}`);
  console.log(`\n${'what'.padEnd(11)} ${'time'.padStart(8)}   result`);
  for (const { name, seconds, passed, failed, note } of rows) {
    const counts = passed + failed > 0 ? `${passed} passed, ${failed} failed` : 'ok';
    const result = note.startsWith('skipped') ? note : [counts, note].filter(Boolean).join('; ');
    console.log(`${name.padEnd(11)} ${seconds.toFixed(1).padStart(6)} s   ${result}`);
  }
  const passed = rows.reduce((sum, row) => sum + row.passed, 0);
  const failed = rows.reduce((sum, row) => sum + row.failed, 0);
  if (passed + failed === 0) console.log('No test ran, which is a failure.');
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
}
