#!/usr/bin/env node
/** `npm run pictures`: every view of the console and the IDE, in light and dark, to docs/pictures, from a rehearsal of its own. */
import { join } from 'node:path';
import { getNode, projectFolder } from './runtime.mjs';
import { build } from './setup/build.mjs';
import { runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';
import { ensureChromium } from './testing/browser.mjs';
import { runStage } from './testing/run-stage.mjs';

await runMain(async () => {
  const say = sayTo(process.stdout);
  await setUp({ say });
  await build({ say });
  say('browser', `Chromium ${await ensureChromium()}`);
  const jest = join(projectFolder, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  // Not named .test.ts: it is no test, and npm test has no time for it.
  const args = ['--testMatch', '<rootDir>/test/e2e/take-pictures.ts'];
  const { code } = await runStage(getNode().path, [...flags, jest, ...args], { cwd: projectFolder });
  return code;
});
