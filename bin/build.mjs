#!/usr/bin/env node
/** `npm run build`: src and rehearsal to dist and its bundle, and the console, also when nothing has changed. */
import { build } from './setup/build.mjs';
import { runMain } from './setup/problem.mjs';
import { sayTo } from './setup/set-up.mjs';

await runMain(() => build({ say: sayTo(process.stdout), always: true }));
