/** Of an install that is put back the folder for programs stays as it was: not there, or somebody's own. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyStep } from '../../src/machine/installation/copy-step.js';

test.each([
  ['one that was made for it goes', false],
  ['one that was there stays', true],
])('of the folder for programs, put back, %s', async (_, wasThere) => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-copy-'));
  try {
    const [source, programs] = [join(folder, 'unpacked'), join(folder, 'programs')];
    mkdirSync(source);
    writeFileSync(join(source, 'main.js'), 'runs');
    const sum = createHash('sha256').update('runs').digest('hex');
    writeFileSync(join(source, 'SHA256SUMS'), `${sum}  main.js\n`);
    if (wasThere) mkdirSync(programs);
    const step = copyStep({ host: { pathOf: (place) => place }, source }, join(programs, '1.0.0-01234567'));
    await step.work(() => undefined);
    expect(readdirSync(programs)).toEqual(['1.0.0-01234567']);
    await step.undo?.(() => undefined);
    expect(existsSync(programs)).toBe(wasThere);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
