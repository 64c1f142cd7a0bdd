#!/usr/bin/env node
/** `npm run build:console`: console/ to dist/console, also when nothing has changed. */
import { projectFolder } from './runtime.mjs';
import { bundleConsole } from './setup/build-console.mjs';
import { withLock } from './setup/lock.mjs';
import { runMain } from './setup/problem.mjs';
import { lockOf, sayTo } from './setup/set-up.mjs';

await runMain(async () => {
  await withLock(lockOf(projectFolder), sayTo(process.stdout), () => bundleConsole(projectFolder));
  return 0;
});
