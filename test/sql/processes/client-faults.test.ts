/** What the real client makes of each fault, and what the dialect's table of verdicts makes of that. */
import { setTimeout } from 'node:timers/promises';
import sql from 'mssql';
import { verdictOf } from '../../../src/sql/mssql/errors.js';
import { temporaryFolder } from '../engines.js';
import type { Fault, FaultAction } from '../tds/faults.js';
import { poolFor, type TestPool } from '../tds/pool.js';
import { ScriptedServer } from '../tds/server.js';

type Stage = 'connect' | 'read' | 'write' | 'begin' | 'commit' | 'rollback';

/** What is found, and whether the row that was to be written is there. */
type Case = readonly [name: string, at: Stage, fault: FaultAction, failure: string, rows: 0 | 1];

const error = (number: number, severity = 16, message = `said by the server, ${number}`) => ({
  error: { number, class: severity, message },
});

const CASES: readonly Case[] = [
  ['a connection that is reset', 'connect', 'reset', 'GONE', 0],
  ['a connection that ends', 'connect', 'end', 'GONE', 0],
  ['a port behind which nobody speaks', 'connect', 'hang', 'GONE', 0],
  ['a port of another program', 'connect', 'garbage', 'GONE', 0],
  ['a read that is reset', 'read', 'reset', 'GONE', 0],
  ['a read whose connection ends', 'read', 'end', 'GONE', 0],
  ['a read that nobody answers', 'read', 'hang', 'BUSY', 0],
  ['a read that takes too long', 'read', { delayMs: 60_000 }, 'BUSY', 0],
  ['a read that is answered with no TDS', 'read', 'garbage', 'GONE', 0],
  ['an answer that is cut in its first byte', 'read', { cutAt: 0, by: 'end' }, 'GONE', 0],
  ['an answer that is cut in a token', 'read', { cutAt: 0.4, by: 'end' }, 'GONE', 0],
  ['an answer that is cut in a row', 'read', { cutAt: 0.8, by: 'reset' }, 'GONE', 0],
  ['an answer that is cut in its last byte', 'read', { cutAt: 0.99, by: 'end' }, 'GONE', 0],
  ['an answer that stops in the middle', 'read', { cutAt: 0.5, by: 'hang' }, 'BUSY', 0],
  ['a deadlock', 'read', error(1205, 13), 'BUSY', 0],
  ['a lock that is not given', 'read', error(1222), 'BUSY', 0],
  ['a snapshot that somebody changed', 'read', error(3960), 'BUSY', 0],
  ['no memory', 'read', error(701, 17), 'BUSY', 0],
  ['a full filegroup', 'write', error(1105, 17), 'FULL', 0],
  ['a full log', 'write', error(9002, 17), 'FULL', 0],
  ['a database that is only read', 'write', error(3906), 'READ_ONLY', 0],
  ['a table that is gone', 'read', error(208), 'DAMAGED', 0],
  ['a damaged page', 'read', error(824, 24), 'DAMAGED', 0],
  ['a right that is missing', 'read', error(229, 14), 'OTHER', 0],
  ['a database that is restored', 'read', error(927, 14), 'GONE', 0],
  [
    'a session that is killed',
    'write',
    error(596, 21, 'Cannot continue the execution because the session is in the kill state.'),
    'GONE',
    0,
  ],
  ['a number that nobody knows, fatal', 'write', error(21_000, 20), 'GONE', 0],
  ['a write that is reset before it is done', 'write', 'reset', 'GONE', 0],
  ['a write that is done and not answered', 'write', 'apply then reset', 'GONE', 1],
  ['a write that is done, and the connection ends', 'write', 'apply then end', 'GONE', 1],
  ['a write that is done, and then silence', 'write', 'apply then hang', 'BUSY', 1],
  ['a write whose answer is cut', 'write', { cutAt: 0.5, by: 'reset' }, 'GONE', 1],
  ['a transaction that does not begin', 'begin', 'reset', 'GONE', 0],
  ['a transaction that is refused', 'begin', error(3906), 'READ_ONLY', 0],
  ['a COMMIT that never arrives', 'commit', 'reset', 'GONE', 0],
  ['a COMMIT that is carried out and not answered', 'commit', 'apply then reset', 'GONE', 1],
  ['a COMMIT whose answer is cut', 'commit', { cutAt: 0.3, by: 'end' }, 'GONE', 1],
  ['a COMMIT that nobody answers', 'commit', 'hang', 'BUSY', 0],
  ['a ROLLBACK that never arrives', 'rollback', 'reset', 'GONE', 0],
];

describe('a client of a server where', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  let server: ScriptedServer;
  let pool: TestPool;
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  beforeAll(async () => {
    process.on('unhandledRejection', note);
    server = await new ScriptedServer({ folder: folder.path, databases: { state: file } }).start();
    const first = poolFor(server, { database: 'state' });
    await first.connect();
    await first.request().batch('create schema test');
    await first.request().batch('create table test.thing (id nvarchar(100) not null primary key)');
    await first.close();
  });
  beforeEach(() => {
    pool = poolFor(server, { database: 'state', requestTimeoutMs: 800 });
  });
  afterEach(async () => {
    server.faults.clear();
    // mssql waits for what is lent, for ever.
    server.dropAll();
    await pool.close();
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
    expect(server.mistakes).toEqual([]);
  });

  it.each(CASES)('%s (%s)', async (name, at, action, failure, rows) => {
    if (at !== 'connect') await pool.connect();
    server.fault({ at: pointOf(at), do: action });
    const thrown = await work(at, name).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (failure === 'none') expect(thrown).toBeUndefined();
    else expect({ thrown, ...verdictOf(thrown) }).toMatchObject({ failure });
    expect(server.faults.met).toBeGreaterThan(0);
    expect(await rowsOf(name)).toBe(rows);
  });

  it.each(['foreign certificate', 'expired certificate'] as const)(
    'the certificate is a %s',
    async (fault) => {
      server.fault({ at: 'prelogin', do: fault });
      const verified = poolFor(server, { database: 'state', trusts: server.certificate.cert });
      const thrown = await verified.connect().catch((reason: unknown) => reason);
      expect(verdictOf(thrown)).toMatchObject({
        failure: 'GONE',
        remedy: expect.stringMatching(/certificate/),
      });
      await verified.connect();
      await verified.close();
    },
  );

  it('no encryption is offered: nothing is sent to it', async () => {
    server.fault({ at: 'prelogin', do: 'no encryption' });
    const logins = server.logins.length;
    const thrown = await pool.connect().catch((reason: unknown) => reason);
    expect(verdictOf(thrown)).toMatchObject({
      failure: 'GONE',
      remedy: expect.stringMatching(/encrypts/),
    });
    expect(server.logins).toHaveLength(logins);
  });

  it.each([18456, 18486, 18487, 4060])('the login is refused with %i', async (number) => {
    // Of 4060 tedious thinks that it may pass, and asks three times more.
    server.fault({ at: 'login', times: 9, do: error(number, 14, 'Login failed.') });
    const thrown = await pool.connect().catch((reason: unknown) => reason);
    expect(verdictOf(thrown)).toMatchObject({ failure: 'GONE', isTransient: false });
  });

  it.each<[string, FaultAction]>([
    ['answers a byte at a time', { bytesAtATime: 7 }],
    ['answers late', { delayMs: 100 }],
    ['answers, and then ends the connection', 'answer then end'],
    ['answers, and then resets the connection', 'answer then reset'],
  ])('%s, and nothing is lost', async (_name, action) => {
    await pool.connect();
    server.fault({ at: 'rpc', do: action });
    expect(await work('read', '')).toMatchObject({ recordset: [{ one: 1, text: 'ü'.repeat(50) }] });
    // A connection that ended while it was idle is noticed before it is lent again.
    await setTimeout(50);
    expect(await work('read', '')).toMatchObject({ recordset: [{ one: 1 }] });
  });

  function work(at: Stage, id: string): Promise<unknown> {
    if (at === 'connect') return pool.connect();
    if (at === 'read')
      return pool.request().input('1', sql.NVarChar, 'ü'.repeat(50)).query('select 1 as [one], @1 as [text]');
    if (at === 'write') return insert(pool, id);
    return inTransaction(id, at === 'rollback' ? 'rollback' : 'commit');
  }

  async function inTransaction(id: string, end: 'commit' | 'rollback'): Promise<void> {
    const transaction = new sql.Transaction(pool);
    await transaction.begin();
    await insert(transaction, id);
    await transaction[end]();
  }

  async function rowsOf(id: string): Promise<number> {
    server.dropAll();
    server.faults.clear();
    const other = poolFor(server, { database: 'state' });
    await other.connect();
    const { recordset } = await other
      .request()
      .input('1', sql.NVarChar, id)
      .query('select id from test.thing where id = @1');
    await other.close();
    return recordset.length;
  }
});

function insert(into: sql.ConnectionPool | sql.Transaction, id: string) {
  return into.request().input('1', sql.NVarChar, id).query('insert into test.thing (id) values (@1)');
}

function pointOf(at: Stage): Fault['at'] {
  return at === 'read' || at === 'write' ? 'rpc' : at;
}
