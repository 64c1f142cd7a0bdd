import sql from 'mssql';
import { makeVenueFile, temporaryFolder } from '../engines.js';
import { poolFor, type TestPool } from '../tds/pool.js';
import { ScriptedServer } from '../tds/server.js';

describe('the scripted SQL Server', () => {
  const folder = temporaryFolder();
  let server: ScriptedServer;
  const open: TestPool[] = [];
  const connect = async (options: Parameters<typeof poolFor>[1]) => {
    const pool = poolFor(server, options);
    open.push(pool);
    await pool.connect();
    return pool;
  };

  beforeAll(async () => {
    const file = `${folder.path}/venue.sqlite`;
    makeVenueFile(file, {
      clerk_group: [[0, 'Managers']],
      security_group: [[9, 'Administrators', 1]],
      clerk: [[1, 'Zoë 日本 🍺', 0, null, 1, 0]],
    });
    const databases = { venue: file, state: `${folder.path}/state.sqlite` };
    server = await new ScriptedServer({ folder: folder.path, databases }).start();
    const pool = await connect({ database: 'state' });
    for (const definition of DEFINITIONS) await pool.request().batch(definition);
  });
  afterAll(async () => {
    for (const pool of open) await pool.close();
    await server.stop();
    folder.remove();
  });

  it.each([true, false])('lets the right password in, with encryption %s', async (encrypt) => {
    const pool = await connect({ encrypt });
    const { recordset } = await pool.request().query("select 1 as [one], N'ü' as [text], null as [none]");
    expect(recordset).toEqual([{ one: 1, text: 'ü', none: null }]);
    expect(server.logins.at(-1)).toMatchObject({ user: 'venue_control', password: 'right' });
  });

  it('refuses a wrong password, a database that is not there, and a certificate that nobody vouches for', async () => {
    await expect(connect({ password: 'no' })).rejects.toMatchObject({ code: 'ELOGIN' });
    await expect(connect({ database: 'elsewhere' })).rejects.toMatchObject({ code: 'ELOGIN' });
    await expect(connect({ verify: true })).rejects.toThrow(/certificate/);
  });

  it('shows the venue, with types and comparisons of SQL Server, and takes a grant', async () => {
    const pool = await connect({ database: 'venue' });
    const { recordset } = await pool
      .request()
      .input('1', sql.NVarChar, '["1 "]')
      .query('select * from [controlplane].[clerk] where [id] in (select [value] from openjson(@1))');
    expect(recordset).toEqual([
      {
        id: '1',
        name: 'Zoë 日本 🍺',
        active: true,
        back_office: true,
        clerk_group_id: '0',
        security_group_id: null,
      },
    ]);
    const at = new Date('2031-05-06T12:00:00.123Z');
    const grant = (group: string) =>
      pool
        .request()
        .input('security_group_id', sql.NVarChar, group)
        .input('permission', sql.NVarChar, 'AUDIT_VIEW')
        .input('by_name', sql.NVarChar, 'Zoë')
        .input('at', sql.DateTime2(3), at)
        .input('expires_at', sql.DateTime2(3), null)
        .execute('controlplane.grant_permission');
    await grant('9');
    await expect(grant('10')).rejects.toMatchObject({ number: 50_001 });
    const ticks = await pool.request().query('select granted, granted_at from controlplane.permission_tick');
    expect(ticks.recordset).toEqual([{ granted: true, granted_at: at }]);
  });

  it('keeps every type as it was given', async () => {
    const pool = await connect({ database: 'state' });
    const values = {
      id: 'types',
      at: new Date('1753-01-01T00:00:00.001Z'),
      ratio: 0.1,
      big: String(2 ** 53 - 1),
      flag: true,
    };
    await insert(pool, values);
    await insert(pool, { id: 'long', text: 'ü'.repeat(100_000) });
    const { recordset } = await pool
      .request()
      .query("select * from test.thing where id in ('types', 'long') order by id desc");
    expect(recordset[0]).toEqual({ ...values, text: null, slot: null, state: 'NEW' });
    expect(recordset[1].text).toBe('ü'.repeat(100_000));
  });

  it('refuses what SQL Server refuses, with its numbers', async () => {
    const pool = await connect({ database: 'state' });
    await insert(pool, { id: 'one', slot: 'a' });
    const numberOf = (text: string) =>
      pool
        .request()
        .query(text)
        .then(
          () => 0,
          (error: { number: number }) => error.number,
        );
    expect(await numberOf("insert into test.thing (id) values ('one  ')")).toBe(2627);
    expect(await numberOf("insert into test.thing (id, slot) values ('two', 'A')")).toBe(2601);
    expect(await numberOf('insert into test.thing (id) values (null)')).toBe(515);
    expect(await numberOf(`insert into test.thing (id) values ('${'x'.repeat(41)}')`)).toBe(2628);
    expect(await numberOf('select nothing from test.thing')).toBe(207);
    expect(await numberOf('select other.id from test.thing')).toBe(4104);
    expect(await numberOf('select 1 from thing')).toBe(208);
    expect(await numberOf('select @x')).toBe(137);
    expect(await numberOf("update test.thing set slot = 'x' output inserted.id")).toBe(334);
    expect(await numberOf('exec test.nothing')).toBe(2812);
    expect(await numberOf('create table elsewhere.thing (id int)')).toBe(2760);
    expect(server.unknown).toEqual([]);
    expect(await numberOf('select frobnicate(1)')).toBe(60_000);
    expect(await numberOf('merge test.thing as t')).toBe(60_000);
    expect(server.unknown.splice(0)).toEqual(['select frobnicate(1)', 'merge test.thing as t']);
  });

  it('goes on with a transaction after a second key, and ends it after a trigger that throws', async () => {
    const pool = await connect({ database: 'state' });
    const kept = new sql.Transaction(pool);
    await kept.begin();
    await insert(kept, { id: 'kept', state: 'DONE' });
    await expect(insert(kept, { id: 'kept' })).rejects.toMatchObject({ number: 2627, class: 14 });
    await kept.commit();
    const thrown = new sql.Transaction(pool);
    await thrown.begin();
    await insert(thrown, { id: 'gone' });
    const change = thrown.request().query("update test.thing set state = 'NEW' where id = 'kept'");
    await expect(change).rejects.toMatchObject({
      number: 3609,
      precedingErrors: [expect.objectContaining({ number: 51_001 })],
    });
    await expect(thrown.commit()).rejects.toMatchObject({ code: 'EABORT' });
    const { recordset } = await pool
      .request()
      .query("select id from test.thing where id in ('kept', 'gone')");
    expect(recordset).toEqual([{ id: 'kept' }]);
  });

  it('lets one transaction write at a time, and others read what was committed', async () => {
    const pool = await connect({ database: 'state' });
    const first = new sql.Transaction(pool);
    await first.begin();
    await insert(first, { id: 'first' });
    const seen = await pool.request().query("select id from test.thing where id = 'first'");
    expect(seen.recordset).toEqual([]);
    let isSecond = false;
    const second = insert(pool, { id: 'second' }).then(() => (isSecond = true));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(isSecond).toBe(false);
    await first.commit();
    await second;
  });

  it('hears a cancel, and forgets what a lost connection had not committed', async () => {
    const pool = await connect({ database: 'state' });
    server.fault({ at: /as \[slow\]/, do: { delayMs: 30_000 } });
    const request = pool.request().input('1', sql.Int, 1);
    setTimeout(() => request.cancel(), 30);
    await expect(request.query('select @1 as [slow]')).rejects.toMatchObject({ code: 'ECANCEL' });
    const lost = new sql.Transaction(pool);
    await lost.begin();
    await insert(lost, { id: 'lost' });
    server.dropAll();
    await expect(lost.commit()).rejects.toThrow();
    const { recordset } = await pool.request().query("select id from test.thing where id = 'lost'");
    expect(recordset).toEqual([]);
  });
});

const DEFINITIONS = [
  'create schema test',
  `create table test.thing (
    id nvarchar(40) collate Latin1_General_100_BIN2 not null constraint pk_thing primary key,
    slot nvarchar(10) null, state nvarchar(20) not null default 'NEW', at datetime2(3) null,
    ratio float null, big bigint null, flag bit null, text nvarchar(max) null)`,
  'create unique index thing_slot on test.thing (slot) where slot is not null',
  `create trigger test.thing_over on test.thing after update as
   begin
     set nocount on;
     if exists (select 1 from inserted i join deleted d on d.id = i.id where d.state = 'DONE' and i.state <> d.state)
       throw 51001, 'What is over never changes.', 1;
   end`,
];

const types: Readonly<Record<string, () => sql.ISqlType>> = {
  at: () => sql.DateTime2(3),
  ratio: () => sql.Float(),
  big: () => sql.BigInt(),
  flag: () => sql.Bit(),
};

function insert(into: sql.ConnectionPool | sql.Transaction, row: Readonly<Record<string, unknown>>) {
  const request = into.request();
  const columns = Object.keys(row);
  for (const column of columns)
    request.input(column, types[column]?.() ?? sql.NVarChar(sql.MAX), row[column]);
  return request.query(
    `insert into [test].[thing] (${columns.map((column) => `[${column}]`).join(', ')}) values (${columns.map((column) => `@${column}`).join(', ')})`,
  );
}
