#!/usr/bin/env node
/** `npm run check`: what can be known within a minute, for the inner loop; `npm test` is the whole. */
import { projectFolder } from './runtime.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { setUp } from './setup/set-up.mjs';
import { report, timed } from './testing/report.mjs';
import { quickRooms } from './testing/rooms.mjs';
import { checkTypes, lint, quickJest } from './testing/stages.mjs';

const help = `Usage: npm run check

For the inner loop, within a minute on two cores: no build, no process, no server, no browser, no PowerShell.

types   src, tests and console
lint    format and lint of everything (npm run format puts right what it can)
jest    test/*.test.ts and test/{${quickRooms.join(',')}},
        without their folders called processes

npm test runs everything, as it must be before a merge; npm test -- test/sql one folder or file.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  if (args.length > 0)
    throw new Problem(`npm run check takes no arguments. For one folder or file: npm test -- ${args[0]}`);
  const where = { project: projectFolder, env: process.env };
  // Says nothing while there is nothing to do: what is there isn't news here.
  await setUp({ say: () => undefined });
  const rows = [];
  for (const [name, run] of [
    ['types', () => checkTypes(where)],
    ['lint', () => lint(where)],
    ['jest', () => quickJest(where)],
  ])
    rows.push(await timed(name, run));
  return report(rows);
});
