/** What the dialect makes of a SQL Server that fails, through the real client: nothing lost, nothing done twice, nothing asked for ever. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { MssqlSettings } from '../../../src/sql/mssql/settings.js';
import { type OpenStateDatabase, openStateDatabase } from '../../../src/sql/open-state.js';
import type { StateTables } from '../../../src/sql/state/tables.js';
import { quietLog, temporaryFolder, testKeys } from '../engines.js';
import { at, newOperation } from '../samples.js';
import type { Fault } from '../tds/faults.js';
import { ScriptedServer } from '../tds/server.js';

describe('SQL Server that fails', () => {
  const folder = temporaryFolder();
  const file = join(folder.path, 'state.sqlite');
  let server: ScriptedServer;
  let state: OpenStateDatabase;

  const settings = (others: Partial<MssqlSettings> = {}): MssqlSettings => ({
    server: 'localhost',
    port: server.port,
    database: 'state',
    login: { kind: 'sql', user: server.credentials.user, password: () => server.credentials.password },
    certificate: server.certificate.cert,
    ...others,
  });
  const open = (others: Partial<MssqlSettings> = {}): Promise<OpenStateDatabase> =>
    openStateDatabase({
      database: mssqlDatabase<StateTables>({
        settings: settings(others),
        schema: 'venue_control',
        marks: true,
      }),
      keys: testKeys,
      log: quietLog,
      version: '1.0.0',
    });

  beforeAll(async () => {
    server = await new ScriptedServer({ folder: folder.path, databases: { state: file } }).start();
    state = await open();
    await state.operations.create(newOperation());
  });
  afterEach(() => server.faults.clear());
  afterAll(async () => {
    await state.close();
    await server.stop();
    folder.remove();
  });

  const say = (message: string) =>
    state.operations.appendEvent({
      operationId: 'op',
      at: at(0),
      step: undefined,
      level: 'INFORMATION',
      percent: undefined,
      message,
    });
  const said = async () => (await state.operations.events('op', 0, 1000)).map(({ message }) => message);
  const marks = () => {
    const raw = new DatabaseSync(file, { readOnly: true });
    const { count } = raw.prepare('SELECT count(*) AS count FROM "venue_control.commit_mark"').get() as {
      count: number;
    };
    raw.close();
    return count;
  };

  it.each<[string, Fault['do'], Fault['at']]>([
    ['reset before COMMIT was carried out', 'reset', 'commit'],
    ['reset after COMMIT was carried out', 'apply then reset', 'commit'],
    ['ended before COMMIT was carried out', 'end', 'commit'],
    ['ended after COMMIT was carried out', 'apply then end', 'commit'],
    ['cut in the answer to COMMIT', { cutAt: 0.5, by: 'reset' }, 'commit'],
    ['a deadlock at COMMIT', { error: { number: 1205, message: 'deadlock victim', class: 13 } }, 'commit'],
    [
      'a deadlock in a statement',
      { error: { number: 1205, message: 'deadlock victim', class: 13 } },
      /operation_event/,
    ],
    ['reset in a statement', 'reset', /insert into "venue_control"."operation_event"/],
    ['reset after a statement', 'apply then reset', /insert into "venue_control"."operation_event"/],
    [
      'cut in the answer to a statement',
      { cutAt: 0.3, by: 'end' },
      /insert into "venue_control"."operation_event"/,
    ],
    ['reset at the mark', 'apply then reset', /commit_mark/],
    ['reset at BEGIN', 'reset', 'begin'],
    ['reset after BEGIN', 'apply then reset', 'begin'],
    [
      'a session that is killed',
      { error: { number: 596, message: 'session killed', class: 21 } },
      /operation_event/,
    ],
  ])('has said it once, after %s', async (name, fault, point) => {
    server.fault({ at: point, do: fault });
    await say(name);
    expect(server.faults.met).toBeGreaterThan(0);
    expect((await said()).filter((message) => message === name)).toHaveLength(1);
    const { sequence } = await say(`after ${name}`);
    expect((await said())[sequence - 1]).toBe(`after ${name}`);
    expect(marks()).toBeGreaterThan(0);
  });

  it('is told at once that the server is away, and uses it again within five seconds of its return', async () => {
    await server.stop();
    const waits: number[] = [];
    const ask = async () => {
      const since = performance.now();
      await expect(state.pins.count()).rejects.toMatchObject({
        code: 'STATE_DATABASE_UNAVAILABLE',
        details: { failure: 'GONE' },
      });
      waits.push(performance.now() - since);
    };
    for (let asked = 0; asked < 40; asked += 1) {
      await ask();
      await sleep(50);
    }
    expect(waits.sort((one, other) => one - other)[30]).toBeLessThan(20);
    await server.start();
    const since = performance.now();
    while ((await state.pins.count().catch(() => undefined)) === undefined) await sleep(50);
    expect(performance.now() - since).toBeLessThan(5000);
    await say('back');
    expect(await said()).toContain('back');
  });

  it('is not asked again and again with a login that it refuses', async () => {
    const before = server.logins.length;
    const login = { kind: 'sql', user: server.credentials.user, password: () => 'another' } as const;
    const database = mssqlDatabase<StateTables>({
      settings: settings({ login }),
      schema: 'venue_control',
      marks: true,
    });
    for (let asked = 0; asked < 10; asked += 1) {
      const error = await database.db
        .selectFrom('pin')
        .selectAll()
        .execute()
        .catch((cause: unknown) => cause);
      expect(database.engine.failureOf(error)).toBe('GONE');
      expect(database.engine.remedyOf(error)).toContain('Have the DBA look at the login');
    }
    expect(server.logins.length - before).toBe(1);
    await database.close();
  });

  it.each(['foreign certificate', 'expired certificate'] as const)(
    'is not believed with a %s, and the remedy says what to do',
    async (fault) => {
      server.fault({ at: 'prelogin', do: fault, times: 9 });
      await expect(open()).rejects.toMatchObject({
        code: 'STATE_DATABASE_UNAVAILABLE',
        details: { failure: 'GONE' },
        remedy: expect.stringContaining('sql.certificateFile'),
      });
    },
  );

  it.each<[Fault['at'], Fault['do']]>([
    ['connect', 'reset'],
    ['connect', 'garbage'],
    ['prelogin', 'end'],
    ['login', 'reset'],
    ['login', 'end'],
    ['login', { cutAt: 0.5, by: 'reset' }],
    ['batch', 'reset'],
    ['login', { error: { number: 4060, message: 'Cannot open database.', class: 11 } }],
  ])('is away, and nothing else, when %s has %j', async (point, fault) => {
    server.fault({ at: point, do: fault, times: 20 });
    await expect(open()).rejects.toMatchObject({
      code: 'STATE_DATABASE_UNAVAILABLE',
      details: { failure: 'GONE' },
    });
  });

  it('is told no password when it says that it can not encrypt', async () => {
    const before = server.logins.length;
    server.fault({ at: 'prelogin', do: 'no encryption', times: 20 });
    await expect(open()).rejects.toMatchObject({
      details: { failure: 'GONE' },
      remedy: expect.stringContaining('Both ends have to encrypt'),
    });
    expect(server.logins.length).toBe(before);
  });

  it('hangs in a statement: BUSY after its time, and the next one is served', async () => {
    const hasty = await open({ requestMs: 300 });
    server.fault({ at: /from "venue_control"."pin"/, do: { delayMs: 2000 } });
    await expect(hasty.pins.count()).rejects.toMatchObject({ details: { failure: 'BUSY' } });
    expect(await hasty.pins.count()).toBe(0);
    await hasty.close();
  });

  it('hangs after COMMIT was carried out: it is looked up, and not done twice', async () => {
    const hasty = await open({ requestMs: 300 });
    server.fault({ at: 'commit', do: 'apply then hang' });
    await hasty.plans.remember('hung', { once: true }, at(0));
    expect(await hasty.plans.recall('hung')).toMatchObject({ value: { once: true } });
    await hasty.close();
  });

  it('keeps nobody from ending: what is open is cut', async () => {
    const other = await open();
    server.fault({ at: /"plan_record"/, do: 'hang' });
    const hangs = other.transaction(({ plans }) => plans.find('x', 'ONBOARD')).catch(() => 'cut');
    await sleep(200);
    const since = performance.now();
    await other.close();
    expect(performance.now() - since).toBeLessThan(8000);
    expect(await hangs).toBe('cut');
  });

  it('drops every connection again and again: each is said once, whatever was acknowledged is there', async () => {
    let stopped = false;
    const drops = (async () => {
      while (!stopped) {
        await sleep(40 + Math.random() * 120);
        server.dropAll();
      }
    })();
    const acknowledged: string[] = [];
    for (let index = 0; index < 60; index += 1) {
      const message = `dropped ${index}`;
      await say(message).then(
        () => acknowledged.push(message),
        () => sleep(200),
      );
    }
    stopped = true;
    await drops;
    const everything = await eventually(said);
    const found = everything.filter((message) => message.startsWith('dropped'));
    expect(new Set(found).size).toBe(found.length);
    expect(acknowledged.filter((message) => !found.includes(message))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(20);
  });
});

/** Once the way is open again. */
async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (const until = performance.now() + 5000; ; await sleep(100)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() > until) throw error;
    }
  }
}
