/** The command that a refused restore shows, held to a real shell. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTrustedBackup } from '../../../src/machine/trusted-backup.js';

test('is taken as it stands, whatever somebody named the folder; the copy is not refused for the same reason again', () => {
  const home = mkdtempSync(join(tmpdir(), 'venue-control-remedy-'));
  try {
    const folder = join(home, "it's $(touch PWNED) `x` \\");
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const look = () => requireTrustedBackup(folder, { files: {} }, home);
    const remedy = remedyOf(look);
    const [, words] = /\(cp -rL (.+) COPY, then/.exec(remedy) ?? [];
    expect(execFileSync('/bin/sh', ['-c', `printf '%s' ${words}`], { encoding: 'utf8' })).toBe(folder);
    expect(remedy).toContain('nobody else may change the folder that COPY is in, or one above, either');
  } finally {
    rmSync(home, { recursive: true });
  }
});

function remedyOf(look: () => void): string {
  try {
    look();
  } catch (error) {
    return (error as { remedy: string }).remedy;
  }
  throw new Error('It was not refused.');
}
