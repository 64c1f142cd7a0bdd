/** What `npm run prove -- windows --here` needs, checked before anything is done. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { projectFolder } from '../runtime.mjs';
import { Problem } from './problem.mjs';

const own = ['proof', 'trust-certificate'];
/** What nothing on Windows can make: compiled and signed on Debian. */
const compiled = ['service.exe', 'package.msi'].map((name) => join('test', 'fixtures', 'windows', name));
const making = 'On Debian: npm run package -- FOLDER --proof; unpack the archive on this machine';

/** Answers whether packages are all that the run needs set up. Throws a Problem where the words don't fit one another or this machine. */
export function confirmHere(name, said, platform = process.platform) {
  if (!said.here) {
    const alone = own.find((option) => said[option] !== undefined);
    if (alone)
      throw new Problem(`--${alone} goes with --here: npm run prove -- windows --here --proof FOLDER.`);
    return { bare: false };
  }
  if (name !== 'windows')
    throw new Problem(
      `Only windows is run on the machine itself: npm run prove -- windows --here, not ${name}.`,
    );
  const other = Object.keys(said).find((option) => option !== 'here' && !own.includes(option));
  if (other) throw new Problem(`--here takes --proof FOLDER and --trust-certificate, and not --${other}.`);
  if (platform !== 'win32')
    throw new Problem(
      `--here is for the Windows machine itself, and this is ${platform}. Here npm run prove -- windows runs the same suites under Wine. ` +
        'For a Windows machine: npm run package -- FOLDER --proof, then docs/how-to/first-run-on-windows.md.',
    );
  if (said.proof === undefined)
    throw new Problem(
      `The programs that the suites run can't be compiled on Windows. ${making}, and name its folder: --proof FOLDER.`,
    );
  const folder = resolve(projectFolder, said.proof);
  const missing = compiled.find((file) => !existsSync(join(folder, file)));
  if (missing)
    throw new Problem(
      `${folder} is no unpacked archive of the proof: there is no ${missing} in it. ${making}.`,
    );
  return { bare: true };
}
