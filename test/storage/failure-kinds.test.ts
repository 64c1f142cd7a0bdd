import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { sqliteEngine } from '../../src/storage/sqlite/engine.js';
import { openState, temporaryFolder } from './engines.js';
import { at, auditRecord, newOperation } from './samples.js';

/** Each does to a state database in SQLite what an evening at a pub does, and says how it ends. */
const misfortunes: readonly (readonly [
  failure: string,
  what: string,
  remedy: string,
  happen: (file: string) => (() => void) | undefined,
])[] = [
  [
    'BUSY',
    'another program writes for too long',
    'Wait a few seconds',
    (file) => {
      const other = new DatabaseSync(file);
      other.exec('BEGIN IMMEDIATE');
      return () => other.close();
    },
  ],
  [
    'FULL',
    'its disk is full',
    'Free space',
    (file) => {
      const other = new DatabaseSync(file);
      for (const table of ['memory', 'audit']) {
        other.exec(
          `CREATE TRIGGER full_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END`,
        );
      }
      other.close();
      return undefined;
    },
  ],
  [
    'DAMAGED',
    'a table is gone',
    'keep its files unchanged',
    (file) => {
      const other = new DatabaseSync(file);
      other.exec('PRAGMA foreign_keys = OFF; DROP TABLE memory; DROP TABLE audit_head');
      other.close();
      return undefined;
    },
  ],
];

describe('a state database that cannot write', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each(misfortunes)('is %s when %s', async (failure, _what, remedy, happen) => {
    const file = `${folder.path}/${failure}.sqlite`;
    const state = await openState(file, { waitMs: 50 });
    await state.operations.create(newOperation());
    const fix = happen(file);
    const isDamaged = failure === 'DAMAGED';
    const details = { failure, ...(isDamaged ? {} : { retryAfterSeconds: expect.any(Number) }) };
    const said = { details, remedy: expect.stringContaining(remedy) };
    await expect(state.keyValues.set('name', {}, at(0))).rejects.toMatchObject({
      code: isDamaged ? 'STATE_DATABASE_DAMAGED' : 'STATE_DATABASE_UNAVAILABLE',
      ...said,
    });
    await expect(state.audit.append(auditRecord())).rejects.toMatchObject({
      code: isDamaged ? 'STATE_DATABASE_DAMAGED' : 'AUDIT_UNAVAILABLE',
      ...said,
    });
    expect(await state.operations.active()).toHaveLength(1);
    fix?.();
    await state.close();
  });

  it('is CLOSED once we have closed it', async () => {
    const state = await openState(`${folder.path}/closed.sqlite`);
    await state.close();
    await expect(state.operations.active()).rejects.toMatchObject({ details: { failure: 'CLOSED' } });
  });
});

describe('a row that no store has written', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it.each([
    ["input = '{'", 'not JSON'],
    ["created_at = 'yesterday'", 'not ISO 8601'],
  ])('is damage: %s', async (change, reason) => {
    const file = `${folder.path}/${reason.replaceAll(' ', '-')}.sqlite`;
    const state = await openState(file);
    await state.operations.create(newOperation());
    const other = new DatabaseSync(file);
    other.exec(`UPDATE operation SET ${change}`);
    other.close();
    await expect(state.operations.find('op')).rejects.toMatchObject({
      code: 'STATE_DATABASE_DAMAGED',
      cause: expect.objectContaining({ message: expect.stringContaining(reason) }),
    });
    await state.close();
  });
});

describe('a state database that does not open', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());

  it('is GONE when its folder cannot be there', async () => {
    writeFileSync(`${folder.path}/file`, 'in the way');
    await expect(openState(`${folder.path}/file/state.sqlite`)).rejects.toMatchObject({
      code: 'STATE_DATABASE_UNAVAILABLE',
      details: { failure: 'GONE' },
    });
  });

  it.each([
    ['no database at all', (file: string) => writeFileSync(file, 'x'.repeat(4096))],
    ['written over', (file: string) => writeFileSync(file, readFileSync(file).fill(0xff, 4096))],
  ])('is DAMAGED when its file is %s', async (name, harm) => {
    const file = `${folder.path}/${name.replaceAll(' ', '-')}.sqlite`;
    await (await openState(file)).close();
    harm(file);
    await expect(openState(file)).rejects.toMatchObject({
      code: 'STATE_DATABASE_DAMAGED',
      details: { failure: 'DAMAGED' },
      remedy: expect.stringContaining('keep its files'),
    });
  });
});

describe('what SQLite throws', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const table = 'CREATE TABLE IF NOT EXISTS thing (id INTEGER PRIMARY KEY, value)';
  const thrownBy = (statements: readonly string[]): unknown => {
    const file = `${folder.path}/thrown.sqlite`;
    const first = new DatabaseSync(file);
    first.exec(table);
    first.close();
    const database = new DatabaseSync(file);
    try {
      for (const statement of statements) database.exec(statement);
      return undefined;
    } catch (error) {
      return error;
    } finally {
      database.close();
    }
  };
  const insert = 'INSERT INTO thing (value) VALUES (randomblob(100000))';

  it.each([
    ['FULL', ['PRAGMA max_page_count = 8', insert]],
    ['READ_ONLY', ['PRAGMA query_only = ON', insert]],
    [undefined, ['SELECT no syntax at all']],
    [undefined, ["INSERT INTO thing (id) VALUES ('text')"]],
    [undefined, ['INSERT INTO thing (id) VALUES (9), (9)']],
  ])('is %s after %j', (failure, statements) => {
    const error = thrownBy(statements);
    expect(error).toMatchObject({ code: 'ERR_SQLITE_ERROR' });
    expect(sqliteEngine.failureOf(error)).toBe(failure);
  });
});
