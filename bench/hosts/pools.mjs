/** Pools of warm hosts over the benches' own scripts and those of the tests. */
import { resolve } from 'node:path';

export const projectFolder = resolve(import.meta.dirname, '..', '..');
export const fixtures = `${projectFolder}/test/fixtures/scripts`;
const quiet = {
  debug() {},
  info() {},
  warn() {},
  error: (fields, message) => console.error(message, fields),
};

const { createPowerShellPool } = await import(`${projectFolder}/dist/src/powershell/pool/pool.js`);
const { findPowerShell } = await import(`${projectFolder}/dist/src/powershell/host/find-powershell.js`);

export async function findPinned() {
  const { found, passedOver } = await findPowerShell({ projectFolder });
  if (!found) throw new Error(`No PowerShell found. ${passedOver.join(' ')}`);
  return found;
}

/** A started pool and `call(script, parameters, more)`, which resolves to the output. */
export async function startPool(options = {}) {
  const scriptFolders = [fixtures, `${projectFolder}/bench/scripts`];
  const pool = createPowerShellPool({
    projectFolder,
    scriptFolders,
    spareStartAfterMs: 'never',
    log: quiet,
    ...options,
  });
  await pool.start();
  const call = async (script, parameters = {}, more = {}) =>
    (await pool.runner.run({ script, parameters, deadlineMs: 60_000, ...more })).output;
  const poolOf = (name) => pool.status().pools.find((each) => each.name === name);
  return { pool, call, readHost: () => poolOf('read').pid, stop: () => pool.stop() };
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Resolves once `holds()`; throws after `within` milliseconds. */
export async function until(holds, within, what) {
  const startedAt = performance.now();
  while (!holds()) {
    if (performance.now() - startedAt > within) throw new Error(`${what}: not within ${within} ms.`);
    await pause(5);
  }
  return performance.now() - startedAt;
}
