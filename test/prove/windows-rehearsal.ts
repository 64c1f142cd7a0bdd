/** A rehearsal as a win32 process: served, onboarded, killed, found again, ended by Ctrl+C. rehearsal-here.mjs beside the built program, under Wine. */
import { copyFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../venue/free-port.js';
import { type Cases, toldCases } from './windows/told-cases.js';
import { driveFolder, inNode, powerShell, venueFolder } from './windows/wine.js';

const onWindows = 'C:\\rehearsal-proof';
const folder = join(driveFolder, 'rehearsal-proof');
/** A third of it on a quiet machine; the campaign is longer by no more. */
const RUN_MS = 90_000;

/** After layOut, as Node for Windows and the proof's programs lie there. Needs the build. */
export async function proveRehearsal(): Promise<Cases> {
  const ports = [`${await freePort()}`, `${await freePort()}`];
  const words = [`${onWindows}\\rehearsal-here.mjs`, onWindows, powerShell, ...ports];
  const told = await inNode(words, { limitMs: RUN_MS, prepare: layRehearsalOut });
  rmSync(folder, { recursive: true, force: true });
  return toldCases(told);
}

function layRehearsalOut(): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['scripts', 'dist', 'package.json', 'schema.graphql'])
    cpSync(name, join(folder, 'product', name), { recursive: true });
  copyFileSync('test/prove/windows/rehearsal-here.mjs', join(folder, 'rehearsal-here.mjs'));
  copyFileSync(join(venueFolder, 'test', 'fixtures', 'windows', 'ctrl-c.exe'), join(folder, 'ctrl-c.exe'));
}
