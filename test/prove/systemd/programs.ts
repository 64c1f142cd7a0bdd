/** Three programs on the machine: the archive for Linux as it is made, the same as a newer version, and a third that doesn't start. */
import { createHash } from 'node:crypto';
import { linkSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { machineFolder, run } from './machine-folder.js';

/** On the machine: below it 1, 2 and 3. */
export const unpacked = '/srv/unpacked';
export const programOf = (name: '1' | '2' | '3') => `${unpacked}/${name}/venue-control`;

/** Spoils the state as a newer version may, and says why it ends. */
const BROKEN = `if (process.argv[2] === 'serve') {
  const { appendFileSync } = await import('node:fs');
  appendFileSync(process.env.VENUE_CONTROL_DATA + '/state.sqlite', 'spoilt');
  process.stderr.write('It is broken on purpose.\\n');
  process.exit(1);
}
`;

export function unpackPrograms(): void {
  const to = join(machineFolder, unpacked);
  mkdirSync(to, { recursive: true });
  const archives = mkdtempSync(join(tmpdir(), 'venue-control-archive-'));
  try {
    run(process.execPath, ['bin/package.mjs', archives, '--only', 'linux-x64']);
    const [archive = ''] =
      readFileSync(join(archives, 'SHA256SUMS'), 'utf8').match(/venue-control\S+\.tar\.gz/) ?? [];
    mkdirSync(join(to, '1'));
    run('tar', ['-xzf', join(archives, archive), '--strip-components=1', '-C', join(to, '1')]);
  } finally {
    rmSync(archives, { recursive: true, force: true });
  }
  makeNext(join(to, '1'), join(to, '2'), '0.2.0', (bundle) => bundle);
  makeNext(join(to, '1'), join(to, '3'), '0.3.0', (bundle) => BROKEN + bundle);
}

/** What a site sets for itself, which no upgrade touches: a rehearsed sync of a third of a minute, long enough to be met in its middle. */
export function putSettings(): void {
  writeFileSync(join(machineFolder, 'etc', 'venue-control.env'), 'VENUE_CONTROL_REHEARSAL_PACE=0.3\n');
}

/** The same files, but for what says its version and what runs. */
function makeNext(first: string, folder: string, version: string, change: (bundle: string) => string): void {
  const own: Record<string, (text: string) => string> = {
    'package.json': (text) => text.replace(/"version": "[^"]+"/, `"version": "${version}"`),
    'dist/bundle/main.js': change,
  };
  const lines = readFileSync(join(first, 'SHA256SUMS'), 'utf8').trim().split('\n');
  const sums = lines.map((line) => {
    const [, file = ''] = line.split('  ');
    const [from, to] = [join(first, file), join(folder, file)];
    mkdirSync(dirname(to), { recursive: true });
    const changed = own[file]?.(readFileSync(from, 'utf8'));
    if (changed === undefined) {
      linkSync(from, to);
      return line;
    }
    writeFileSync(to, changed, { mode: statSync(from).mode });
    return `${createHash('sha256').update(changed).digest('hex')}  ${file}`;
  });
  writeFileSync(join(folder, 'SHA256SUMS'), `${sums.join('\n')}\n`);
}
