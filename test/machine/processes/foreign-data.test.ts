/** An upgrade of data in which something is another account's: no server would start with it, so nothing is stopped. Its remedy is carried out by a shell. */
import { execFileSync } from 'node:child_process';
import { chownSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { planUpgrade } from '../../../src/machine/installation/install.js';
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

test('what a disk keeps for itself is not given away: a folder on it is used, by a link', async () => {
  install();
  const [disk, found] = [join(machine.host.data, 'backups'), put('backups', 'lost+found')];
  const named = makeForeign(found);
  const { remedy } = await refusalOf(true);
  expect(remedy).toContain(named === found ? `umount '${disk}'` : 'set VENUE_CONTROL_DATA');
  if (!isRoot) return;
  expect(remedy).not.toContain('chown');
  const elsewhere = join(machine.folder, 'mounted elsewhere');
  renameSync(disk, elsewhere);
  mkdirSync(join(elsewhere, 'its own'), { mode: 0o700 });
  symlinkSync(join(elsewhere, 'its own'), disk);
  await upgrade(true);
});

async function refusalOf(backup: boolean): Promise<Error & { readonly remedy: string }> {
  const error = await upgrade(backup).then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'FILE_NOT_WRITTEN' });
  return error as Error & { readonly remedy: string };
}
