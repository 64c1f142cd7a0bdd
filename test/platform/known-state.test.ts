/** A data folder knows its state: what was lost or replaced is refused by name, and nothing is made again in its place. */
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { folderOfTest } from '../fixtures/folder-of-test.js';
import { auditRecord } from '../storage/samples.js';
import { openKept } from './kept-state.js';

const at = folderOfTest();
const open = () => openKept(at());

/** A life of the server, which put something on record. */
async function live(): Promise<void> {
  const state = await open();
  await state.audit.append(auditRecord());
  await state.close();
}

const lost = (what: RegExp) => ({ code: 'STATE_LOST', message: expect.stringMatching(what) });

test('a first start makes keys, state and identity, and the next ones find them', async () => {
  await live();
  const before = readFileSync(at('identity.json'), 'utf8');
  expect(JSON.parse(before)).toEqual({
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
    createdAt: expect.any(String),
    environment: 'rehearsal',
    keys: { audit: expect.any(String), code: expect.any(String), pin: expect.any(String) },
  });
  await live();
  expect(readFileSync(at('identity.json'), 'utf8')).toBe(before);
});

test.each(['audit.key', 'code.key', 'pin-pepper.key'])(
  '%s that was deleted is refused by name',
  async (key) => {
    await live();
    rmSync(at('keys', key));
    await expect(open()).rejects.toMatchObject(lost(new RegExp(`${key} is missing`)));
    expect(existsSync(at('keys', key))).toBe(false);
  },
);

test('a key that is another one is refused by its purpose', async () => {
  await live();
  writeFileSync(at('keys', 'pin-pepper.key'), Buffer.alloc(32, 7));
  await expect(open()).rejects.toMatchObject(lost(/do not belong to this state: pin, in /));
});

test('a state that was deleted, emptied, or is another venue’s is refused, and left as it is', async () => {
  await live();
  rmSync(at('state.sqlite'));
  await expect(open()).rejects.toMatchObject(lost(/state\.sqlite is missing/));
  expect(existsSync(at('state.sqlite'))).toBe(false);
  writeFileSync(at('state.sqlite'), '');
  await expect(open()).rejects.toMatchObject(lost(/has lost what it knew/));
  const other = new DatabaseSync(at('state.sqlite'));
  other.exec(
    "CREATE TABLE memory (name, value, at); INSERT INTO memory VALUES ('identity', '{\"id\":\"x\"}', '')",
  );
  other.close();
  await expect(open()).rejects.toMatchObject(lost(/does not belong to this data folder/));
});

test('a state whose log beside it was lost with what it held is refused', async () => {
  const state = await open();
  // Nothing of it is in the database's own file yet, as in a machine that lost its power.
  await state.audit.append(auditRecord());
  for (const name of ['state.sqlite', 'identity.json']) copyFileSync(at(name), at(`${name}.kept`));
  await state.close();
  for (const name of ['state.sqlite', 'identity.json']) copyFileSync(at(`${name}.kept`), at(name));
  await expect(open()).rejects.toMatchObject({ code: 'STATE_LOST' });
});

test('a copy of another day, restored by hand, is refused', async () => {
  await live();
  copyFileSync(at('state.sqlite'), at('old'));
  await live();
  copyFileSync(at('old'), at('state.sqlite'));
  await expect(open()).rejects.toMatchObject(lost(/row 2 of its audit log has changed/));
});

test('an identity that was deleted is learned from the state again, one that was damaged is refused', async () => {
  await live();
  const before = readFileSync(at('identity.json'), 'utf8');
  rmSync(at('identity.json'));
  await live();
  expect(readFileSync(at('identity.json'), 'utf8')).toBe(before);
  writeFileSync(at('identity.json'), '{');
  await expect(open()).rejects.toMatchObject(lost(/identity\.json can't be read/));
});

test('a data folder of an older version is taken as it is, keys and all', async () => {
  await live();
  for (const name of ['identity.json', 'audit-anchor.json']) rmSync(at(name));
  const raw = new DatabaseSync(at('state.sqlite'));
  raw.exec("DELETE FROM memory WHERE name = 'identity'");
  raw.close();
  await live();
  expect(existsSync(at('identity.json'))).toBe(true);
});

test('a page that was overwritten is damage, with its own code', async () => {
  const state = await open();
  for (let row = 0; row < 200; row += 1) await state.audit.append(auditRecord({ reason: 'x'.repeat(500) }));
  await state.close();
  const bytes = readFileSync(at('state.sqlite'));
  writeFileSync(at('state.sqlite'), bytes.fill(0x55, 4096 * 30, 4096 * 40));
  await expect(open()).rejects.toMatchObject({ code: 'STATE_DATABASE_DAMAGED' });
});

test('what is deleted or replaced while it is open takes no more writes, and still reads', async () => {
  for (const name of ['state.sqlite', 'state.sqlite-wal']) {
    const state = await open();
    await state.audit.append(auditRecord());
    rmSync(at(name));
    const away = { details: { failure: 'GONE' }, remedy: expect.stringContaining('restart the server') };
    await expect(state.pulse(new Date())).rejects.toMatchObject(away);
    await expect(state.audit.append(auditRecord())).rejects.toMatchObject(away);
    expect(await state.operations.active()).toEqual([]);
    await state.close();
    rmSync(at(), { recursive: true });
    mkdirSync(at());
  }
});
