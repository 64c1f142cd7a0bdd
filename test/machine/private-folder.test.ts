/** What lies in the data folder is for one account: others lose their rights at the start, and what isn't ours is refused. */
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepPrivate, requireOwn } from '../../src/machine/private-folder.js';

let home: string;
let folder: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'venue-control-private-')));
  folder = join(home, 'data');
  mkdirSync(folder);
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const modeOf = (...name: string[]) => (statSync(join(folder, ...name)).mode & 0o777).toString(8);

function open(name: string, mode: number): void {
  writeFileSync(join(folder, name), 'x');
  chmodSync(join(folder, name), mode);
}

test('folders become 0700 and files 0600, the databases and their -wal and -shm too', () => {
  mkdirSync(join(folder, 'logs'));
  for (const name of ['venue.sqlite', 'venue.sqlite-wal', 'venue.sqlite-shm', 'logs/server.jsonl'])
    open(name, 0o644);
  open('config.json', 0o666);
  chmodSync(join(folder, 'logs'), 0o755);
  chmodSync(folder, 0o755);
  keepPrivate(folder);
  expect([modeOf(), modeOf('logs')]).toEqual(['700', '700']);
  const files = ['venue.sqlite', 'venue.sqlite-wal', 'venue.sqlite-shm', 'logs/server.jsonl', 'config.json'];
  expect(files.map((name) => modeOf(name))).toEqual(files.map(() => '600'));
});

test('what a link leads to is left alone', () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'venue-control-elsewhere-'));
  const file = join(elsewhere, 'theirs');
  writeFileSync(file, 'x');
  chmodSync(file, 0o644);
  symlinkSync(file, join(folder, 'link'));
  keepPrivate(folder);
  expect((statSync(file).mode & 0o777).toString(8)).toBe('644');
  rmSync(elsewhere, { recursive: true });
});

const another = () => {
  const uid = statSync(folder).uid + 1;
  return { uid, name: `${uid}` };
};

test.each<[string, () => void]>([
  ['a start', () => keepPrivate(folder, another().uid)],
  ['who is about to stop what runs', () => requireOwn(folder, another())],
])('what belongs to another account is refused by %s, with what to do', (_, look) => {
  expect(look).toThrow(
    expect.objectContaining({
      code: 'FILE_NOT_WRITTEN',
      message: expect.stringContaining(folder),
      remedy: expect.stringContaining('set VENUE_CONTROL_DATA'),
    }),
  );
});

test("where root alone may change the folders above, the remedy has root's command", () => {
  const remedy = expect.stringContaining("chown -R -h venue '/usr'. Or set VENUE_CONTROL_DATA");
  expect(() => requireOwn('/usr', { uid: 4242, name: 'venue' })).toThrow(expect.objectContaining({ remedy }));
});

test('where somebody else may change a folder above, root is shown no command that follows that path', () => {
  chmodSync(home, 0o777);
  const remedy = expect.not.stringContaining('chown');
  expect(() => requireOwn(folder, another())).toThrow(expect.objectContaining({ remedy }));
});

test('who only asks takes no rights away', () => {
  open('config.json', 0o666);
  const { uid } = statSync(folder);
  requireOwn(folder, { uid, name: `${uid}` });
  expect(modeOf('config.json')).toBe('666');
});

test('a folder that is not there yet is no matter', () => {
  keepPrivate(join(folder, 'not there'));
});
