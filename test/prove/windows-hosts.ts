/** The bridge to PowerShell by Node for Windows and PowerShell for Windows, over a pipe of Windows: hosts-here.mjs as one file, under Wine. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { type Cases, toldCases } from './windows/told-cases.js';
import { inNode, powerShell, TRIES, venueDrive, venueFolder } from './windows/wine.js';

const RUN_MS = 600_000;

/** After layOut, as Node for Windows and the scripts lie there. */
export async function proveHosts(): Promise<Cases> {
  const bundle = await rolldown({ input: 'test/prove/windows/hosts-here.mjs', platform: 'node' });
  await bundle.write({ file: join(venueFolder, 'hosts-here.mjs'), format: 'esm' });
  for (const folder of ['test/fixtures/scripts', 'test/prove/windows/scripts'])
    cpSync(folder, join(venueFolder, folder), { recursive: true });
  const words = [`${venueDrive}\\hosts-here.mjs`, venueDrive, powerShell];
  return toldCases(await inNode(words, { limitMs: RUN_MS, tries: TRIES }));
}
