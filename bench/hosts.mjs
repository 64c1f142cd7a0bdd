/**
 * What a PowerShell call costs here, against its peers, interleaved so that a busy machine slows all of them alike.
 * Run: npm run build && node bench/hosts.mjs   (Node 24; about half a minute). The rest of the table is issue C's.
 */
import { execFile } from 'node:child_process';
import { resolve } from 'node:path';
import { promisify } from 'node:util';

const project = resolve(import.meta.dirname, '..');
const dist = process.argv[2] ?? `${project}/dist`;
const { createPowerShellPool } = await import(`${dist}/powershell/pool.js`);
const { findPowerShell } = await import(`${dist}/powershell/find-powershell.js`);
const quiet = { debug() {}, info() {}, warn() {}, error: console.error };

const { found } = await findPowerShell({ projectFolder: project });
const folder = `${project}/test/fixtures/scripts`;
const pool = createPowerShellPool({ projectFolder: project, scriptFolders: [folder], log: quiet });
await pool.start();

const spawnWords = [
  ...found.leadingArguments,
  '-NoProfile',
  '-NonInteractive',
  '-File',
  `${folder}/Get-Echo.ps1`,
  '-Value',
  'x',
];
const call = (script, parameters) => pool.runner.run({ script, parameters, deadlineMs: 60_000 });
const rows = {
  'a pwsh per call': () => promisify(execFile)(found.executable, spawnWords),
  'read, warm': () => call('Get-Echo', { Value: 'x' }),
  'operation, fresh runspace': () => call('Invoke-End', { Mode: 'fine' }),
  '1,000 objects': () => call('Get-Many', { Count: 1000 }),
  '10,000 objects': () => call('Get-Many', { Count: 10_000 }),
};
const times = Object.fromEntries(Object.keys(rows).map((name) => [name, []]));
const repeats = {
  'a pwsh per call': 1,
  '10,000 objects': 1,
  '1,000 objects': 3,
  'operation, fresh runspace': 3,
};
for (let round = 0; round < 15; round++) {
  for (const [name, run] of Object.entries(rows)) {
    for (let n = 0; n < (repeats[name] ?? 30); n++) {
      const startedAt = performance.now();
      await run();
      times[name].push(performance.now() - startedAt);
    }
  }
}
for (const [name, taken] of Object.entries(times)) {
  taken.sort((a, b) => a - b);
  const at = (part) => taken[Math.floor(taken.length * part)].toFixed(2).padStart(9);
  console.log(`${name.padEnd(28)} p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   n ${taken.length}`);
}
await pool.stop();
