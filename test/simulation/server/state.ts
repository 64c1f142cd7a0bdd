/** The state database of a run: the real store over a fresh SQLite file, in memory where the machine has such a folder. */
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KeptState } from '../../../src/domain/ports/kept-state.js';
import { openState } from '../../storage/engines.js';

/** Linux keeps it in memory: a write costs no fsync, which no simulated kill would lose. */
const MEMORY = '/dev/shm';

let migrated: Promise<string> | undefined;

export async function openSimulatedState(
  onStatement: () => void,
): Promise<{ readonly state: KeptState; close(): Promise<void> }> {
  const folder = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'simulated-'));
  const file = join(folder, 'state.sqlite');
  migrated ??= migrate();
  copyFileSync(await migrated, file);
  const state = await openState(file, { onStatement });
  return {
    state,
    async close() {
      await state.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Made once for all runs of this process. */
async function migrate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'simulated-'));
  const file = join(folder, 'state.sqlite');
  await (await openState(file)).close();
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  return file;
}
