/** What restore believes of a backup's folder: what its list names, as it was. */
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeBackup } from '../../src/machine/backup.js';
import { type RestoreParts, restoreBackup } from '../../src/machine/restore.js';
import type { KeptState } from '../../src/operations/ports/kept-state.js';
import { auditRecord } from '../sql/samples.js';
import { backupParts, liveIn } from './kept-state.js';

let home: string;
let data: string;
let parts: RestoreParts;
const backups = (name: string) => join(home, name);

beforeEach(() => {
  // What is found is told by its real path, and the folder for temporary files may be a link.
  home = realpathSync(mkdtempSync(join(tmpdir(), 'venue-control-backup-')));
  data = join(home, 'data');
  parts = backupParts(data);
});
afterEach(() => rmSync(home, { recursive: true }));

const live = <T>(work: (state: KeptState) => Promise<T>) => liveIn(data, work);

test('what its list does not name is not put back, whoever laid it there', async () => {
  await live((state) => state.audit.append(auditRecord()));
  await makeBackup(parts, backups('one'));
  writeFileSync(backups('one/venue.json'), '{ "services": {} }');
  writeFileSync(backups('one/config.json'), '{ "pollMs": 1 }');
  await restoreBackup(parts, backups('one'));
  expect(readdirSync(data).filter((name) => /^(venue|config)\.json$/.test(name))).toEqual([]);
});

test.each(['../../elsewhere.json', 'programs/x.exe'])(
  'a list that names %s is refused: nothing is written where a backup has no business',
  async (name) => {
    await live((state) => state.audit.append(auditRecord()));
    const backup = await makeBackup(parts, backups('one'));
    const files = { ...backup.files, [name]: 'x' };
    writeFileSync(backups('one/backup.json'), JSON.stringify({ ...backup, files }));
    const before = readdirSync(data).sort();
    await expect(restoreBackup(parts, backups('one'))).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
      message: expect.stringContaining(name),
    });
    expect(readdirSync(data).sort()).toEqual(before);
  },
);

test.each([
  ['takenAt', '\u001b[2J2031'],
  ['takenAt', '2031-05-06'],
  ['takenAt', 7],
  ['id', '\u001b[2J'],
  ['version', '1.0.0\u001b[2J'],
  ['head', null],
])('a backup.json whose %s is %j is no backup, and none of it is said', async (field, value) => {
  await live((state) => state.audit.append(auditRecord()));
  const backup = await makeBackup(parts, backups('one'));
  writeFileSync(backups('one/backup.json'), JSON.stringify({ ...backup, [field]: value }));
  const refusal = await restoreBackup(parts, backups('one')).catch((error: unknown) => error);
  expect(refusal).toMatchObject({
    code: 'BAD_USER_INPUT',
    message: `There is no backup in ${backups('one')}: its backup.json can't be read.`,
  });
});

test.each(['null', '{}', '{ "files": null }'])('a backup.json that holds %s is no backup', async (text) => {
  await live((state) => state.audit.append(auditRecord()));
  await makeBackup(parts, backups('one'));
  writeFileSync(backups('one/backup.json'), text);
  await expect(restoreBackup(parts, backups('one'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
});

test.each(['state.sqlite', 'keys/pin-pepper.key', 'identity.json', 'backup.json'])(
  'a backup whose %s was touched is refused, and nothing is changed',
  async (name) => {
    await live((state) => state.audit.append(auditRecord()));
    await makeBackup(parts, backups('one'));
    writeFileSync(backups(`one/${name}`), 'x');
    const before = readdirSync(data).sort();
    await expect(restoreBackup(parts, backups('one'))).rejects.toThrow(name);
    expect(readdirSync(data).sort()).toEqual(before);
    await live((state) => state.audit.append(auditRecord()));
  },
);

test('a backup goes into no link, as whoever made that may lead it elsewhere', async () => {
  await live((state) => state.audit.append(auditRecord()));
  mkdirSync(backups('elsewhere'), { mode: 0o755 });
  symlinkSync(backups('elsewhere'), backups('link'));
  await expect(makeBackup(parts, backups('link'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  expect(readdirSync(backups('elsewhere'))).toEqual([]);
});
