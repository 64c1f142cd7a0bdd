/** Three programs to install one after the other: the archive for Windows as it is made, the same as a newer version, and a third that spoils the state and doesn't start. */
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from './run.js';
import { driveFolder, venueFolder } from './wine.js';

export const archivesFolder = join(driveFolder, 'venue-upgrade');
export const archivesOnWindows = 'C:\\venue-upgrade';
/** Asked to serve it spoils the state, as a newer version may, and says why it ends; it does anything else as well as the others. */
const BROKEN = `if (process.argv[2] === 'serve') {
  const { appendFileSync } = await import('node:fs');
  appendFileSync(process.env.VENUE_CONTROL_DATA + '/state.sqlite', 'spoilt');
  process.stderr.write('It is broken on purpose.\\n');
  process.exit(1);
}
`;

/** Below `archivesFolder`: 1, 2 and 3; after layOut, whose console.exe gives each program's PowerShell the console that Wine doesn't. */
export function unpackArchives(): void {
  rmSync(archivesFolder, { recursive: true, force: true });
  mkdirSync(archivesFolder);
  const made = mkdtempSync(join(tmpdir(), 'venue-control-archive-'));
  try {
    run(process.execPath, ['bin/package.mjs', made, '--only', 'win-x64']);
    const [archive = ''] =
      readFileSync(join(made, 'SHA256SUMS'), 'utf8').match(/venue-control\S+\.zip/) ?? [];
    run('unzip', ['-q', join(made, archive), '-d', made]);
    const unpacked = join(made, archive.slice(0, -'.zip'.length));
    makeAtHome(unpacked);
    // The temporary folder may be another disk.
    run('cp', ['-r', unpacked, join(archivesFolder, '1')]);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
  const first = join(archivesFolder, '1');
  makeNext(first, '2', '0.2.0', (bundle) => bundle);
  makeNext(first, '3', '0.3.0', (bundle) => BROKEN + bundle);
}

/** Wine gives a service no console. It has no access lists: everything belongs to its one user, who is no administrator by Windows' numbers, and what Unix lets others read it says of everyone. */
function makeAtHome(program: string): void {
  const shell = join(program, 'powershell');
  renameSync(join(shell, 'pwsh.exe'), join(shell, 'pwsh-7.exe'));
  copyFileSync(join(venueFolder, 'test', 'fixtures', 'windows', 'console.exe'), join(shell, 'pwsh.exe'));
  const access = 'scripts/services/FolderAccess.ps1';
  appendFileSync(join(program, access), "\r\n$script:Keepers += 'S-1-5-21-0-0-0-1000', 'S-1-1-0'\r\n");
  const sums = join(program, 'SHA256SUMS');
  const changed = ['powershell/pwsh.exe', 'powershell/pwsh-7.exe', access];
  const others = readFileSync(sums, 'utf8')
    .trim()
    .split('\n')
    .filter((line) => !changed.includes(line.split('  ')[1] ?? ''));
  const ours = changed.map((name) => `${sha256(join(program, name))}  ${name}`);
  writeFileSync(sums, `${[...others, ...ours].join('\n')}\n`);
}

/** The same files, but for what says its version and what runs. */
function makeNext(first: string, name: string, version: string, change: (bundle: string) => string): void {
  const folder = join(archivesFolder, name);
  const own: Record<string, (text: string) => string> = {
    'package.json': (text) => text.replace(/"version": "[^"]+"/, `"version": "${version}"`),
    'dist/bundle/main.js': change,
  };
  const lines = readFileSync(join(first, 'SHA256SUMS'), 'utf8').trim().split('\n');
  const sums = lines.map((line) => {
    const [sum = '', file = ''] = line.split('  ');
    const to = join(folder, file);
    mkdirSync(dirname(to), { recursive: true });
    const changed = own[file];
    if (!changed) {
      linkSync(join(first, file), to);
      return `${sum}  ${file}`;
    }
    writeFileSync(to, changed(readFileSync(join(first, file), 'utf8')));
    return `${sha256(to)}  ${file}`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`);
}

const sha256 = (file: string) => createHash('sha256').update(readFileSync(file)).digest('hex');
