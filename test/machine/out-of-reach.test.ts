/** Who may put another folder in the place of one in a folder: nobody, where the data folder lets nobody else get there. */
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isBelow, isOutOfReach, whoMayExchange } from '../../src/machine/out-of-reach.js';

const account = process.geteuid?.() ?? 0;
let home: string;
let dataFolder: string;
let open: string;

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'venue-control-reach-')));
  dataFolder = join(home, 'data');
  open = join(dataFolder, 'between', 'open');
  mkdirSync(open, { recursive: true });
  modes(0o755, 0o755);
  chmodSync(open, 0o777);
});
afterEach(() => rmSync(home, { recursive: true }));

function modes(data: number, between: number): void {
  chmodSync(join(dataFolder, 'between'), between);
  chmodSync(dataFolder, data);
}

test.each<[string, number, number, boolean]>([
  ['the data folder lets nobody else through', 0o700, 0o777, true],
  ['a folder between lets nobody else through', 0o755, 0o700, true],
  ['everybody may pass, and look at none of it', 0o711, 0o711, false],
  ["the group may pass, its owner's own or not", 0o710, 0o710, false],
  ['the folder between may be exchanged itself, closed as it is', 0o777, 0o700, false],
  ['nobody may exchange the folder between, as in one for temporary files', 0o1777, 0o700, true],
])('where %s', (_, data, between, isSafe) => {
  modes(data, between);
  expect(isOutOfReach(open, { dataFolder, account })).toBe(isSafe);
  expect(whoMayExchange(open, { dataFolder, account })).toEqual(
    isSafe ? [] : expect.arrayContaining([`${open} may be written by everybody`]),
  );
});

test("a closed folder that is a third account's lets that one through", () => {
  modes(0o700, 0o700);
  const look = (path: string) => ({ ...stats(path), uid: 4242 });
  expect(isOutOfReach(open, { dataFolder, account }, { look })).toBe(false);
  expect(isOutOfReach(open, { dataFolder, account: 4242 }, { look })).toBe(true);
});

test.each<[string, () => string, boolean]>([
  ['on it', () => open, false],
  ['between', () => join(dataFolder, 'between'), false],
  ['on the data folder', () => dataFolder, false],
  ['above', () => home, true],
  ['beside it, by a name that begins as its', () => `${open}-2`, true],
])('what is mounted %s may be reached from elsewhere, its own disk or not', (_, point, isSafe) => {
  modes(0o700, 0o700);
  expect(isOutOfReach(open, { dataFolder, account }, { mounts: () => [point()] })).toBe(isSafe);
});

test('where nobody says what is mounted, anything may be', () => {
  modes(0o700, 0o700);
  const mounts = () => {
    throw new Error('ENOENT');
  };
  expect(isOutOfReach(open, { dataFolder, account }, { mounts })).toBe(false);
});

test('of a folder outside the data folder each one above is asked: what is in it could be exchanged whole', () => {
  modes(0o700, 0o700);
  const far = join(home, 'open', 'between', 'far');
  mkdirSync(far, { recursive: true, mode: 0o700 });
  expect(whoMayExchange(far, { dataFolder, account })).toEqual([]);
  chmodSync(join(home, 'open'), 0o777);
  expect(whoMayExchange(far, { dataFolder, account })).toEqual([
    `${join(home, 'open')} may be written by everybody`,
  ]);
});

test.each([
  ['beside the data folder, by a name that begins as its', () => `${dataFolder}-2`],
  ['that is the data folder itself', () => dataFolder],
  ['that is not there', () => join(dataFolder, 'none')],
])('a folder %s is looked at as it is', (_, folder) => {
  modes(0o700, 0o700);
  mkdirSync(`${dataFolder}-2`);
  expect(isBelow(`${dataFolder}-2`, dataFolder)).toBe(false);
  expect(isOutOfReach(folder(), { dataFolder, account })).toBe(false);
});

function stats(path: string) {
  const { uid, mode } = lstatSync(path);
  return { uid, mode };
}
