/** An upgrade of data in which something is another account's: no server would start with it, so nothing is stopped. Its remedy is carried out by a shell. */
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planUpgrade } from '../../../src/machine/installation/install.js';
import { keepPrivate, requireOwn } from '../../../src/machine/private-folder.js';
import { beginMachine, endMachine, install, machine, ourselves, parts } from './planned-machine.js';

beforeEach(beginMachine);
afterEach(endMachine);

const isRoot = ourselves().uid === 0;

/** Only root can give one file away: where it is another who runs this, the service is a third's, and all of the data are foreign to it. */
function makeForeign(path: string): string {
  if (isRoot) {
    chownSync(path, 4343, 4343);
    return path;
  }
  const [uid, gid] = [ourselves().uid + 1, ourselves().gid];
  machine.host = { ...machine.host, runsAs: async () => ({ name: `${uid}`, uid, gid }) };
  return machine.host.data;
}

function put(...names: readonly string[]): string {
  const path = join(machine.host.data, ...names);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(path, '');
  return path;
}

const upgrade = (backup: boolean) => planUpgrade(parts(), { backup });

test.each([true, false])(
  'what somebody else copied below is named before anything is stopped, and the remedy does (a backup: %s)',
  async (backup) => {
    install();
    const found = makeForeign(put('backups', 'copied', 'state.sqlite'));
    const refusal = await refusalOf(backup);
    expect(refusal.message).toMatch(new RegExp(`^${found} belongs to another account .* no server starts`));
    expect(machine.did).toEqual([]);
    if (!isRoot) return;
    const [give = ''] = /chown -R -h \S+ '.+?'/.exec(refusal.remedy) ?? [];
    execFileSync('/bin/sh', ['-c', give]);
    await upgrade(backup);
  },
);

test("what a disk keeps in its root for root alone is nobody else's: an upgrade, and a start, go on beside it", () => {
  const account = { ...ourselves(), ...(isRoot ? { uid: 4343, name: '4343' } : {}) };
  const disk = join(machine.folder, 'disk');
  mkdirSync(join(disk, 'lost+found'), { recursive: true, mode: 0o700 });
  if (isRoot) chownSync(disk, account.uid, account.uid);
  requireOwn(disk, account);
  keepPrivate(disk, account.uid);
  if (!isRoot) return;
  chmodSync(join(disk, 'lost+found'), 0o755);
  expect(() => requireOwn(disk, account)).toThrow('lost+found belongs to another account (0)');
  expect(() => keepPrivate(disk, account.uid)).toThrow('lost+found belongs to another account (0)');
});

test('no command has root follow a path that the account itself may lead elsewhere', async () => {
  install();
  makeForeign(put('deep', 'copied'));
  const { remedy } = await refusalOf(true);
  expect(remedy).not.toContain('deep');
  chmodSync(machine.folder, 0o777);
  expect((await refusalOf(true)).remedy).not.toContain('chown');
});

async function refusalOf(backup: boolean): Promise<Error & { readonly remedy: string }> {
  const error = await upgrade(backup).then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN' });
  return error as Error & { readonly remedy: string };
}
