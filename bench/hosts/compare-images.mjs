/**
 * The pinned PowerShell with and without machine code in it, by turns in one run: `node bench/hosts/compare-images.mjs`, in a checkout that is
 * set up and built. Prints medians and the share that is left. Linux; exit code 2 where set-up made no images.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { findDotnet, powerShellDll, powerShellImages } from '../../bin/runtime.mjs';
import { median } from '../measure.mjs';
import { projectFolder } from './pools.mjs';

if (!existsSync(powerShellImages())) {
  console.error('Set-up made no images here. Run: npm run setup');
  process.exit(2);
}
const { startHost } = await import(`${projectFolder}/dist/powershell/start-host.js`);
const ROUNDS = 9;
/** Of /proc/<pid>/stat, in each second. */
const TICKS = 100;
const log = { debug() {}, info() {}, warn() {}, error: (fields, message) => console.error(message, fields) };
const modules = [
  'VenueError',
  'HostService.Rehearsal',
  'VenueHost.Rehearsal',
  'VenueFile.Rehearsal',
  'EventLog.Rehearsal',
  'VenueCloud',
].map((name) => `${projectFolder}/scripts/services/${name}.psm1`);

const measures = {
  'pwsh -NoProfile -Command exit, ms': ({ executable, leadingArguments }) => {
    const since = performance.now();
    execFileSync(executable, [...leadingArguments, '-NoProfile', '-NonInteractive', '-Command', 'exit']);
    return performance.now() - since;
  },
  'a host until ready, ms': async (command) => {
    const since = performance.now();
    const host = await start(command);
    const elapsed = performance.now() - since;
    await host.stop();
    return elapsed;
  },
  'a host until ready, processor ms': async (command) => {
    const host = await start(command);
    const stat = readFileSync(`/proc/${host.pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    await host.stop();
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS;
  },
};

function start(command) {
  return startHost({
    command,
    projectFolder,
    scripts: [],
    warmModules: modules,
    env: { VENUE_CONTROL_DATA: '/nowhere', VENUE_CONTROL_VENUE: 'rehearsal' },
    signal: AbortSignal.timeout(60_000),
    log,
  });
}

const sides = [powerShellDll(), powerShellImages()].map((dll) => ({
  executable: findDotnet(),
  leadingArguments: [dll],
}));
for (const [what, measure] of Object.entries(measures)) {
  const times = [[], []];
  for (let round = 0; round < ROUNDS; round += 1)
    for (const side of round % 2 === 0 ? [0, 1] : [1, 0]) times[side].push(await measure(sides[side]));
  const [plain, images] = times.map(median);
  console.log(
    `${what.padEnd(36)} ${plain.toFixed(0).padStart(6)} ${images.toFixed(0).padStart(6)}  ${(images / plain).toFixed(2)}`,
  );
}
