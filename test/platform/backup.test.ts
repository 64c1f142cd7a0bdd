/** A backup is whole or isn't there; what is restored says so, keeps what was there, and passes for no other day's state. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import { makeBackup } from '../../src/platform/backup/backup.js';
import { type RestoreParts, restoreBackup } from '../../src/platform/backup/restore.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { auditRecord, newApiToken, newOperation, newSession } from '../storage/samples.js';
import { backupParts, liveIn, openKept } from './kept-state.js';

const backups = folderOfTest();
let data: string;
let parts: RestoreParts;

beforeEach(() => {
  data = backups('data');
  parts = backupParts(data);
});

const live = <T>(work: (state: KeptState) => Promise<T>) => liveIn(data, work);

const audit = () => {
  const raw = new DatabaseSync(join(data, 'state.sqlite'), { readOnly: true });
  const rows = raw.prepare('SELECT action, detail FROM audit ORDER BY sequence').all();
  raw.close();
  return rows.map(({ action, detail }) => ({ action, detail: detail && JSON.parse(String(detail)) }));
};

test('it is taken while the state is in use, is a data folder of its own, that of a real venue too, and for its owner only', async () => {
  const state = await openKept(data);
  await state.audit.append(auditRecord());
  writeFileSync(join(data, 'config.json'), '{"pollMs":100}');
  writeFileSync(join(data, 'venue.json'), '{}');
  const backup = await makeBackup(parts, backups('one'));
  await state.audit.append(auditRecord());
  await state.close();
  expect(backup).toMatchObject({ version: '1.2.3', head: { sequence: 1 } });
  expect(Object.keys(backup.files).sort()).toEqual([
    'audit-anchor.json',
    'config.json',
    'identity.json',
    'keys/audit.key',
    'keys/code.key',
    'keys/pin-pepper.key',
    'state.sqlite',
    'venue.json',
  ]);
  const modes = Object.keys(backup.files).map((name) => statSync(backups(`one/${name}`)).mode & 0o777);
  expect(new Set(modes)).toEqual(new Set([0o600]));
  expect(readdirSync(backups('one')).filter((name) => /wal|shm/.test(name))).toEqual([]);
});

test('its folder is closed before anything is in it, on Windows too, and what cannot be closed gets nothing', async () => {
  await live((state) => state.audit.append(auditRecord()));
  const there: string[][] = [];
  const closing = {
    account: undefined,
    icacls: async ([folder = '']: readonly string[]) => {
      there.push(readdirSync(folder));
      return there.length > 1 ? 'not supported' : undefined;
    },
  };
  await makeBackup({ ...parts, closing }, backups('one'));
  await expect(makeBackup({ ...parts, closing }, backups('two'))).rejects.toMatchObject({
    code: 'FILE_NOT_WRITTEN',
  });
  expect([there, existsSync(backups('two'))]).toEqual([[[], []], false]);
});

test('it is never written over, and a copy that cannot be opened is no backup', async () => {
  await live((state) => state.audit.append(auditRecord()));
  await makeBackup(parts, backups('one'));
  await expect(makeBackup(parts, backups('one'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  const openState = (folder: string) =>
    folder === data ? openKept(folder) : Promise.reject(new Error('damaged'));
  await expect(makeBackup({ ...parts, openState }, backups('two'))).rejects.toThrow('damaged');
  expect(existsSync(backups('two/backup.json'))).toBe(false);
});

test('what is restored is the state of then; what was there is kept, and the audit says whose word it is', async () => {
  await live(async (state) => {
    await state.audit.append(auditRecord({ action: 'before' }));
    await state.operations.create(newOperation());
  });
  const backup = await makeBackup(parts, backups('one'));
  await live((state) => state.audit.append(auditRecord({ action: 'after' })));
  const restored = await restoreBackup(parts, backups('one'));
  expect(restored).toMatchObject({ backup: { id: backup.id }, active: 1 });
  expect(audit().map(({ action }) => action)).toEqual(['before', 'state.restore']);
  expect(audit()[1]?.detail).toEqual({
    backup: backup.id,
    takenAt: backup.takenAt,
    head: backup.head,
    replaced: { sequence: 2, hash: expect.any(String), isSigned: true },
  });
  expect(readdirSync(restored.keptIn ?? '').sort()).toEqual([
    'audit-anchor.json',
    'identity.json',
    'keys',
    'state.sqlite',
  ]);
  await live(async (state) => {
    expect((await state.keyValues.get('restored'))?.value).toEqual({
      takenAt: backup.takenAt,
      isSettled: false,
    });
  });
  expect(readdirSync(data).filter((name) => name.startsWith('restore-'))).toEqual([]);
});

test.each([
  ['its keys are lost', () => rmSync(join(data, 'keys'), { recursive: true }), 2],
  ['its state is lost too', () => ['keys', 'state.sqlite', 'identity.json'].forEach(lose), 2],
  ['its anchor was edited', () => anchor({ ...anchored(), sequence: 7 }), 7],
  ['its anchor names a row that no audit has', () => anchor({ ...anchored(), sequence: 2 ** 31 }), undefined],
  ['its anchor is none', () => anchor('{'), undefined],
])('how far the replaced audit had come is on record, unproven, where %s', async (_, change, sequence) => {
  await live((state) => state.audit.append(auditRecord()));
  await makeBackup(parts, backups('one'));
  await live((state) => state.audit.append(auditRecord()));
  const { hash } = anchored();
  change();
  await restoreBackup(parts, backups('one'));
  expect(audit()[1]?.detail.replaced).toEqual(sequence ? { sequence, hash, isSigned: false } : null);
});

const lose = (name: string) => rmSync(join(data, name), { recursive: true });
const anchored = () => JSON.parse(readFileSync(join(data, 'audit-anchor.json'), 'utf8'));
const anchor = (value: unknown) =>
  writeFileSync(join(data, 'audit-anchor.json'), typeof value === 'string' ? value : JSON.stringify(value));

test('what is restored brings back no session and no API token: which had ended since, no one can tell', async () => {
  const ever = new Date('2999-01-01');
  await live(async (state) => {
    await state.sessions.insert(newSession({ lastSeenAt: ever, expiresAt: ever }));
    await state.apiTokens.insert(newApiToken({ expiresAt: ever }));
  });
  await makeBackup(parts, backups('one'));
  await restoreBackup(parts, backups('one'));
  await live(async ({ sessions, apiTokens }) => {
    expect([await sessions.findByTokenHash('hash'), await apiTokens.list()]).toEqual([undefined, []]);
  });
});

test('a data folder that lost everything is whole again', async () => {
  await live((state) => state.audit.append(auditRecord({ action: 'before' })));
  const identity = readFileSync(join(data, 'identity.json'), 'utf8');
  writeFileSync(join(data, 'venue.json'), '{ "services": {} }');
  await makeBackup(parts, backups('one'));
  rmSync(data, { recursive: true });
  expect(await restoreBackup(parts, backups('one'))).toMatchObject({ keptIn: undefined, active: 0 });
  expect(readFileSync(join(data, 'identity.json'), 'utf8')).toBe(identity);
  expect(readFileSync(join(data, 'venue.json'), 'utf8')).toBe('{ "services": {} }');
  await live(async (state) => expect((await state.audit.head()).sequence).toBe(2));
});

describe('what is believed of the folder of a backup', () => {
  test('what its list does not name is not restored, no matter who laid it there', async () => {
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
  ])('a backup.json whose %s is %j is no backup, and none of it is printed', async (field, value) => {
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

  test('a backup goes into no link, as anyone who made that may lead it elsewhere', async () => {
    await live((state) => state.audit.append(auditRecord()));
    mkdirSync(backups('elsewhere'), { mode: 0o755 });
    symlinkSync(backups('elsewhere'), backups('link'));
    await expect(makeBackup(parts, backups('link'))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    expect(readdirSync(backups('elsewhere'))).toEqual([]);
  });
});
