#!/usr/bin/env node
/** `npm start`: set-up, build when stale, then `venue-control serve` under Node 24. Every argument is passed to it. */
import { findNode } from './runtime.mjs';
import { build, isStale } from './setup/build.mjs';
import { launch } from './setup/launch.mjs';
import { runMain } from './setup/problem.mjs';
import { sayTo, setUp } from './setup/set-up.mjs';

const help = `Usage: npm start [-- <options of serve>]

Sets up what is missing, builds what is stale, then runs: venue-control serve
Prints "Ready: <address>" when the first query would be answered. Ctrl+C ends it.
`;

await runMain(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    process.stdout.write(help);
    return findNode() && !isStale() ? await launch(['serve', '--help']) : 0;
  }
  const say = sayTo(process.stdout);
  await setUp({ say });
  await build({ say });
  return await launch(['serve', ...args]);
});
