import { DatabaseSync } from 'node:sqlite';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { hasTable } from '../../src/storage/sqlite/statements.js';
import { migrate } from '../../src/storage/state/migrate.js';
import { checksumOf } from '../../src/storage/state/migrations/migration.js';
import { MIGRATIONS } from '../../src/storage/state/migrations/migrations.js';
import type { StateTables } from '../../src/storage/state/tables.js';
import { openState, temporaryFolder } from './engines.js';
import { at } from './samples.js';

describe('migrations of the state database', () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  let files = 0;
  const newFile = () => {
    files += 1;
    return `${folder.path}/${files}.sqlite`;
  };
  const schemaOf = (file: string) => {
    const raw = new DatabaseSync(file);
    const schema = raw.prepare('SELECT type, name, sql FROM sqlite_master ORDER BY name').all();
    const applied = raw.prepare('SELECT * FROM schema_migration').all();
    raw.close();
    return { schema, applied };
  };

  it('have landed: their statements never change', () => {
    const checksums = MIGRATIONS.map((migration) => [migration.name, checksumOf(migration)]);
    expect(Object.fromEntries(checksums)).toEqual({
      '0001-state': 'c32c294dd843bb69ef441a3804f1d4c90c015b3d919e872b08a0fdfe94c3ae83',
      '0002-chosen': '24826c0b6d6b4a52b48bb12c7fb09ca07a3a79cbca85939608bad3bff19ec2b9',
      '0003-audit-intent': 'cd641ecb204e9d5b10adf3e695d359bbe26af3c015c8a04864e40285c3c86885',
      '0004-audit-context': '2b77de4b5b70ed0985c337b34fd17e095bdaaa02101098a5cba1ee1125f3c965',
      '0005-api-token': '1031521ac8d671aabe58246f56e09256f01dfc337729412897824caaf8ba13aa',
      '0006-sign-in': '341cc90e73d8ecd0dc810717d6fe332578a49367f592fdf3a77c63fae2ed2beb',
      '0007-life': 'db383053c597ff595c5202d65e9b7ac246dd275162dc981afd1a63fb3a002565',
      '0008-pin': 'adcc45b691417f6bc4cd8ea1ba5a908c9c94de7fdd9af3f95782a2d8a4aff1f5',
      '0009-pin-owner': 'bc5e1222a15c1d7f38c469ff7851429c7873052cc965ec502e63d439c6ccafc0',
      '0010-temporary-pin': '99a05588ce9c08a0d1cc3b1eb4b8cc9af5fc7b0bb384e356f1074ae01c277da0',
      '0011-history': '06de688e82794f63a5902f78030cb901b259e2c3556a494432e683420d8b883d',
      '0012-alerts': '5079bf9dbd731197624b6cbd07cc447664a4390e3b8be74a1657e4d8bdc2bd61',
      '0013-outbox-order': 'cd68e8010e04b334f0b79c7a5da21be3f70ee78d319afa24a5db210ae1776dc3',
    });
  });

  it('are numbered in order', () => {
    const numbers = MIGRATIONS.map(({ name }) => Number(/^(\d{4})-[a-z-]+$/.exec(name)?.[1]));
    expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  });

  it('give what is queued already its order', async () => {
    const file = newFile();
    const before = new DatabaseSync(file);
    for (const sql of MIGRATIONS.filter(({ name }) => name < '0013').flatMap((each) => each.statements))
      before.exec(sql);
    const rows = [
      ['opened', '{"alert":{"id":"a"}}', '2030-01-01T00:00:09.000Z'],
      ['cleared', '{"alert":{"id":"a"}}', '2030-01-01T00:00:00.000Z'],
      ['other', '{}', '2030-01-01T00:00:05.000Z'],
    ];
    for (const [id, content, dueAt] of rows)
      before.exec(
        `INSERT INTO notification VALUES ('${id}', 'ops', '${content}', '${dueAt}', 0, '${dueAt}')`,
      );
    for (const sql of MIGRATIONS.find(({ name }) => name === '0013-outbox-order')?.statements ?? [])
      before.exec(sql);
    const next = () =>
      before
        .prepare('SELECT id FROM notification WHERE is_next = 1 ORDER BY next_at')
        .all()
        .map(({ id }) => id);
    expect(next()).toEqual(['other', 'opened']);
    before.exec("DELETE FROM notification WHERE id = 'opened'");
    expect(next()).toEqual(['cleared', 'other']);
    before.close();
  });

  it('are applied once, and the second opening only reads', async () => {
    const file = newFile();
    await (await openState(file)).close();
    const first = schemaOf(file);
    const statements: string[] = [];
    await (await openState(file, { onStatement: (sql) => statements.push(sql) })).close();
    expect(schemaOf(file)).toEqual(first);
    expect(statements.every((sql) => sql.startsWith('select'))).toBe(true);
  });

  it('refuse a database of a newer version with a sentence and a remedy, and change nothing', async () => {
    const file = newFile();
    await (await openState(file)).close();
    const raw = new DatabaseSync(file);
    raw.exec("INSERT INTO schema_migration VALUES ('0099-tomorrow', 'x', '2031-01-01T00:00:00.000Z')");
    raw.close();
    const before = schemaOf(file);
    await expect(openState(file)).rejects.toMatchObject({
      code: 'STATE_DATABASE_UNAVAILABLE',
      message: expect.stringContaining(
        'newer version of the control plane: it has the migration 0099-tomorrow',
      ),
      remedy: expect.stringContaining('Install version 1.0.0 or a later one'),
    });
    expect(schemaOf(file)).toEqual(before);
  });

  it('say which version to install by the program that migrated last, and name none where none was written down', async () => {
    const file = newFile();
    await (await openState(file)).close();
    const raw = new DatabaseSync(file);
    const tomorrow = { name: '0099-tomorrow', statements: ['CREATE TABLE tomorrow (id INTEGER)'] };
    const database = sqliteDatabase<StateTables>({ file, create: false });
    await migrate(database, { now: at(9), version: '2.7.1' }, [...MIGRATIONS, tomorrow]);
    await database.close();
    await expect(openState(file)).rejects.toMatchObject({
      remedy: expect.stringContaining('Install version 2.7.1 or a later one'),
    });
    raw.exec("DELETE FROM memory WHERE name = 'program'");
    raw.close();
    await expect(openState(file)).rejects.toMatchObject({
      remedy: expect.stringContaining('Install that newer version'),
    });
  });

  it('refuse a database where another text was applied under the same name', async () => {
    const file = newFile();
    await (await openState(file)).close();
    const raw = new DatabaseSync(file);
    raw.exec("UPDATE schema_migration SET checksum = 'other'");
    raw.close();
    await expect(openState(file)).rejects.toThrow('0001-state is not the one that was applied');
  });

  it('are all or nothing: a statement that fails leaves what was before', async () => {
    const file = newFile();
    const database = sqliteDatabase<StateTables>({ file, create: true });
    const by = { now: at(0), version: '1.0.0' };
    const broken = {
      name: '0002-broken',
      statements: ['CREATE TABLE half (id INTEGER)', 'CREATE TABLE half (id INTEGER)'],
    };
    await expect(migrate(database, by, [...MIGRATIONS, broken])).rejects.toThrow('already exists');
    expect(await hasTable(database.db, 'operation')).toBe(false);
    expect(await migrate(database, by)).toEqual(MIGRATIONS.map(({ name }) => name));
    const fixed = { name: '0002-broken', statements: ['CREATE TABLE half (id INTEGER)'] };
    expect(await migrate(database, by, [...MIGRATIONS, fixed])).toEqual(['0002-broken']);
    await database.close();
  });
});
