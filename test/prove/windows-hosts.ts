/** The bridge to PowerShell by Node for Windows and PowerShell for Windows, over a pipe of Windows: hosts-here.mjs as one file, under Wine. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { toldCases } from './windows/told-cases.js';
import { inDebian, TRIES, venueDrive, venueFolder } from './windows/wine.js';

const RUN_MS = 600_000;

/** After layOut, as Node for Windows and the scripts lie there. */
export async function proveHosts(): Promise<{ held: readonly string[]; untrue: readonly string[] }> {
  const bundle = await rolldown({ input: 'test/prove/windows/hosts-here.mjs', platform: 'node' });
  await bundle.write({ file: join(venueFolder, 'hosts-here.mjs'), format: 'esm' });
  for (const folder of ['test/fixtures/scripts', 'test/prove/windows/scripts'])
    cpSync(folder, join(venueFolder, folder), { recursive: true });
  const told = await inDebian(
    [
      ...['wine64', `${venueDrive}\\test\\fixtures\\windows\\console.exe`],
      ...[`${venueDrive}\\node\\node.exe`, `${venueDrive}\\hosts-here.mjs`],
      ...[venueDrive, 'C:\\Program Files\\PowerShell\\7\\pwsh.exe'],
    ],
    { limitMs: RUN_MS, tries: TRIES },
  );
  return toldCases(told);
}
