/** The long step of a resync: Cloud Sync is kept running while rows are to be sent, and a send that stays still ends. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { untilAborted } from '../operations/runner-bench.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('a full send that makes no progress', () => {
  const domain = eachDomain({ settings: { stallMs: 60_000, pollMs: 1000 } });
  let id: string;

  beforeEach(async () => {
    id = (await askResync(domain, '1')).id;
    for (let turn = 0; turn < 100 && !domain.venue.job; turn += 1) await domain.clock.pass(100);
  });

  const starts = () => domain.venue.calls.filter((script) => script === 'Start-VenueHostService').length;
  const stopCloudSync = () => domain.venue.stop('cloud-sync');
  const said = async () => (await domain.state.operations.events(id, 0, 500)).map(({ message }) => message);
  /** Second by second, as the step checks. */
  const pass = async (seconds: number) => {
    for (let second = 0; second < seconds; second += 1) await domain.clock.pass(1000);
  };

  it('starts Cloud Sync again when it ended in the middle, says so, and continues to the end', async () => {
    domain.venue.scripts.set('Start-VenueHostService', () => {
      domain.venue.start(...domain.venue.stopped);
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
    stopCloudSync();
    await pass(15);
    expect(starts()).toBe(1);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
    expect(await said()).toContain('Cloud Sync stopped during the send. Starting it again.');
  });

  it('gives a Cloud Sync that was started again as long as any to send', async () => {
    domain.venue.scripts.set('Start-VenueHostService', () => {
      domain.venue.start(...domain.venue.stopped);
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
    await pass(45);
    stopCloudSync();
    await pass(40);
    expect(starts()).toBe(1);
    expect((await domain.find(id)).state).toBe('RUNNING');
    await pass(30);
    expect((await domain.find(id)).failure?.code).toBe('SYNC_STALLED');
  });

  it('leaves Cloud Sync alone while it runs, also when the send is slow', async () => {
    await pass(45);
    expect(starts()).toBe(0);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('gives up on a Cloud Sync that ends again and again, before the send counts as stalled', async () => {
    domain.venue.scripts.set('Start-VenueHostService', () => ({ Outcome: 'Flapping', ExitCode: 3 }));
    stopCloudSync();
    await pass(45);
    const { state, failure } = await domain.find(id);
    expect(state).toBe('FAILED');
    expect(failure).toMatchObject({
      code: 'SYNC_STALLED',
      message: 'Cloud Sync stopped during the send. It was started again 3 times and did not keep running.',
    });
    expect(failure?.restored).toContain('The full send was withdrawn. The cloud keeps the old data.');
    expect(starts()).toBe(3);
    expect(await said()).toContain('Cloud Sync did not keep running.');
  });

  it('ends as stalled when Cloud Sync runs and no row comes', async () => {
    await pass(70);
    const { state, failure } = await domain.find(id);
    expect(state).toBe('FAILED');
    expect(failure).toMatchObject({ code: 'SYNC_STALLED', message: 'The full send makes no progress.' });
  });

  it.each([
    [
      'FAILED',
      /^The full send failed in the cloud, which gave no reason: [\d,]+ of [\d,]+ rows were sent\.$/,
    ],
    ['WITHDRAWN', /^The full send failed in the cloud: it was withdrawn there\.$/],
  ] as const)('says once what the cloud says: %s', async (state, message) => {
    if (domain.venue.job) domain.venue.job.state = state;
    await pass(2);
    const { failure } = await domain.find(id);
    expect(failure).toMatchObject({ code: 'SYNC_FAILED', message: expect.stringMatching(message) });
    expect(failure?.cause).toBeUndefined();
  });

  it('is seen to be stalled also while a check Cloud Sync hangs', async () => {
    domain.venue.scripts.set('Get-ServiceState', (_, signal) => untilAborted({ signal }));
    const { run } = domain.venue.runner;
    const deadlines: number[] = [];
    domain.venue.runner.run = (call) => {
      if (call.script === 'Get-ServiceState') deadlines.push(call.deadlineMs);
      return run(call);
    };
    await pass(20);
    expect(deadlines).not.toEqual([]);
    expect(Math.max(...deadlines)).toBeLessThanOrEqual(15_000);
  });

  it('does not take a silent PowerShell for a stopped service', async () => {
    domain.venue.refuse('Get-ServiceState', 'ACCESS_DENIED');
    await pass(30);
    expect(starts()).toBe(0);
    expect((await domain.find(id)).state).toBe('RUNNING');
  });

  it('is reported by the percent, or every 15 s, though how far it is can be read all the while', async () => {
    const before = (await said()).length;
    for (let rows = 1; rows <= 200; rows += 1) {
      domain.venue.receive(rows);
      await pass(1);
    }
    const [send] = (await domain.state.operations.steps([id])).filter(({ state }) => state === 'RUNNING');
    expect(send?.detail).toMatch(/^(199|200) of 1,000 rows/);
    const result = (await said()).length - before;
    expect(result).toBeGreaterThan(15);
    expect(result).toBeLessThan(25);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('starts Gateway Client again, too, also while rows come', async () => {
    domain.venue.scripts.set('Start-VenueHostService', ({ Key }) => {
      domain.venue.start(Key as never);
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
    domain.venue.stop('gateway-client');
    for (let rows = 0; rows < 20; rows += 1) {
      domain.venue.receive(rows);
      await pass(1);
    }
    expect(starts()).toBe(1);
    expect(domain.venue.stopped).toEqual([]);
    expect(await said()).toContain('Gateway Client stopped during the send. Starting it again.');
  });

  it('continues without a Gateway Client that does not stay up, and says what a person can do', async () => {
    domain.venue.scripts.set('Start-VenueHostService', () => ({ Outcome: 'Flapping', ExitCode: 3 }));
    domain.venue.stop('gateway-client');
    for (let rows = 0; rows < 120; rows += 1) {
      domain.venue.receive(rows);
      await pass(1);
    }
    expect(starts()).toBe(3);
    const line =
      'Gateway Client was started again 3 times and did not keep running. Read its last event, then start it.';
    expect((await said()).filter((message) => message === line)).toHaveLength(1);
    domain.venue.complete();
    await domain.until(id, 'SUCCEEDED');
  });

  it('lets a person start what it keeps up, and nothing else', async () => {
    domain.venue.scripts.set('Start-VenueHostService', ({ Key }) => {
      domain.venue.start(Key as never);
      return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
    });
    domain.venue.stop('gateway-client');
    const control = (key: string, command: ServiceCommand) =>
      domain.plane.services.control(callerOf('2'), key, command, undefined);
    const starting = control('gateway-client', { do: 'start' });
    await pass(2);
    expect(await starting).toMatchObject({ key: 'gateway-client', status: 'RUNNING' });
    for (const command of [
      { do: 'stop' },
      { do: 'restart' },
      { do: 'setStartMode', startMode: 'MANUAL' },
    ] as const)
      await expect(control('gateway-client', command)).rejects.toMatchObject({
        code: 'OPERATION_IN_PROGRESS',
      });
    await expect(control('services-monitor', { do: 'start' })).rejects.toMatchObject({
      code: 'OPERATION_IN_PROGRESS',
    });
  });
});
