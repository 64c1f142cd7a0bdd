/** What a start of a service does to those that stopped with it. */
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';
import { serviceBench } from './service-bench.js';

const domain = eachDomain();

const { ask, settled, turns } = serviceBench(domain);

/** The start of NetPOS never ends. */
function hangs(): void {
  const start = domain.venue.scripts.get('Start-VenueHostService');
  domain.venue.scripts.set('Start-VenueHostService', (parameters, signal) => {
    if (parameters['Key'] !== 'netpos') return start?.(parameters);
    return new Promise((_, reject) => {
      signal?.addEventListener('abort', () =>
        reject(new ScriptError('Start-VenueHostService', 'CANCELLED', 'The call was cancelled.')),
      );
    });
  });
}

function netposIs(state: () => string): void {
  const read = domain.venue.scripts.get('Get-ServiceState');
  domain.venue.scripts.set('Get-ServiceState', (parameters) =>
    ((read?.(parameters) ?? []) as { Key: string }[]).map((row) =>
      row.Key === 'netpos' ? { ...row, State: state() } : row,
    ),
  );
}

describe('a start', () => {
  const up = async (...keys: readonly string[]) =>
    (await domain.plane.services.all())
      .filter(({ key, status }) => keys.includes(key) && status === 'RUNNING')
      .map(({ key }) => key);

  it('starts again what stopped with the service', async () => {
    await settled('connect', { do: 'stop' });
    expect(await up('connect', 'netpos')).toEqual([]);
    await settled('connect', { do: 'start' });
    expect(await up('connect', 'netpos')).toEqual(['connect', 'netpos']);
  });

  it('leaves what was stopped before, and what someone stopped since', async () => {
    await settled('netpos', { do: 'stop' });
    await settled('connect', { do: 'stop' });
    await settled('connect', { do: 'start' });
    expect(await up('connect', 'netpos')).toEqual(['connect']);
  });

  it('is kept, with a warning, if a dependent does not start', async () => {
    await settled('connect', { do: 'stop' });
    domain.venue.model.faults['service'] = 'netpos:never-starts';
    expect(await settled('connect', { do: 'start' })).toMatchObject({ status: 'RUNNING' });
    const [operation] = await domain.state.operations.list({ first: 1 });
    expect(operation?.state).toBe('SUCCEEDED');
    const events = await domain.state.operations.events(operation?.id ?? '', 0, 50);
    expect(events.map(({ message }) => message)).toContain(
      'NetPOS did not start and stay running (failed; its exit code is 1053).',
    );
  });

  it('is kept, with a warning, if the start of a dependent hangs until its time is up', async () => {
    await settled('connect', { do: 'stop' });
    hangs();
    const start = ask('connect', { do: 'start' });
    for (let second = 0; second < 300; second += 1) await domain.clock.pass(1000);
    await start;
    const [operation] = await domain.state.operations.list({ first: 1 });
    expect(operation).toMatchObject({ kind: 'SERVICE_CONTROL', state: 'SUCCEEDED' });
    expect(await up('connect', 'netpos')).toEqual(['connect']);
  });

  it('leaves running what has started where it is cancelled while a dependent starts', async () => {
    await settled('connect', { do: 'stop' });
    hangs();
    const start = ask('connect', { do: 'start' });
    await turns(20);
    const [operation] = await domain.state.operations.list({ first: 1 });
    await domain.plane.operations.cancel(callerOf('1'), operation?.id ?? '', 'wrong one');
    await turns(40);
    await start;
    expect(await domain.find(operation?.id ?? '')).toMatchObject({
      state: 'CANCELLED',
      failure: { notRestored: ['Connect was left running: before, its state was stopped.'] },
    });
    expect(await up('connect', 'netpos')).toEqual(['connect']);
  });

  it.each([
    ['Paused', 'Paused', []],
    ['Paused', 'Running', ['NetPOS was left running: before, its state was paused.']],
    ['Unknown', 'Running', ['NetPOS was left running: before, its state was not known.']],
  ])('goes back without stopping what was %s before and is %s now', async (before, now, left) => {
    let state = before;
    netposIs(() => state);
    domain.venue.scripts.set('Start-VenueHostService', () => {
      state = now;
      return { Outcome: 'Timeout', ProcessId: null, ExitCode: 0 };
    });
    await settled('netpos', { do: 'start' });
    const [operation] = await domain.state.operations.list({ first: 1 });
    expect(operation).toMatchObject({ state: 'FAILED', failure: { restored: [], notRestored: left } });
    expect(domain.venue.calls).not.toContain('Stop-VenueHostService');
  });
});

it('a change of a start mode goes back without stopping a service whose state was not known before', async () => {
  let state = 'Unknown';
  netposIs(() => state);
  domain.venue.scripts.set('Set-ServiceStartMode', () => {
    state = 'Running';
    throw new ScriptError('Set-ServiceStartMode', 'FAILED', 'no', { errorId: 'SERVICE_ACCESS_DENIED' });
  });
  await settled('netpos', { do: 'setStartMode', startMode: 'MANUAL' });
  const [operation] = await domain.state.operations.list({ first: 1 });
  expect(operation?.state).toBe('FAILED');
  expect(domain.venue.calls).not.toContain('Stop-VenueHostService');
});
