/** What is asked of systemd, by a stand-in for systemctl that writes down each call and refuses what it is told to; and that a terminal's Ctrl+C doesn't end it. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linuxHost } from '../../../src/machine/installation/linux-host.js';
import { type RunAs, runProgram } from '../../../src/machine/installation/run-program.js';
import { ourselves } from './planned-machine.js';

let folder: string;
const path = process.env['PATH'];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-control-systemctl-'));
  const file = join(folder, 'systemctl');
  writeFileSync(file, `#!/bin/sh\necho "$*" >> "${folder}/calls"\n[ "$1" != reset-failed ]\n`);
  chmodSync(file, 0o755);
  process.env['PATH'] = `${folder}:${path}`;
});
afterEach(() => {
  process.env['PATH'] = path;
  rmSync(folder, { recursive: true });
});

test('a start comes after the count of failed ones was set back, also where there was none', async () => {
  await linuxHost({}).start();
  expect(readFileSync(join(folder, 'calls'), 'utf8')).toBe(
    'reset-failed venue-control.service\nstart venue-control.service\n',
  );
});

test('a machine that systemd does not run is refused before anything is done, with what can be done there', async () => {
  const booted = join(folder, 'none');
  await expect(linuxHost({ booted }).requireAdministrator()).rejects.toMatchObject({
    code: 'NOT_AVAILABLE_YET',
    message: expect.stringContaining('Nothing was changed.'),
    remedy: expect.stringMatching(/"venue-control serve".+--root/),
  });
  await expect(linuxHost({ booted, root: folder }).requireAdministrator()).resolves.toBeUndefined();
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});

test('an image is made, and taken away, without systemd', async () => {
  const root = join(folder, 'image');
  const host = linuxHost({ root });
  await host.register({ program: '/opt/venue-control/1', data: '/var/lib/venue-control', needs: [] });
  expect(existsSync(join(root, 'etc/systemd/system/venue-control.service'))).toBe(true);
  await host.unregister();
  expect(existsSync(join(root, 'etc/systemd/system/venue-control.service'))).toBe(false);
  expect(existsSync(join(folder, 'calls'))).toBe(false);
});

test("as an account it is told nothing of our environment but where programs are, which may hold root's secrets", async () => {
  const [uid, gid] = [process.geteuid?.() ?? 0, process.getegid?.() ?? 0];
  const printed = (how: RunAs) => runProgram('/usr/bin/env', [], how);
  process.env['ROOTS_SECRET'] = 'x';
  try {
    expect(await printed({})).toContain('ROOTS_SECRET=x');
    expect((await printed({ uid, gid })).trim()).toBe(`PATH=${process.env['PATH']}`);
    expect((await printed({ uid, gid, env: { ONLY: 'this' } })).trim()).toBe('ONLY=this');
  } finally {
    delete process.env['ROOTS_SECRET'];
  }
});

test('what is run is of a group of its own, to which no terminal sends Ctrl+C; how it ended is said in its words', async () => {
  const group = await runProgram('/bin/sh', [
    '-c',
    'ps -o pgid= -p $$ 2>/dev/null || cut -d" " -f5 /proc/$$/stat; echo $$',
  ]);
  const [its, id] = group.trim().split(/\s+/);
  expect(its).toBe(id);
  await expect(runProgram('/bin/sh', ['-c', 'echo why >&2; exit 3'])).rejects.toMatchObject({ said: 'why' });
  await expect(runProgram('/bin/sh', ['-c', 'exit 3'])).rejects.toMatchObject({ said: 'it ended with 3' });
  await expect(runProgram(join(folder, 'none'), [])).rejects.toMatchObject({
    said: expect.stringContaining('ENOENT'),
  });
});

describe('the account of the service', () => {
  const { uid } = ourselves();
  // Only root may run something as somebody else.
  const [its, group] = uid === 0 ? [4242, 4243] : [uid, ourselves().gid];
  const putTool = (name: string, text: string) => {
    writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
    chmodSync(join(folder, name), 0o755);
  };

  test('is whom the system says, for what is run and for what is asked of it beforehand', async () => {
    putTool('id', `[ "$*" = "-u venue-control" ] && echo ${its} || echo ${group}`);
    putTool('venue-control', 'command -p id -u; command -p id -g');
    chmodSync(folder, 0o755);
    const host = linuxHost({});
    expect(await host.runsAs()).toEqual({ name: 'venue-control', uid: its, gid: group });
    expect(await host.run({ program: folder, data: folder, needs: [] }, [])).toBe(`${its}\n${group}\n`);
  });

  test('that the system does not know is said, with the command that makes it', async () => {
    putTool('id', 'echo "no such user" >&2; exit 1');
    await expect(linuxHost({}).runsAs()).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining('no such user'),
      remedy: expect.stringContaining('systemd-sysusers /etc/sysusers.d/venue-control.conf'),
    });
  });
});
