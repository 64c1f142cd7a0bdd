/** What `services` says of who holds a service, and of who had it stopped. */
import { setImmediate as breath } from 'node:timers/promises';
import { callerOf, eachDomain } from '../rehearsal-domain.js';
import { serviceBench } from './service-bench.js';

const HOUR_MS = 60 * 60_000;
const domain = eachDomain();
/** Releases what the scripts wait for. */
let letGo: () => void;

const { ask, settled, turns } = serviceBench(domain);

const one = (key: string) => domain.plane.services.one(key);

/** The next script of this name waits; resolves when it does. */
async function holdUp(script: string): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let isHeld = false;
  letGo = () => {
    domain.venue.before = () => undefined;
    resolve();
  };
  domain.venue.before = (name) => {
    if (name !== script) return undefined;
    isHeld = true;
    return promise;
  };
  while (!isHeld) await turns(1);
}

describe('a service that someone had stopped', () => {
  it('says who, when and why, in the answer to the stop already', async () => {
    const answer = await settled('netpos', { do: 'stop' }, 'Printer queue stuck');
    const stoppedBy = { title: 'Stop NetPOS', byName: 'Clerk 1', reason: 'Printer queue stuck' };
    expect(answer).toMatchObject({ status: 'STOPPED', heldBy: undefined, stoppedBy });
    expect(await one('netpos')).toMatchObject({
      health: 'DOWN',
      nextAction: 'Start it again when the work is done.',
      stoppedBy: { ...stoppedBy, at: expect.any(Date) },
    });
    expect((await one('connect'))?.stoppedBy).toBeUndefined();
  });

  it('appears in a diagnosis too, in the words of the status', async () => {
    await settled('cloud-sync', { do: 'stop' });
    const { viewer } = callerOf('1');
    expect(await domain.plane.resync.diagnosis(viewer)).toMatchObject({
      cause: 'CLOUD_SYNC_STOPPED',
      recommendation: 'Cloud Sync is not running. Start it again when the work is done.',
    });
    const restart = ask('cloud-sync', { do: 'restart' });
    await holdUp('Start-VenueHostService');
    expect((await domain.plane.resync.diagnosis(viewer)).recommendation).toBe(
      'Cloud Sync is not running. "Restart Cloud Sync" is in progress. Check again when it has ended.',
    );
    letGo();
    await turns(20);
    await restart;
  });

  it('says so too of what stopped with it', async () => {
    await settled('connect', { do: 'stop' });
    expect((await one('netpos'))?.stoppedBy).toMatchObject({ title: 'Stop Connect', reason: undefined });
  });

  it('keeps that through a change of its start mode, and a start that fails', async () => {
    await settled('netpos', { do: 'stop' }, 'Printer queue stuck');
    await settled('netpos', { do: 'setStartMode', startMode: 'AUTOMATIC' });
    domain.venue.model.faults['service'] = 'netpos:never-starts';
    await settled('netpos', { do: 'start' });
    expect((await one('netpos'))?.stoppedBy?.reason).toBe('Printer queue stuck');
  });

  it('is no one’s any more once it was started, also when it stops automatically later', async () => {
    await settled('netpos', { do: 'stop' });
    await settled('netpos', { do: 'start' });
    domain.venue.stop('netpos');
    expect(await one('netpos')).toMatchObject({ health: 'DOWN', stoppedBy: undefined });
  });

  it('is no one’s any more once it was started, also after the clock was set back', async () => {
    await settled('netpos', { do: 'stop' });
    domain.clock.move(-HOUR_MS);
    await domain.plane.clock.confirm(callerOf('2'), 'radio clock');
    await settled('netpos', { do: 'start' });
    domain.venue.stop('netpos');
    expect(await one('netpos')).toMatchObject({ health: 'DOWN', stoppedBy: undefined });
    await domain.clock.pass(2 * HOUR_MS);
    expect((await one('netpos'))?.stoppedBy).toBeUndefined();
  });

  it('is no one’s any more when Windows started it, and it ended unexpectedly', async () => {
    await settled('netpos', { do: 'stop' });
    await domain.clock.pass(60_000);
    domain.venue.scripts.set('Get-VenueEvent', () => [
      {
        RecordId: '1',
        At: domain.clock.now().toISOString(),
        Level: 'ERROR',
        Source: 'Service Control Manager',
        EventId: 7034,
        Message: 'terminated unexpectedly.',
        Service: 'netpos',
      },
    ]);
    await one('netpos');
    await domain.clock.pass(1);
    const netpos = await one('netpos');
    expect(netpos).toMatchObject({ health: 'DOWN', stoppedBy: undefined });
    expect(netpos?.nextAction).toContain('It stopped unexpectedly');
  });
});

it('a start that a cluster refuses has nothing to restore', async () => {
  domain.venue.stop('netpos');
  domain.venue.model.services.netpos.clusterResource = 'NetPOS (SQL1)';
  expect(await settled('netpos', { do: 'start' })).toMatchObject({ code: 'CLUSTERED_SERVICE' });
  const [operation] = await domain.state.operations.list({ first: 1 });
  expect(operation).toMatchObject({ state: 'FAILED', failure: { restored: [], notRestored: [] } });
});

describe('a service that an operation holds', () => {
  it('says by whom and why, and is no fault in the middle of its restart', async () => {
    const held = holdUp('Start-VenueHostService');
    const restart = ask('netpos', { do: 'restart' }, 'Slow');
    await held;
    const heldBy = { title: 'Restart NetPOS', byName: 'Clerk 1', reason: 'Slow' };
    expect(await one('netpos')).toMatchObject({ status: 'STOPPED', health: 'DEGRADED', heldBy });
    expect((await one('netpos'))?.nextAction).toBe(
      '"Restart NetPOS" is in progress. Check again when it has ended.',
    );
    letGo();
    await turns(20);
    await restart;
    expect(await one('netpos')).toMatchObject({ health: 'HEALTHY', heldBy: undefined, stoppedBy: undefined });
  });

  it('is no fault either to a look that the end of the restart overtakes', async () => {
    const held = holdUp('Start-VenueHostService');
    const restart = ask('netpos', { do: 'restart' });
    await held;
    const { promise, resolve } = Promise.withResolvers<unknown>();
    const see = domain.venue.scripts.get('Get-ServiceState');
    let isFirst = true;
    domain.venue.scripts.set('Get-ServiceState', (parameters) => {
      const answer = see?.(parameters);
      if (!isFirst) return answer;
      isFirst = false;
      return promise.then(() => answer);
    });
    const looking = one('netpos');
    while (isFirst) await breath();
    await domain.clock.pass(10);
    letGo();
    await turns(20);
    await restart;
    resolve(undefined);
    expect(await looking).toMatchObject({ status: 'STOPPED', health: 'DEGRADED' });
  });

  it('is held no longer by what has ended, also after the clock was set back', async () => {
    await settled('netpos', { do: 'restart' });
    domain.clock.move(-HOUR_MS);
    await domain.plane.clock.confirm(callerOf('2'), 'radio clock');
    domain.venue.stop('netpos');
    expect(await one('netpos')).toMatchObject({ health: 'DOWN', heldBy: undefined });
  });

  it('is held by no one that is known while the state cannot be read', async () => {
    await settled('netpos', { do: 'stop' });
    const { listAsStored } = domain.state.operations;
    domain.state.operations.listAsStored = () => Promise.reject(new Error('away'));
    expect(await one('netpos')).toMatchObject({ health: 'DOWN', stoppedBy: undefined });
    domain.state.operations.listAsStored = listAsStored;
  });
});
