/** A plan that was begun is carried out, even if no one watches any more: a service that was stopped is started again. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test('is carried out when its terminal goes away in the middle', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'venue-control-terminal-'));
  const done = join(folder, 'done');
  try {
    const words = ['--import', './test/fixtures/typescript-hooks.mjs', 'test/fixtures/plan-program.ts', done];
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    await once(child.stdout, 'data');
    child.stdout.destroy();
    child.stderr.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
    expect(existsSync(done)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 30_000);
