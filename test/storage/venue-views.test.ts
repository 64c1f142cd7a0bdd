import { DatabaseSync } from 'node:sqlite';
import { VENUE_VIEWS } from '../../src/storage/venue-schema/views.js';
import { makeVenueFile, openVenue, quietLog, temporaryFolder } from './engines.js';

describe('the views of the practice database', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/venue.sqlite`;
  let raw: DatabaseSync;
  const open = (onStatement?: (sql: string) => void) => openVenue(file, onStatement && { onStatement });

  beforeAll(async () => {
    makeVenueFile(file);
    raw = new DatabaseSync(file);
    await (await open()).close();
  });
  afterAll(() => {
    raw.close();
    folder.remove();
  });
  const sqlOf = (name: string) =>
    raw.prepare('SELECT sql FROM sqlite_master WHERE name = ?').get(name)?.['sql'];

  it.each(VENUE_VIEWS)('have exactly the columns that $name documents', ({ name, columns, meaning }) => {
    const found = raw.prepare(`SELECT name FROM pragma_table_info(?)`).all(name);
    expect(found.map((column) => column['name'])).toEqual(columns.map((column) => column.name));
    for (const text of [meaning, ...columns.map((column) => column.meaning)])
      expect(text).toMatch(/^[A-Z].*\.$/);
    expect(() => raw.prepare(`SELECT * FROM ${name}`).all()).not.toThrow();
  });

  it('count exactly the tables that Cloud Sync sends', () => {
    const tables = raw
      .prepare(
        "SELECT substr(name, 10) AS name FROM sqlite_master WHERE type = 'table' AND name LIKE 'swiftpos\\_%' ESCAPE '\\'",
      )
      .all()
      .map((row) => String(row['name']));
    const notSent = ['sync_message', 'sync_exception', 'sync_version', 'database_operation'];
    const counted = raw.prepare('SELECT table_name FROM sync_table').all();
    expect(counted.map((row) => row['table_name']).sort()).toEqual(
      tables.filter((name) => !notSent.includes(name)).sort(),
    );
  });

  it('are left alone when they are as they should be: one read, no write', async () => {
    const statements: string[] = [];
    await (await open((sql) => statements.push(sql))).close();
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatch(/^\s*select/);
  });

  it('are fixed when an older version left another definition, or one is gone', async () => {
    const [clerk, trigger] = [sqlOf('clerk'), sqlOf('grant_permission_call')];
    raw.exec(
      'DROP VIEW clerk; CREATE VIEW clerk AS SELECT 1 AS id; DROP VIEW grant_permission; DROP VIEW location',
    );
    await (await open()).close();
    expect(sqlOf('clerk')).toBe(clerk);
    expect(sqlOf('grant_permission_call')).toBe(trigger);
    expect(sqlOf('location')).toBeDefined();
  });

  it('are made once by four connections that come at once', async () => {
    raw.exec(VENUE_VIEWS.map(({ name }) => `DROP VIEW ${name}`).join(';'));
    const opened = await Promise.all([open(), open(), open(), open()]);
    for (const { clerks } of opened) expect(await clerks.clerks()).toEqual([]);
    await Promise.all(opened.map(({ close }) => close()));
  });
});

describe('a venue database that is not there', () => {
  it('fails each call with VENUE_DATABASE_UNAVAILABLE until it comes', async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/venue.sqlite`;
    const warnings: string[] = [];
    const log = { ...quietLog, warn: (_fields: object, message: string) => void warnings.push(message) };
    const opened = await openVenue(file, { log });
    expect(warnings).toEqual(['venue database is not responding']);
    const missing = opened.clerks.clerks();
    await expect(missing).rejects.toMatchObject({ name: 'AppError', code: 'VENUE_DATABASE_UNAVAILABLE' });
    makeVenueFile(file, { clerk: [[1, 'Morgan', 0, null, 1, 0]] });
    expect(await opened.clerks.clerks()).toHaveLength(1);
    await opened.close();
    folder.remove();
  });

  it('fails so too when its tables are not swiftpos ones, or it is no database at all', async () => {
    const folder = temporaryFolder();
    for (const [name, fill] of [
      ['empty', ''],
      [
        'text',
        'this is not a database, and long enough that no one could take it for the header of one. '.repeat(
          20,
        ),
      ],
    ] as const) {
      const file = `${folder.path}/${name}.sqlite`;
      const { writeFileSync } = await import('node:fs');
      writeFileSync(file, fill);
      const opened = await openVenue(file);
      await expect(opened.venue.locations()).rejects.toMatchObject({ code: 'VENUE_DATABASE_UNAVAILABLE' });
      await opened.close();
    }
    folder.remove();
  });

  it('fails so when a grant meets a full disk', async () => {
    const folder = temporaryFolder();
    const file = `${folder.path}/venue.sqlite`;
    makeVenueFile(file, { security_group: [[1, 'Bar', 1]] });
    const raw = new DatabaseSync(file);
    raw.exec(
      "CREATE TRIGGER full BEFORE INSERT ON swiftpos_security_group_object BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    raw.close();
    const opened = await openVenue(file);
    const grant = opened.clerks.grant({
      securityGroupId: '1',
      permission: 'AUDIT_VIEW' as never,
      byName: 'x',
      at: new Date(),
    });
    await expect(grant).rejects.toMatchObject({ code: 'VENUE_DATABASE_UNAVAILABLE' });
    await opened.close();
    folder.remove();
  });
});
