/** The look through a whole file, beside a server that goes on meanwhile. */
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'kysely';
import { findDamage } from '../../src/sql/sqlite/damage.js';
import { sqliteDatabase } from '../../src/sql/sqlite/database.js';
import { failureOf } from '../../src/sql/sqlite/errors.js';
import { temporaryFolder } from './engines.js';

const folder = temporaryFolder();
afterAll(folder.remove);

test('keeps this thread free for as long as it takes', async () => {
  const file = join(folder.path, 'long.sqlite');
  const { db, close } = sqliteDatabase({ file, create: true });
  await sql`create table long (n integer primary key, words text)`.execute(db);
  await sql`with recursive number (n) as (select 1 union all select n + 1 from number where n < 200000)
    insert into long select n, 'Row ' || n || ' of a venue that has run for years' from number`.execute(db);
  let isOver = false;
  const looking = findDamage(db).finally(() => {
    isOver = true;
  });
  let turns = 0;
  for (; !isOver; turns += 1) await turn();
  expect(await looking).toBeUndefined();
  expect(turns).toBeGreaterThan(100);
  await close();
});

test('a file that is gone meanwhile fails as the database itself does', async () => {
  const file = join(folder.path, 'moved.sqlite');
  const { db, close } = sqliteDatabase({ file, create: true });
  await sql`create table kept (n)`.execute(db);
  renameSync(file, `${file}.away`);
  const error: unknown = await findDamage(db).catch((thrown: unknown) => thrown);
  expect(failureOf(error)).toBe('GONE');
  await close();
});
