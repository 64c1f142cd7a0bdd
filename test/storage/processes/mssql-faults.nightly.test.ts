/** SQL Server that fails at each point of a connection, through the real client: no caller waits for ever, and no peer that isn't trusted receives a login. */
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { Permission } from '../../../src/domain/types/permissions.js';
import type { OpenVenueDatabase } from '../../../src/storage/open-venue.js';
import { at } from '../samples.js';
import type { Fault, FaultAction } from '../tds/faults.js';
import { error, failingServer, LOCATIONS, READ, said } from './failing-server.js';

const WRITE = /^exec "controlplane"."grant_permission"/;

describe('a SQL Server that fails', () => {
  const { file, server, open } = failingServer(500);
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);

  beforeAll(() => void process.on('unhandledRejection', note));
  afterAll(() => {
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  const grant = ({ clerks }: OpenVenueDatabase, byName: string) =>
    clerks.grant({ securityGroupId: '7', permission: Permission.AUDIT_VIEW, byName, at: at(1) });
  function ticksBy(byName: string): number {
    const raw = new DatabaseSync(file, { readOnly: true });
    const rows = raw.prepare('SELECT 1 FROM swiftpos_security_group_object WHERE granted_by = ?').all(byName);
    raw.close();
    return rows.length;
  }

  // How often the server is asked shows what is taken for transient.
  it.each<[name: string, fault: FaultAction, failure: string, asked: 1 | 4]>([
    ['it is reset', 'reset', 'GONE', 4],
    ['its connection ends', 'end', 'GONE', 4],
    ['nothing is answered', 'hang', 'BUSY', 1],
    ['it takes too long', { delayMs: 60_000 }, 'BUSY', 1],
    ['the answer is no TDS', 'garbage', 'GONE', 4],
    ['the answer is cut in its first byte', { sends: 0.001, by: 'end' }, 'GONE', 4],
    ['the answer is cut in its metadata', { sends: 0.3, by: 'end' }, 'GONE', 4],
    ['the answer is cut in a row', { sends: 0.8, by: 'reset' }, 'GONE', 4],
    ['the answer is cut in its last byte', { sends: 0.99, by: 'end' }, 'GONE', 4],
    ['the answer stops in the middle', { sends: 0.5, by: 'hang' }, 'BUSY', 1],
    ['it is a deadlock victim', error(1205, 13), 'BUSY', 4],
    ['there is no memory', error(701, 17), 'BUSY', 4],
    ['the view is gone', error(208), 'OTHER', 1],
    ['the database is restored', error(927, 14), 'GONE', 4],
    ['the session is killed', error(596, 21), 'GONE', 4],
  ])('fails a read when %s', async (_name, fault, failure, asked) => {
    const venue = await open();
    server.fault({ at: READ, do: fault, times: 9 });
    await expect(venue.venue.locations()).rejects.toMatchObject({
      code: 'VENUE_DATABASE_UNAVAILABLE',
      details: { failure },
    });
    expect(server.faults.met).toBe(asked);
    server.faults.clear();
    expect(await venue.venue.locations()).toHaveLength(LOCATIONS);
  });

  it.each<[name: string, fault: FaultAction]>([
    ['a reset', 'reset'],
    ['the end of the connection', 'end'],
    ['half of an answer', { sends: 0.5, by: 'reset' }],
    ['a deadlock', error(1205, 13)],
    ['an answer before the connection ends', { sends: 1, by: 'end' }],
    ['an answer before the connection is reset', { sends: 1, by: 'reset' }],
  ])('answers a read after %s', async (_name, fault) => {
    const venue = await open();
    server.fault({ at: READ, do: fault });
    expect(await venue.venue.locations()).toHaveLength(LOCATIONS);
    expect(server.faults.met).toBe(1);
    expect(await venue.venue.locations()).toHaveLength(LOCATIONS);
  });

  it.each<[name: string, fault: FaultAction, failure: string, rows: 0 | 1]>([
    ['a filegroup is full', error(1105, 17), 'FULL', 0],
    ['the log is full', error(9002, 17), 'FULL', 0],
    ['the database is read-only', error(3906), 'READ_ONLY', 0],
    ['it is reset before it is done', 'reset', 'GONE', 0],
    ['it is reset once it is done', { sends: 0, by: 'reset' }, 'GONE', 1],
    ['the connection ends once it is done', { sends: 0, by: 'end' }, 'GONE', 1],
    ['nothing is answered once it is done', { sends: 0, by: 'hang' }, 'BUSY', 1],
  ])('fails a grant when %s', async (name, fault, failure, rows) => {
    const venue = await open();
    server.fault({ at: WRITE, do: fault, times: 9 });
    await expect(grant(venue, name)).rejects.toMatchObject({ details: { failure } });
    expect(ticksBy(name)).toBe(rows);
  });

  it.each<[name: string, fault: FaultAction]>([
    ['a reset before it is done', 'reset'],
    ['a reset once it is done', { sends: 0, by: 'reset' }],
    ['half of its answer', { sends: 0.5, by: 'end' }],
    ['a deadlock', error(1205, 13)],
    ['a killed session', error(596, 21)],
  ])('makes a grant once after %s', async (name, fault) => {
    const venue = await open();
    server.fault({ at: WRITE, do: fault });
    await grant(venue, name);
    expect(server.faults.met).toBe(1);
    expect(ticksBy(name)).toBe(1);
  });

  it('loses no grant that it acknowledged, whenever all connections drop', async () => {
    const venue = await open({ requestMs: 3000, connectMs: 3000 });
    for (let ms = 0; ms < 12; ms += 1) {
      const name = `dropped after ${ms} ms`;
      const made = grant(venue, name).then(
        () => true,
        () => false,
      );
      await sleep(ms);
      server.dropAll();
      if (await made) expect(ticksBy(name)).toBe(1);
    }
  });

  it.each<[Fault['at'], FaultAction]>([
    ['connect', 'reset'],
    ['connect', 'end'],
    ['connect', 'hang'],
    ['connect', 'garbage'],
    ['prelogin', 'reset'],
    ['prelogin', 'end'],
    ['prelogin', 'hang'],
    ['login', 'reset'],
    ['login', 'end'],
    ['login', 'hang'],
    ['login', { sends: 0.5, by: 'reset' }],
    ['batch', 'reset'],
    ['login', { errors: [said(4060)] }],
  ])('is away when %s has %j', async (point, fault) => {
    server.fault({ at: point, do: fault, times: 20 });
    const venue = await open();
    await expect(venue.venue.locations()).rejects.toMatchObject({ details: { failure: 'GONE' } });
  });

  it.each(['foreign certificate', 'expired certificate'] as const)(
    'is not trusted with a %s',
    async (fault) => {
      server.fault({ at: 'prelogin', do: fault, times: 9 });
      const logins = server.logins.length;
      const venue = await open();
      await expect(venue.venue.locations()).rejects.toMatchObject({
        details: { failure: 'GONE' },
        remedy: expect.stringContaining('sql.certificateFile'),
      });
      expect(server.logins).toHaveLength(logins);
    },
  );

  it('receives no login when it does not encrypt', async () => {
    server.fault({ at: 'prelogin', do: 'no encryption', times: 9 });
    const logins = server.logins.length;
    const venue = await open();
    await expect(venue.venue.locations()).rejects.toMatchObject({
      details: { failure: 'GONE' },
      remedy: expect.stringMatching(/encrypts/),
    });
    expect(server.logins).toHaveLength(logins);
  });

  it('is reported as away at once, and used again within five seconds of its return', async () => {
    const venue = await open();
    await server.stop();
    const waits: number[] = [];
    for (let asked = 0; asked < 40; asked += 1) {
      const since = performance.now();
      await expect(venue.venue.locations()).rejects.toMatchObject({ details: { failure: 'GONE' } });
      waits.push(performance.now() - since);
      await sleep(50);
    }
    expect(waits.toSorted((one, other) => one - other)[30]).toBeLessThan(20);
    await server.start();
    const since = performance.now();
    while ((await venue.venue.locations().catch(() => undefined)) === undefined) await sleep(50);
    expect(performance.now() - since).toBeLessThan(5000);
  });

  it('cannot keep a database from closing', async () => {
    const venue = await open({ requestMs: 60_000 });
    server.fault({ at: READ, do: 'hang' });
    const hangs = venue.venue.locations().catch(() => 'cut');
    await sleep(200);
    const since = performance.now();
    await venue.close();
    expect(performance.now() - since).toBeLessThan(8000);
    expect(await hangs).toBe('cut');
  });
});
