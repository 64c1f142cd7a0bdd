/** `backup` and `restore`, as a person and a script run them. */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { inFolder, runCommand } from './run-command.js';

test('a backup is taken, verified and restored, in words and as JSON', async () => {
  await inFolder(async (env, home) => {
    const data = join(home, 'data');
    const run = (...words: string[]) => runCommand(words, { env: { ...env, VENUE_CONTROL_DATA: data } });
    await run('migrate');
    const taken = JSON.parse((await run('backup', join(home, 'one'), '--json')).stdout);
    expect(taken).toMatchObject({
      folder: join(home, 'one'),
      hasKeys: true,
      files: expect.arrayContaining(['keys/audit.key']),
    });
    expect((await run('backup', join(home, 'two'))).stdout).toContain(', verified, in ');
    rmSync(join(data, 'keys', 'audit.key'));
    const refused = await run('migrate');
    expect([refused.status, refused.stderr]).toEqual([
      1,
      expect.stringMatching(/audit\.key is missing\.\n.*venue-control restore/),
    ]);
    const { status, stdout } = await run('restore', join(home, 'one'), '--json');
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      { backup: { id: taken.id, takenAt: taken.takenAt }, keptIn: expect.any(String), active: 0 },
    ]);
    expect((await run('migrate')).status).toBe(0);
    expect((await run('restore', join(home, 'two'))).stdout).toContain('All clerks must sign in again.');
  });
}, 60_000);

test('a mistake changes nothing and says what to do', async () => {
  await inFolder(async (env, home) => {
    const env2 = { ...env, VENUE_CONTROL_DATA: join(home, 'data') };
    const { status, stderr } = await runCommand(['restore', join(home, 'nothing')], { env: env2 });
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/There is no backup in .*\n.*venue-control backup/),
    ]);
    expect(existsSync(join(home, 'data', 'state.sqlite'))).toBe(false);
    expect((await runCommand(['backup', '--help'], { env: env2 })).stdout).toContain(
      'protect it like the data folder',
    );
  });
}, 60_000);
