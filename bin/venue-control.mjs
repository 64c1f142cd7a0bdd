#!/usr/bin/env node
/** The command line: builds when stale, then runs the program under Node 24 with the same arguments. Never sets up automatically. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findNode, projectFolder } from './runtime.mjs';
import { build } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';
import { Problem, runMain } from './setup/problem.mjs';
import { sayTo } from './setup/set-up.mjs';

await runMain(async () => {
  if (!existsSync(join(projectFolder, 'node_modules', '.package-lock.json')) || !findNode()) {
    throw new Problem(
      'venue-control is not set up yet. Run: npm run setup (or npm start, which sets up and serves)',
    );
  }
  // Never on stdout: a script may be reading JSON there.
  await build({ say: sayTo(process.stderr) });
  return await launch(process.argv.slice(2));
});
