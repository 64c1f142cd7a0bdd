/** The status is checked in the background: the caller is answered at once, whatever is away. */
import { addOtherServer } from '../../../rehearsal/model/people.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { newOperation } from '../../storage/samples.js';
import { HeardLog } from '../heard-log.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('the status that the server keeps', () => {
  const log = new HeardLog();
  beforeEach(() => void log.lines.splice(0));
  const domain = eachDomain({ log });

  const status = () => domain.plane.status.status();
  const codes = () =>
    status()
      .findings.filter(({ severity }) => severity !== 'INFO')
      .map(({ code }) => code);
  const look = async () => {
    domain.plane.keepStatus();
    await domain.clock.pass(1);
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
  };

  it('is not known before the first look, and asks nothing of anyone for who reads it', () => {
    const before = [...domain.venue.calls];
    expect(status()).toMatchObject({ state: 'UNKNOWN', findings: [{ code: 'NOTHING_READ_YET' }] });
    expect(domain.venue.calls).toEqual(before);
  });

  it('says what the last look found, and since when', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    expect(codes()).toEqual([]);
    expect(status().state).toBe('OK');
    const { since } = status();
    domain.venue.stop('gateway-client');
    await domain.clock.pass(6000);
    expect(status()).toMatchObject({ state: 'DOWN', planned: false });
    expect(status().since.getTime()).toBeGreaterThan(since.getTime());
    const asked = domain.venue.calls.length;
    for (let reader = 0; reader < 100; reader += 1) status();
    expect(domain.venue.calls.length).toBe(asked);
  });

  it('is pushed when it changes, and not for a later look that found the same', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    const leaving = new AbortController();
    const heard: string[] = [];
    const following = (async () => {
      for await (const { state } of domain.plane.status.changes(leaving.signal)) heard.push(state);
    })();
    await domain.clock.pass(30_000);
    expect(heard).toEqual(['OK']);
    domain.venue.stop('gateway-client');
    await domain.clock.pass(12_000);
    expect(heard).toEqual(['OK', 'DOWN']);
    leaving.abort();
    await following;
  });

  describe('where the identity of this server can’t be read', () => {
    const forget = () => {
      const { scripts } = domain.venue;
      const read = scripts.get('Get-VenueHost');
      scripts.set('Get-VenueHost', async (...asked) => {
        const rows = (await read?.(...asked)) as readonly object[];
        return rows.map((row) => ({ ...row, MachineId: null }));
      });
    };

    it('is not known while the heartbeat may be another server’s, and says so', async () => {
      domain.venue.syncExceptions = 0;
      forget();
      await look();
      addOtherServer(domain.venue.advance(), true);
      await domain.clock.pass(12_000);
      expect(status()).toMatchObject({ state: 'UNKNOWN', cause: { code: 'FACT_UNKNOWN' } });
      expect(status().headline).toContain("This server's identity could not be read.");
    });

    it('continues with the one that was read before', async () => {
      domain.venue.syncExceptions = 0;
      await look();
      forget();
      await domain.clock.pass(12_000);
      expect(status().state).toBe('OK');
      addOtherServer(domain.venue.advance(), true);
      await domain.clock.pass(12_000);
      expect(status()).toMatchObject({ state: 'DOWN', cause: { code: 'RECONNECT_NEEDED' } });
    });
  });

  it('is checked again within a second after maintenance mode was switched and after an operation has ended', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    const caller = callerOf('1');
    await domain.plane.maintenance.set(caller, true, 'A storm');
    await domain.clock.pass(1000);
    expect(codes()).toEqual(['MAINTENANCE_ON']);
    await domain.plane.maintenance.set(caller, false, 'It is over');
    await domain.clock.pass(1000);
    expect(codes()).toEqual([]);
    domain.venue.stop('gateway-client');
    domain.venue.model.faults['service'] = 'netpos:stubborn';
    await expect(
      domain.plane.services.control(caller, 'netpos', { do: 'stop' }, undefined),
    ).rejects.toThrow();
    await domain.clock.pass(1000);
    expect(codes()).toEqual(['SERVICE_DOWN']);
  });

  it('is checked again within a second after anyone else has learned of a send from the cloud', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    // A check asks the cloud every ten seconds, and the page of the venue every three.
    await domain.clock.pass(4000);
    domain.venue.job = { id: 'of another', state: 'RUNNING' };
    expect(codes()).toEqual([]);
    await domain.plane.venue.locationStates();
    await domain.clock.pass(1000);
    expect(codes()).toEqual(['FULL_SEND_UNOWNED']);
  });

  it('logs when it changes, and when a finding begins and ends, such as a dead service', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    domain.venue.stop('gateway-client');
    await domain.clock.pass(12_000);
    domain.venue.start('gateway-client');
    await domain.clock.pass(12_000);
    const ofService = { code: 'SERVICE_DOWN', severity: 'CRITICAL', service: 'gateway-client' };
    const heard = log.lines.filter(({ code, msg }) => code === 'SERVICE_DOWN' || /status/.test(String(msg)));
    expect(heard).toEqual([
      expect.objectContaining({ was: 'UNKNOWN', state: 'OK' }),
      expect.objectContaining({ level: 'warn', was: 'OK', state: 'DOWN', planned: false }),
      expect.objectContaining({ level: 'warn', msg: 'A finding began', ...ofService }),
      expect.objectContaining({ was: 'DOWN' }),
      expect.objectContaining({ level: 'warn', msg: 'A finding ended', ...ofService }),
    ]);
  });

  it('continues the times of what was recorded before its start, and logs no second begin', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    domain.venue.stop('gateway-client');
    await domain.clock.pass(12_000);
    const { since, findings } = status();
    log.lines.length = 0;
    const next = await domain.reborn();
    next.keepStatus();
    await domain.clock.pass(1);
    await domain.clock.pass(1000);
    const { state, since: again, findings: found } = next.status.status();
    expect([state, again, found[0]?.since]).toEqual(['DOWN', since, findings[0]?.since]);
    expect(
      log.lines.filter(({ code }) => code === 'SERVICE_DOWN').map(({ msg, since: at }) => [msg, at]),
    ).toEqual([['A finding continues from before the start', findings[0]?.since]]);
  });

  it('logs no end of a finding that an operation is only waited for', async () => {
    domain.venue.connection = 'never';
    await look();
    const { operations } = domain.state;
    await operations.create(newOperation({ id: 'onboarding', kind: 'ONBOARD' }));
    await operations.transition('onboarding', ['PENDING'], 'NEEDS_ATTENTION');
    await domain.clock.pass(6000);
    const found = status().findings.find(({ code }) => code === 'NEVER_CONNECTED');
    expect(found?.operationId).toBe('onboarding');
    expect(log.lines.filter(({ code }) => code === 'NEVER_CONNECTED').map(({ msg }) => msg)).toEqual([
      'A finding began',
    ]);
  });

  it("continues with the venue's database away", async () => {
    domain.venue.syncExceptions = 0;
    await look();
    domain.venue.isAway = true;
    await domain.clock.pass(6000);
    expect([status().state, codes()]).toEqual(['ATTENTION', ['VENUE_DATABASE_UNAVAILABLE']]);
  });

  it("continues with the venue's database hanging, and knows what does not come from it", async () => {
    domain.venue.stores.venue.databaseOperations = () => new Promise(() => undefined);
    await look();
    expect(codes()).toContain('VENUE_DATABASE_UNAVAILABLE');
    expect(codes()).not.toContain('NOTHING_READ_YET');
    expect(status().consumers.find(({ name }) => name === 'OrderAway')?.available).toBe(true);
  });

  it('is not known with every database and PowerShell away from the beginning', async () => {
    domain.venue.isAway = true;
    domain.venue.before = (script) => {
      throw new ScriptError(script, 'UNAVAILABLE', 'No host');
    };
    await look();
    expect(status().state).toBe('UNKNOWN');
    expect(codes()).toEqual(['POWERSHELL_UNAVAILABLE', 'VENUE_DATABASE_UNAVAILABLE']);
  });

  it('is not known with a time zone that is unknown, and continues when it is put right', async () => {
    domain.venue.syncExceptions = 0;
    domain.venue.model.database.timeZone = 'Harbour Standard Time';
    await look();
    expect(status().state).toBe('UNKNOWN');
    domain.venue.model.database.timeZone = 'Australia/Sydney';
    await domain.clock.pass(6000);
    expect(status().state).toBe('OK');
  });

  it('is not known when a look hangs', async () => {
    domain.venue.scripts.set('Get-VenueHost', () => new Promise(() => undefined));
    domain.plane.keepStatus();
    await domain.clock.pass(1);
    await domain.clock.pass(31_000);
    expect(codes()).toEqual(['NOTHING_READ_YET']);
  });

  it('holds to what the cloud said while it has too much to do', async () => {
    domain.venue.syncExceptions = 0;
    await look();
    domain.venue.refuse('Get-CloudVenue', 'TOO_MANY_REQUESTS');
    await domain.clock.pass(30_000);
    const { state, consumers, findings } = status();
    expect([state, findings.map(({ code }) => code)]).toEqual(['ATTENTION', ['CLOUD_BUSY', 'FACT_UNKNOWN']]);
    expect(consumers.map(({ available }) => available)).not.toContain(undefined);
    expect(findings[0]?.message).toMatch(
      /^swiftpos Cloud is busy\. The page shows what it reported at \d\d:\d\d\.$/,
    );
    await domain.clock.pass(6 * 60_000);
    await domain.clock.pass(12_000);
    expect([status().state, codes()]).toEqual(['UNKNOWN', ['CLOUD_UNREACHABLE']]);
  });

  it('takes no row that failed before the last full send for a failing sync while the cloud is away', async () => {
    Object.assign(domain.venue, { syncExceptions: 0, settledExceptions: 7 });
    domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await look();
    const { cause } = await domain.plane.resync.diagnosis(callerOf('1').viewer);
    expect([codes(), cause]).toEqual([['CLOUD_UNREACHABLE'], 'UNKNOWN']);
  });

  it('knows whose a full send is', async () => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    await look();
    expect(status()).toMatchObject({ state: 'DOWN', planned: true });
    expect(status().findings[0]).toMatchObject({ code: 'SEND_RUNNING', operationId: id });
    domain.venue.job = { id: 'of another', state: 'RUNNING' };
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
    expect(status().planned).toBe(false);
    expect(codes()).toEqual(['FULL_SEND_UNOWNED']);
  });

  it('has at once the percentage of a send that its operation has', async () => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    await look();
    // The status has just asked the cloud, and does not ask it again for ten seconds.
    const asked = () => domain.venue.calls.filter((script) => script === 'Get-CloudVenue').length;
    for (const before = asked(); asked() === before; ) await domain.clock.pass(1000);
    domain.venue.receive(420);
    for (let second = 0; second < 3; second += 1) await domain.clock.pass(1000);
    expect(Math.floor((await domain.find(id)).percent ?? 0)).toBe(42);
    expect(status().findings[0]?.params).toMatchObject({ percent: '42' });
    expect(status().headline).toContain('42 %');
  });

  it('says of a send that is still open after a cancel what is left to be done', async () => {
    const { id } = await askResync(domain, '1');
    await domain.clock.pass(3000);
    const { scripts } = domain.venue;
    const withdraw = scripts.get('Remove-SyncJob');
    domain.venue.refuse('Remove-SyncJob', 'CLOUD_UNREACHABLE');
    await domain.plane.operations.cancel(callerOf('1'), id, 'not now');
    while (!(await domain.find(id)).finishedAt) await domain.clock.pass(1000);
    await look();
    expect(status()).toMatchObject({ state: 'DOWN', planned: false });
    expect(status().findings.filter(({ operationId }) => operationId === id)).toMatchObject([
      { code: 'CLEANUP_OPEN', severity: 'CRITICAL' },
      { code: 'CLEANUP_OPEN' },
      { code: 'CLEANUP_OPEN' },
    ]);
    if (withdraw) scripts.set('Remove-SyncJob', withdraw);
    for (let turn = 0; turn < 30 && status().state === 'DOWN'; turn += 1) await domain.clock.pass(6000);
    expect(codes()).not.toContain('CLEANUP_OPEN');
  });

  it('has a part of its own for the cloud, which takes no server down', async () => {
    const report = { status: 'OK', version: '0', startedAt: domain.clock.now(), parts: [] } as const;
    expect(domain.plane.status.withCloud(report)).toEqual(report);
    await look();
    expect(domain.plane.status.withCloud(report)).toMatchObject({
      status: 'OK',
      parts: [{ name: 'swiftpos Cloud', status: 'OK' }],
    });
    domain.venue.refuse('Get-CloudVenue', 'CLOUD_UNREACHABLE');
    await domain.clock.pass(12_000);
    await domain.clock.pass(6000);
    expect(domain.plane.status.withCloud(report)).toMatchObject({
      status: 'DEGRADED',
      parts: [{ status: 'DOWN', detail: 'swiftpos Cloud cannot be reached.' }],
    });
  });
});
