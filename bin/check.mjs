#!/usr/bin/env node
/** `npm run check [PATH...] [--watch]`: what can be known within a minute, for the inner loop; `npm test` is the whole. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from './runtime.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { setUp } from './setup/set-up.mjs';
import { lint } from './testing/lint.mjs';
import { quickFolders } from './testing/quick.mjs';
import { report, timed } from './testing/report.mjs';
import { checkTypes, pester, quickJest } from './testing/stages.mjs';

const help = `Usage: npm run check [PATH...] [-- --watch]

For the inner loop, within a minute on two cores: no build, no server, no browser, no PowerShell host.

types   src, rehearsal, tests and console
lint    format and lint of everything, documents, words (npm run format puts right what it can)
jest    test/*.test.ts and test/{${quickFolders.join(',')}},
        without their folders called processes
pester  lint of the scripts, and the Pester tests with the tag Quick

PATH     a file or folder: of test, its quick tests; of src, console or rehearsal, the quick tests that import it; of scripts, pester
--watch  runs jest again after each change, until Ctrl+C; types, lint and pester are left out

npm test runs everything, as it must be before a merge; npm test -- test/storage one folder or file, slow tests included.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(help);
    return 0;
  }
  const paths = args.filter((arg) => arg !== '--watch');
  const unknown = paths.find((path) => !/^(src|console|rehearsal|test|scripts|bin)(\/|$)/.test(path));
  const missing = paths.find((path) => !existsSync(join(projectFolder, path)));
  if (missing) throw new Problem(`There is no ${missing}.`);
  if (unknown)
    throw new Problem(
      `npm run check takes files and folders of src, console, rehearsal, test, scripts and bin, not "${unknown}".`,
    );
  const where = { project: projectFolder, env: process.env, ring: 'quick', paths };
  const isWatching = args.includes('--watch');
  // Prints nothing while there is nothing to do.
  await setUp({ test: true, say: () => undefined });
  if (isWatching) return (await quickJest({ ...where, isWatching })).failed > 0 ? 1 : 0;
  const rows = [];
  const stage = async (name, run) => rows.push(await timed(name, run));
  const hasScripts =
    paths.length === 0 || paths.some((path) => /^(scripts|test\/(scripts|module))(\/|$)/.test(path));
  const hasCode =
    paths.length === 0 ||
    paths.some((path) => /^(src|console|rehearsal|test|bin)(\/|$)/.test(path) && !/\.Tests\.ps1$/.test(path));
  const slow = Promise.all(hasScripts ? [stage('pester', () => pester(where))] : []);
  await stage('types', () => checkTypes(where));
  await stage('lint', () => lint(where));
  if (hasCode) await stage('jest', () => quickJest(where));
  await slow;
  return report(rows);
});
