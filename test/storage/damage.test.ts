/** The look through a whole file, beside a server that continues meanwhile. */
import { closeSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { sqliteDatabase } from '../../src/storage/sqlite/database.js';
import { failureOf } from '../../src/storage/sqlite/errors.js';
import { findDamage } from '../../src/storage/sqlite/examination.js';
import { temporaryFolder } from './engines.js';

const folder = temporaryFolder();
afterAll(folder.remove);

/** Eleven megabytes: of less it is not worth a thread. */
async function longFile(name: string, rows = 200_000) {
  const file = join(folder.path, name);
  const database = sqliteDatabase({ file, create: true });
  await sql`create table long (n integer primary key, words text)`.execute(database.db);
  await sql`with recursive number (n) as (select 1 union all select n + 1 from number where n < ${sql.lit(rows)})
    insert into long select n, 'Row ' || n || ' of a venue that has run for years' from number`.execute(
    database.db,
  );
  return { file, ...database };
}

/** Milliseconds that this thread worked for it, however long it waited for a core of this machine. */
async function workHere(what: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await what();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

test('leaves this thread free for as long as it takes', async () => {
  const { db, close } = await longFile('long.sqlite', 600_000);
  // A first thread is dearer than any after it.
  expect(await findDamage(db)).toBeUndefined();
  const beside = await workHere(() => findDamage(db));
  const here = await workHere(() => sql`pragma quick_check(5)`.execute(db));
  expect(beside).toBeLessThan(here / 2);
  // Nor does it wait for it.
  let turns = 0;
  let isOver = false;
  void findDamage(db).finally(() => {
    isOver = true;
  });
  for (; !isOver; turns += 1) await turn();
  expect(turns).toBeGreaterThan(3);
  await close();
});

test('a file that is gone meanwhile fails as the database itself does', async () => {
  const { file, db, close } = await longFile('moved.sqlite');
  renameSync(file, `${file}.away`);
  const error: unknown = await findDamage(db).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toBe('GONE');
  await close();
});

test.each([
  ['young', 10],
  ['old', 200_000],
])(
  'finds what is wrong in a state that is %s',
  async (name, rows) => {
    const file = join(folder.path, `${name}.sqlite`);
    const { db, close } = sqliteDatabase({ file, create: true });
    await sql`create table kept (n integer primary key, words text)`.execute(db);
    await sql`with recursive number (n) as (select 1 union all select n + 1 from number where n < ${sql.lit(rows)})
    insert into kept select n, 'Row ' || n || ' of a venue that has run for years' from number`.execute(db);
    expect(await findDamage(db)).toBeUndefined();
    await close();
    // The table's first page.
    const handle = openSync(file, 'r+');
    writeSync(handle, Buffer.alloc(4096, 0xff), 0, 4096, 4096);
    closeSync(handle);
    const again = sqliteDatabase({ file, create: false });
    // In its words, or as the failure that a start refuses in the same way.
    expect(await findDamage(again.db).catch(failureOf)).toMatch(/page 2|DAMAGED/);
    await again.close();
  },
  30_000,
);
