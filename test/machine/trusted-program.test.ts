/** What of an installed program others may change is found, each with who; a checkout is not looked at. */
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { trustOfProgram } from '../../src/machine/trusted-program.js';

let above: string;
let program: string;
const me = process.geteuid?.() ?? 0;
const shared = () => false;
const touchable = () => trustOfProgram(program, me, shared).touchable;

beforeEach(() => {
  above = mkdtempSync(join(tmpdir(), 'venue-control-trust-'));
  program = join(above, '1.0.0');
  mkdirSync(join(program, 'scripts'), { recursive: true, mode: 0o755 });
  for (const name of ['main.js', 'scripts/one.ps1']) writeFileSync(join(program, name), '', { mode: 0o644 });
  writeFileSync(join(program, 'SHA256SUMS'), 'aa  main.js\nbb  scripts/one.ps1\n', { mode: 0o644 });
});
afterEach(() => rmSync(above, { recursive: true }));

test("a program that is its owner's to change, and everybody's to read, is well; also below a folder like the one for temporary files", () => {
  expect(trustOfProgram(program)).toEqual({ isPackaged: true, touchable: [] });
});

test.each<[string, () => void, string]>([
  [
    'a file that everybody may write',
    () => chmodSync(join(program, 'main.js'), 0o646),
    'main.js may be written by everybody',
  ],
  [
    'a script that its group may write',
    () => chmodSync(join(program, 'scripts/one.ps1'), 0o664),
    'one.ps1 may be written by its group',
  ],
  [
    'a folder in which others may put scripts',
    () => chmodSync(join(program, 'scripts'), 0o777),
    'scripts may be written by everybody',
  ],
  [
    'the folder above, in which it could be exchanged',
    () => chmodSync(above, 0o777),
    'may be written by everybody',
  ],
  [
    'a link, which leads who knows where',
    () => {
      unlinkSync(join(program, 'main.js'));
      symlinkSync('/etc/hostname', join(program, 'main.js'));
    },
    'main.js may be written by everybody',
  ],
  [
    'a file that is gone, as one may be while others are looked at',
    () => unlinkSync(join(program, 'main.js')),
    'main.js is missing',
  ],
  [
    'a name that leads through a file, which can not be looked at',
    () => writeFileSync(join(program, 'SHA256SUMS'), 'aa  main.js/x\n'),
    "main.js/x can't be looked at (ENOTDIR)",
  ],
])('%s is found', (_, spoil, found) => {
  spoil();
  expect(touchable()).toEqual([expect.stringContaining(found)]);
});

test("what lies there and is none of the program's, such as a data folder that root made, is not looked into", () => {
  mkdirSync(join(program, '.venue-control'), { mode: 0o700 });
  writeFileSync(join(program, '.venue-control', 'state.sqlite'), '', { mode: 0o666 });
  chmodSync(join(program, '.venue-control', 'state.sqlite'), 0o666);
  expect(touchable()).toEqual([]);
});

test('a group that nobody but the owner is of lets nobody else in', () => {
  chmodSync(join(program, 'scripts/one.ps1'), 0o664);
  expect(trustOfProgram(program, me, () => true).touchable).toEqual([]);
});

test("what belongs to another account is that account's to change; root's is root's", () => {
  const [owner, asked] = me === 0 ? [4242, 0] : [me, me + 1];
  if (me === 0) chownSync(join(program, 'main.js'), owner, owner);
  expect(trustOfProgram(program, asked).touchable).toContain(
    `${join(program, 'main.js')} belongs to account ${owner}`,
  );
});

test('a checkout is not looked at', () => {
  unlinkSync(join(program, 'SHA256SUMS'));
  chmodSync(join(program, 'main.js'), 0o666);
  expect(trustOfProgram(program)).toEqual({ isPackaged: false, touchable: [] });
});
