import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import type { TransactionalDatabase } from '../../src/storage/database.js';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { openFile } from '../../src/storage/sqlite/open-file.js';
import { temporaryFolder } from './engines.js';
import { at } from './samples.js';

interface Tables {
  thing: { id: number; value: unknown };
}

describe('a SQLite database', () => {
  const folder = temporaryFolder();
  let files = 0;
  let file: string;
  let database: TransactionalDatabase<Tables>;
  beforeEach(async () => {
    files += 1;
    file = `${folder.path}/${files}.sqlite`;
    database = sqliteDatabase<Tables>({ file, create: true, waitMs: 400 });
    await sql`create table thing (id integer primary key, value)`.execute(database.db);
  });
  afterEach(() => database.close());
  afterAll(() => folder.remove());
  const values = async () =>
    (await database.db.selectFrom('thing').select('value').execute()).map((row) => row.value);
  const insert = (value: unknown, db = database.db) =>
    db
      .insertInto('thing')
      .values({ value } as never)
      .execute();

  it.each(['first', 'second', 'third'])(
    'is durable, in WAL, with foreign keys, at its %s opening',
    async () => {
      // The same file each time: the trap is that SQLite comes up differently once the file is in WAL mode.
      const connection = await openFile({ file: `${folder.path}/settings.sqlite`, create: true }, 100);
      const reads = (pragma: string) => Object.values(connection.prepare(`PRAGMA ${pragma}`).get() ?? {})[0];
      expect(reads('journal_mode')).toBe('wal');
      expect(reads('synchronous')).toBe(2);
      expect(reads('foreign_keys')).toBe(1);
      expect(reads('busy_timeout')).toBeLessThanOrEqual(50);
      connection.close();
    },
  );

  it('writes a limit into the statement, which SQLite else compiles with each run', () => {
    const { sql: text, parameters } = database.db.selectFrom('thing').select('value').limit(3).compile();
    expect(text).toMatch(/ limit 3$/);
    expect(parameters).toEqual([]);
  });

  it('keeps its file from other users', () => {
    for (const end of ['', '-wal', '-shm']) expect(statSync(file + end).mode & 0o077).toBe(0);
  });

  it('stores what it is given or says that it cannot', async () => {
    await insert(Number.MAX_SAFE_INTEGER);
    await insert(Number.MIN_SAFE_INTEGER);
    await insert(BigInt(Number.MAX_SAFE_INTEGER));
    await insert(12.5);
    await insert(at(0));
    await insert(true);
    await insert('日本 🍺\u0000 after');
    await insert(null);
    expect(await values()).toEqual([
      Number.MAX_SAFE_INTEGER,
      Number.MIN_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
      12.5,
      '2031-05-06T12:00:00.123Z',
      1,
      '日本 🍺\u0000 after',
      null,
    ]);
  });

  it.each([2 ** 53, -(2 ** 53), 2n ** 53n, 2n ** 80n, 1e300, Number.NaN, Number.POSITIVE_INFINITY])(
    'refuses the number %s',
    async (value) => {
      await expect(insert(value)).rejects.toThrow(RangeError);
      expect(await values()).toEqual([]);
    },
  );

  it('refuses a time that text could not sort, an object and a symbol', async () => {
    await expect(insert(new Date(Date.UTC(10_000, 0)))).rejects.toThrow(RangeError);
    await expect(insert(new Date(Number.NaN))).rejects.toThrow('Invalid time value');
    await expect(insert({ a: 1 })).rejects.toThrow(TypeError);
    await expect(insert(Symbol('x'))).rejects.toThrow(TypeError);
  });

  it('throws rather than round an integer past 2^53 that it reads', async () => {
    await sql`insert into thing (value) values (9007199254740993)`.execute(database.db);
    await expect(values()).rejects.toThrow('too large');
  });

  it('throws when it is used inside its own transaction, and works right after', async () => {
    const inside = database.transaction(async () => values());
    await expect(inside).rejects.toThrow('inside its own transaction');
    const nested = database.transaction(() => database.transaction(async () => undefined));
    await expect(nested).rejects.toThrow('inside its own transaction');
    expect(await values()).toEqual([]);
  });

  it('lets work that a transaction left behind continue after its end', async () => {
    let late: Promise<unknown[]> | undefined;
    await database.transaction(async ({ db }) => {
      await insert('in', db);
      late = sleep(30).then(values);
    });
    expect(await late).toEqual(['in']);
  });

  it('refuses a transaction after its end', async () => {
    let leaked: typeof database.db | undefined;
    await database.transaction(async ({ db }) => {
      leaked = db;
    });
    await expect(insert('late', leaked)).rejects.toThrow();
    expect(await values()).toEqual([]);
  });

  it('does not commit the rest when SQLite itself has rolled back', async () => {
    const broken = database.transaction(async ({ db }) => {
      await insert('one', db);
      await sql`insert or rollback into thing (id, value) values (1, 'again')`
        .execute(db)
        .catch(() => undefined);
      await insert('two', db);
    });
    await expect(broken).rejects.toThrow('rolled back by the database');
    expect(await values()).toEqual([]);
    await insert('after');
    expect(await values()).toEqual(['after']);
  });

  it('refuses to stream', async () => {
    const stream = database.db.selectFrom('thing').selectAll().stream();
    await expect(stream.next()).rejects.toThrow('page by key');
  });

  it('prepares a statement once and forgets the oldest of many', async () => {
    for (let index = 0; index < 600; index += 1) await sql.raw(`select ${index} as n`).execute(database.db);
    await insert('still works');
    expect(await values()).toEqual(['still works']);
  });

  it('waits for another writer without blocking the event loop, and reads meanwhile', async () => {
    const other = new DatabaseSync(file);
    other.exec("BEGIN IMMEDIATE; INSERT INTO thing (value) VALUES ('other')");
    const written = insert('ours');
    let longest = 0;
    for (let started = performance.now(), round = 0; round < 20; round += 1) {
      expect(await values()).toEqual([]);
      await sleep(5);
      longest = Math.max(longest, performance.now() - started);
      started = performance.now();
    }
    other.exec('COMMIT');
    other.close();
    await written;
    expect(await values()).toEqual(['other', 'ours']);
    expect(longest).toBeLessThan(150);
  });

  it('gives up on a writer that does not end, and recovers when it does', async () => {
    const other = new DatabaseSync(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(insert('ours')).rejects.toMatchObject({ errcode: 5 });
    await expect(database.transaction(async () => undefined)).rejects.toMatchObject({ errcode: 5 });
    other.exec('ROLLBACK');
    other.close();
    await insert('ours');
    expect(await values()).toEqual(['ours']);
  });

  it('gives up on a transaction of ours that does not end, and continues when it does', async () => {
    let finish = (): void => undefined;
    const hanging = database.transaction(
      () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
    );
    await expect(insert('ours')).rejects.toThrow('held the database');
    expect(await values()).toEqual([]);
    finish();
    await hanging;
    await insert('ours');
    expect(await values()).toEqual(['ours']);
  });

  it('reads what was last committed while a transaction of ours is open, without waiting for it', async () => {
    await insert('before');
    const written = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const open = database.transaction(async ({ db }) => {
      await insert('inside', db);
      written.resolve();
      await mayEnd.promise;
    });
    await written.promise;
    expect(await values()).toEqual(['before']);
    mayEnd.resolve();
    await open;
    expect(await values()).toEqual(['before', 'inside']);
  });

  it('closes after the transaction that runs, twice without harm, and turns away what comes later', async () => {
    const running = database.transaction(async ({ db }) => {
      await sleep(20);
      await insert('kept', db);
    });
    await sleep(5);
    await Promise.all([database.close(), database.close()]);
    await running;
    await database.close();
    await expect(values()).rejects.toThrow('was closed');
    const again = new DatabaseSync(file);
    expect(again.prepare('SELECT value FROM thing').all()).toHaveLength(1);
    again.close();
  });

  it('closes when it was never used, and stays closed', async () => {
    const unused = sqliteDatabase<Tables>({
      file: `${folder.path}/unused.sqlite`,
      create: true,
    });
    await unused.close();
    await expect(unused.db.selectFrom('thing').selectAll().execute()).rejects.toThrow('was closed');
  });
});
