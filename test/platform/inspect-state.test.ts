/** What is only inspected stays as it is: no file, no row, no key is made, and a state of another version or with other keys is refused. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeBackup } from '../../src/platform/backup/backup.js';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { auditRecord, newOperation } from '../storage/samples.js';
import { backupParts, inspectKept, liveIn, openKept } from './kept-state.js';

const home = folderOfTest();
let data: string;

beforeEach(() => {
  data = home('data');
});

const bytesOf = () =>
  readdirSync(data, { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => [file, readFileSync(file).toString('base64')]);

const inspecting = async () => (await inspectKept(data)).close();

test('a folder without a state is refused, and gets none', async () => {
  const words = { code: 'STATE_LOST', message: `${data} has no state.` };
  await expect(inspectKept(data)).rejects.toMatchObject(words);
  await expect(makeBackup(backupParts(data), home('one'))).rejects.toMatchObject(words);
  expect(readdirSync(home())).toEqual([]);
});

test('a state at rest keeps each byte, and gets no file beside it', async () => {
  await liveIn(data, (state) => state.audit.append(auditRecord()));
  const before = bytesOf();
  const state = await inspectKept(data);
  expect(await state.audit.head()).toMatchObject({ sequence: 1 });
  await expect(state.audit.append(auditRecord())).rejects.toMatchObject({ code: 'AUDIT_UNAVAILABLE' });
  await state.close();
  expect(bytesOf()).toEqual(before);
});

test('a state in use is read as it is now', async () => {
  const server = await openKept(data);
  await server.audit.append(auditRecord());
  const state = await inspectKept(data);
  expect(await state.audit.head()).toMatchObject({ sequence: 1 });
  await state.close();
  await server.audit.append(auditRecord());
  expect(await server.audit.head()).toMatchObject({ sequence: 2 });
  await server.close();
});

test.each([
  [
    'older',
    "DELETE FROM schema_migration WHERE name LIKE '0007%'",
    'This state was written by version 1.0.0',
  ],
  ['newer', "INSERT INTO schema_migration VALUES ('9999-x', 'x', 'x')", 'it has the migration 9999-x'],
])('a state of an %s version is refused, and stays so', async (_, sql, words) => {
  await liveIn(data, async () => undefined);
  const raw = new DatabaseSync(join(data, 'state.sqlite'));
  raw.exec(sql);
  raw.close();
  const before = bytesOf();
  await expect(inspecting()).rejects.toMatchObject({
    code: 'STATE_DATABASE_UNAVAILABLE',
    message: expect.stringContaining(words),
    remedy: expect.stringContaining('version 1.0.0'),
  });
  expect(bytesOf()).toEqual(before);
});

test('other keys are refused, and missing ones are not made', async () => {
  await liveIn(data, async () => undefined);
  const key = join(data, 'keys', 'audit.key');
  writeFileSync(key, Buffer.alloc(32));
  await expect(inspecting()).rejects.toMatchObject({ code: 'STATE_LOST' });
  rmSync(key);
  await expect(inspecting()).rejects.toMatchObject({
    message: expect.stringContaining('audit.key is missing'),
  });
  expect(readdirSync(join(data, 'keys')).sort()).toEqual(['code.key', 'pin-pepper.key']);
});

test('a backup counts the operations and audit rows that it holds', async () => {
  const at = new Date('2026-03-02T01:00:00.000Z');
  await liveIn(data, async (state) => {
    await state.operations.create(newOperation());
    await state.audit.append(auditRecord({ at }));
  });
  expect(await makeBackup(backupParts(data), home('one'))).toMatchObject({
    operations: 1,
    head: { sequence: 1 },
    newestAuditRowAt: at,
  });
});
