/** SHA256SUMS beside what `npm run package` has made, in one call or in two. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeChecksums } from '../../bin/packaging/package-program.mjs';

test('a second call keeps what the first has made, again what it made again, and nothing that is gone', () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-checksums-'));
  try {
    for (const name of ['program.zip', 'gone.zip']) writeFileSync(join(folder, name), name);
    writeChecksums(folder, ['program.zip', 'gone.zip']);
    rmSync(join(folder, 'gone.zip'));
    writeFileSync(join(folder, 'proof.zip'), 'proof');
    writeChecksums(folder, ['proof.zip']);
    for (const name of ['proof.zip', 'program.zip']) writeFileSync(join(folder, name), `${name} again`);
    writeChecksums(folder, ['proof.zip']);
    const lines = readFileSync(join(folder, 'SHA256SUMS'), 'utf8').trimEnd().split('\n');
    expect(lines.map((line) => line.slice(66))).toEqual(['program.zip', 'proof.zip']);
    const ofNow = (name: string) => createHash('sha256').update(`${name} again`).digest('hex');
    expect(lines.map((line) => line.slice(0, 64))).toEqual([ofNow('program.zip'), ofNow('proof.zip')]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
