/** A SQL Server that is away, lies or hangs, through the real client: nobody waits for ever, nothing is told to a stranger. */
import { setTimeout as sleep } from 'node:timers/promises';
import { mssqlDatabase } from '../../../src/sql/mssql/database.js';
import type { Fault } from '../tds/faults.js';
import { FailingServer } from './failing-server.js';

describe('a SQL Server that fails', () => {
  const failing = new FailingServer();
  const { server } = failing;
  beforeAll(() => failing.start());
  afterEach(() => server.faults.clear());
  afterAll(() => failing.stop());

  it('is told at once that the server is away, and uses it again within five seconds of its return', async () => {
    await server.stop();
    const waits: number[] = [];
    const ask = async () => {
      const since = performance.now();
      await expect(failing.opened.venue.locations()).rejects.toMatchObject({
        code: 'VENUE_DATABASE_UNAVAILABLE',
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
    while ((await failing.opened.venue.locations().catch(() => undefined)) === undefined) await sleep(50);
    expect(performance.now() - since).toBeLessThan(5000);
  });

  it('is not asked again and again with a login that it refuses', async () => {
    const before = server.logins.length;
    const login = { kind: 'sql', user: server.credentials.user, password: () => 'another' } as const;
    const database = mssqlDatabase({ settings: failing.settings({ login }) });
    for (let asked = 0; asked < 10; asked += 1) {
      const error = await database.db
        .selectFrom('clerk')
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
      await expect(reading()).rejects.toMatchObject({
        code: 'VENUE_DATABASE_UNAVAILABLE',
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
    await expect(reading()).rejects.toMatchObject({
      code: 'VENUE_DATABASE_UNAVAILABLE',
      details: { failure: 'GONE' },
    });
  });

  it('hangs in a statement: BUSY after its time, and the next one is served', async () => {
    const hasty = await failing.open({ requestMs: 300 });
    server.fault({ at: /from "controlplane"."location_group"/, do: { delayMs: 2000 } });
    await expect(hasty.venue.locationGroups()).rejects.toMatchObject({ details: { failure: 'BUSY' } });
    expect(await hasty.venue.locationGroups()).not.toEqual([]);
    await hasty.close();
  });

  it('keeps nobody from ending: what is open is cut', async () => {
    const other = await failing.open();
    server.fault({ at: /"location_group"/, do: 'hang' });
    const hangs = other.venue.locationGroups().catch(() => 'cut');
    await sleep(200);
    const since = performance.now();
    await other.close();
    expect(performance.now() - since).toBeLessThan(8000);
    expect(await hangs).toBe('cut');
  });

  /** By connections that are new. */
  async function reading(): Promise<unknown> {
    const { venue, close } = await failing.open();
    return venue.locations().finally(close);
  }
});
