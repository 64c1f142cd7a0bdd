/** The folder of an upgrade's backups, asked of real modes, owners and links, and of a process of the account's; each remedy is carried out by a shell. */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireBackupPlace } from '../../../src/machine/installation/backup-place.js';
import type { RunsAs } from '../../../src/machine/installation/host-system.js';
import { ourselves } from './planned-machine.js';

const isRoot = ourselves().uid === 0;
const numbered = (uid: number): RunsAs => ({ name: `${uid}`, uid, gid: uid });
/** Root may write anywhere, so where the tests are run by root the service has an account as it would. */
const service = isRoot ? numbered(4242) : ourselves();
let home: string;
let data: string;
let backups: string;
let disk: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "venue-control-it's-")));
  chmodSync(home, 0o711);
  [data, disk] = [join(home, 'data'), join(home, 'disk')];
  backups = join(data, 'backups');
  for (const folder of [data, disk]) put(folder, 0o700);
});
afterEach(() => {
  for (const folder of [data, disk]) chmodSync(folder, 0o700);
  rmSync(home, { recursive: true });
});

function put(folder: string, mode: number, owner: number = service.uid): void {
  mkdirSync(folder);
  chmodSync(folder, mode);
  if (isRoot) chownSync(folder, owner, owner);
}

const look = (account: RunsAs | undefined = service) =>
  requireBackupPlace({ runsAs: async () => account }, data);

interface Refusal {
  readonly message: string;
  readonly remedy: string;
}

async function refusalOf(account?: RunsAs): Promise<Refusal> {
  const error = await look(account).then(
    () => new Error('It was not refused.'),
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ code: 'BAD_USER_INPUT', remedy: expect.stringContaining('--no-backup') });
  return error as Refusal & Error;
}

/** The command that begins so, as it stands in the remedy. */
function carryOut(remedy: string, command: RegExp): void {
  const [found] = command.exec(remedy) ?? [];
  if (found === undefined) throw new Error(`${command} is not in: ${remedy}`);
  execFileSync('/bin/sh', ['-c', found]);
}
const UNLINK = /rm '.+?'(?=: a folder is made)/;
const MOVE = /mv '.+?' '.+?'(?=, or umount)/;

test.each<[string, () => void]>([
  ['is not there yet', () => undefined],
  ["is the account's alone", () => put(backups, 0o700)],
  ['is open, in a data folder that lets nobody else through', () => put(backups, 0o777)],
  ["is a link to what is the account's alone", () => symlinkSync(disk, backups)],
  [
    "is a link to a folder in which nobody may move another account's",
    () => {
      chmodSync(disk, 0o1777);
      symlinkSync(disk, backups);
    },
  ],
])('a folder that %s is well', async (_, make) => {
  make();
  await look();
});

test('of a link what it leads to is named, and left alone by the remedy, which takes the link away', async () => {
  symlinkSync(disk, backups);
  chmodSync(disk, 0o777);
  const { message, remedy } = await refusalOf();
  expect(message).toContain(`: ${disk} may be written by everybody.`);
  carryOut(remedy, UNLINK);
  await look();
  expect(existsSync(disk)).toBe(true);
});

test("another account's folder is refused, which that account may always open again, also where that one has the data folder", async () => {
  symlinkSync(disk, backups);
  const [owner, asked] = isRoot ? [4343, service] : [service.uid, numbered(service.uid + 1)];
  if (isRoot) for (const path of [data, disk]) chownSync(path, owner, owner);
  chmodSync(data, 0o755);
  const { message } = await refusalOf(asked);
  expect(message).toContain(`${disk} belongs to account ${owner}.`);
});

test.each([
  ["a system's folder", '/etc'],
  ['the root of all', '/'],
  ['the folder that the data folder is in', '..'],
  ['a folder for programs that may be empty', '/usr/local/bin'],
])('no command has root give away %s, to which the account could link', async (_, target) => {
  symlinkSync(target, backups);
  const { remedy } = await refusalOf();
  expect(remedy).not.toMatch(/chown|chmod|install -d/);
  carryOut(remedy, UNLINK);
  await look();
});

test('what somebody else may exchange by a folder far above is refused, and that folder named', async () => {
  const open = join(home, 'open');
  put(open, 0o755, 0);
  put(join(open, 'between'), 0o755);
  put(join(open, 'between', 'far'), 0o700);
  symlinkSync(join(open, 'between', 'far'), backups);
  await look();
  chmodSync(open, 0o777);
  const { message, remedy } = await refusalOf();
  expect(message).toContain(`: ${open} may be written by everybody.`);
  carryOut(remedy, UNLINK);
  await look();
});

test('one in which the account can make nothing, as where a disk is not mounted, is refused, by what its own process says', async () => {
  symlinkSync(disk, backups);
  chmodSync(disk, 0o555);
  const { message, remedy } = await refusalOf();
  expect(message).toBe(`The service's account, ${service.name}, can't make a backup in ${disk}.`);
  expect(remedy).toMatch(/^Where a disk belongs there, mount it\./);
  carryOut(remedy, UNLINK);
  await look();
});

test('one in the data folder is opened by a command of the account itself, which leads root nowhere', async () => {
  put(backups, 0o500);
  const { remedy } = await refusalOf();
  expect(remedy).toContain(`runuser -u ${service.name} -- `);
  expect(remedy).not.toContain('chown');
  carryOut(remedy, /chmod 700 '.+?'(?=\. )/);
  await look();
});

test('a file in its place is refused, and moved away by the remedy', async () => {
  writeFileSync(backups, '');
  if (isRoot) chownSync(backups, service.uid, service.gid);
  const { message, remedy } = await refusalOf();
  expect(message).toContain(`can't make a backup in ${backups}.`);
  expect(remedy).not.toMatch(/chown|chmod/);
  carryOut(remedy, MOVE);
  await look();
});

test.each([
  ['is not there, as of a disk that is not mounted', 'mnt/backups', 'ENOENT'],
  ['is the link itself', 'data/backups', 'ELOOP'],
  ['is behind a file', 'file/backups', 'ENOTDIR'],
])('a link to what %s is named, with where it leads to', async (_, target, why) => {
  writeFileSync(join(home, 'file'), '');
  symlinkSync(join('..', target), backups);
  const { message, remedy } = await refusalOf();
  expect(message).toContain(`${backups} is a link to ${join(home, target)}, which is not there (${why})`);
  expect(remedy).toMatch(/^Where a disk belongs there, mount it\./);
  carryOut(remedy, UNLINK);
  await look();
});

test('what we may not see is not taken for missing: the account says whether it may write there', async () => {
  put(join(disk, 'backups'), 0o700);
  symlinkSync(join(disk, 'backups'), backups);
  if (isRoot) {
    // As root at a server that takes root for nobody: we see nothing there, and the account does.
    for (const path of [disk, join(disk, 'backups')]) chownSync(path, 0, 0);
    chownSync(data, 0, 0);
    chmodSync(data, 0o755);
    await asAnother(async () => look(numbered(0)));
  } else chmodSync(disk, 0);
  const { message, remedy } = await asAnother(async () => refusalOf());
  expect(message).toContain(`can't make a backup in ${backups}.`);
  expect(remedy).toMatch(UNLINK);
});

async function asAnother<T>(work: () => Promise<T>): Promise<T> {
  if (!isRoot) return work();
  process.seteuid?.(4242);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

test('where modes say nothing, nothing is looked at', async () => {
  symlinkSync(join(home, 'none'), backups);
  await requireBackupPlace({ runsAs: async () => undefined }, data);
});

test.each<[string, () => void, number]>([
  ['there is none yet', () => undefined, 1],
  ['one has backups, as after the first upgrade', () => put(backups, 0o700), 0],
  ['the account has put a link to something of its own there', () => symlinkSync(data, backups), 0],
])('operations.md puts backups on another disk where %s', async (_what, lay, moved) => {
  lay();
  const [make, move, link] = commandsOfDocument();
  typed(make);
  expect([typed(move), typed(link)]).toEqual([moved, 0]);
  expect(realpathSync(backups)).toBe(join(disk, 'venue-control'));
  await look();
  // Once more it makes nothing, inside of what is there least of all.
  expect(typed(link)).not.toBe(0);
  expect(readdirSync(join(disk, 'venue-control'))).toEqual([]);
});

function commandsOfDocument(): readonly string[] {
  const [, said = ''] =
    /For backups on another disk (.+)/.exec(readFileSync('docs/operations.md', 'utf8')) ?? [];
  return [...said.matchAll(/`((?:install|runuser|mv|ln) [^`]+)`/g)].map(([, command = '']) => command);
}

/** Its exit code, on this test's folders and account. */
function typed(command = 'false'): number | null {
  const asService = isRoot ? `setpriv --reuid=${service.uid} --regid=${service.gid} --clear-groups` : '';
  const here = command
    .replace('runuser -u venue-control --', asService)
    .replace('-o venue-control -g venue-control', isRoot ? `-o ${service.uid} -g ${service.gid}` : '')
    .replaceAll('/mnt/backups/', '"$DISK"/')
    .replaceAll('/var/lib/venue-control/', '"$DATA"/');
  return spawnSync('/bin/sh', ['-c', here], { env: { ...process.env, DISK: disk, DATA: data } }).status;
}
