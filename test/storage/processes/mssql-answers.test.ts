/** What a caller reads about a SQL Server that refuses: eight causes, each with its own remedy and the place, and how soon it is used again. */
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { error, failingServer, LOCATIONS, READ, said } from './failing-server.js';

describe('a SQL Server that refuses', () => {
  const { server, open } = failingServer(3000);

  it('offers a changed password at the next connection, and the refused one never again', async () => {
    const { user } = server.credentials;
    const old = server.credentials.password;
    let inFile = old;
    const venue = await open({ login: { kind: 'sql', user, password: () => inFile } });
    expect(await venue.venue.locations()).toHaveLength(LOCATIONS);
    server.credentials.password = 'changed by the DBA';
    server.dropAll();
    const logins = server.logins.length;
    try {
      for (let asked = 0; asked < 10; asked += 1)
        await expect(venue.venue.locations()).rejects.toMatchObject({
          remedy: expect.stringContaining('password'),
        });
      inFile = 'changed by the DBA';
      expect(await venue.venue.locations()).toHaveLength(LOCATIONS);
      expect(server.logins.slice(logins).map(({ password }) => password)).toEqual(['wrong', 'right']);
    } finally {
      server.credentials.password = old;
    }
  });

  it.each<[string, () => Promise<void> | void, RegExp, RegExp]>([
    ['not reachable', () => server.stop(), /can't be reached/, /Start the SQL Server service.*TCP\/IP/],
    [
      'a refused login',
      () => server.fault({ at: 'login', do: error(18_456, 14), times: 9 }),
      /refused the login/,
      /password file/,
    ],
    [
      'a missing database',
      () => server.fault({ at: 'login', do: { errors: [4060, 18_456].map(said) }, times: 99 }),
      /can't open the database/,
      /Check "database"/,
    ],
    [
      'no views',
      () => {
        server.answers = [[/INFORMATION_SCHEMA\.VIEWS/i, () => []]];
      },
      /has no controlplane\.\w+ and 16 more/,
      /venue-control migrate --venue --print.*database venue/,
    ],
    [
      'missing rights',
      () => server.fault({ at: READ, do: error(229, 14), times: 9 }),
      /lacks rights/,
      /run login\.sql/,
    ],
    [
      'a certificate',
      () => server.fault({ at: 'prelogin', do: 'foreign certificate', times: 9 }),
      /certificate is not trusted/,
      /certificate for the name localhost.*changes at each start/,
    ],
    [
      'a start',
      () => server.fault({ at: 'login', do: error(17_187, 16), times: 99 }),
      /is starting, paused or shutting down/,
      /Wait until SQL Server has started/,
    ],
    [
      'used up resources',
      () => server.fault({ at: READ, do: error(802, 17), times: 9 }),
      /out of resources/,
      /ask the DBA to free memory/,
    ],
  ])('says what to do about %s, and where', async (_what, happen, message, remedy) => {
    await happen();
    try {
      const venue = await open();
      const where = `(Server localhost, port ${server.port}, database venue, login venue_control.)`;
      await expect(venue.venue.locations()).rejects.toMatchObject({
        code: 'VENUE_DATABASE_UNAVAILABLE',
        message: expect.stringMatching(message),
        remedy: expect.stringMatching(remedy),
      });
      await expect(venue.venue.locations()).rejects.toThrow(where);
    } finally {
      server.answers = [];
      server.faults.clear();
      await server.stop();
      await server.start();
    }
  });

  it('examines the rest when one question fails', async () => {
    const venue = await open();
    const whole = await venue.examine();
    server.fault({ at: /fileproperty/, do: error(300, 14), times: 9 });
    const findings = await venue.examine();
    expect(findings.find(({ part }) => part === 'database space')).toMatchObject({
      ok: false,
      detail: expect.stringContaining('lacks rights'),
    });
    expect(findings.map(({ part }) => part).toSorted()).toEqual(whole.map(({ part }) => part).toSorted());
  });

  it.each([17_142, 17_187, 17_188, 17_809, 4060])(
    'is used again within five seconds of its return after a login failed with %i',
    async (number) => {
      server.fault({ at: 'login', do: { errors: [number, 18_456].map(said) }, times: 99 });
      const venue = await open();
      for (let asked = 0; asked < 10; asked += 1) {
        await expect(venue.venue.locations()).rejects.toThrow();
        await sleep(50);
      }
      server.faults.clear();
      const since = performance.now();
      while ((await venue.venue.locations().catch(() => undefined)) === undefined) {
        expect(performance.now() - since).toBeLessThan(5000);
        await sleep(50);
      }
    },
  );
});

describe('a SQL Server as a witness of the time', () => {
  const { server, open } = failingServer(3000);

  it.each([
    ['another machine', 'SQL-OF-THE-VENUE', true],
    ['this machine', hostname().toUpperCase().slice(0, 15), false],
    ['a machine that it does not name', null, false],
  ])('is heard only where it is not this machine: %s', async (_, machine, isHeard) => {
    server.answers = [[/serverproperty\('MachineName'\)/, ({ now }) => [{ now, machine }]]];
    const { venue } = await open();
    const heard = await venue.utcNow();
    expect(heard !== undefined && Math.abs(heard.getTime() - Date.now()) < 60_000).toBe(isHeard);
  });
});
