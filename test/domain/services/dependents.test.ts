/** A service takes what depends on it down with it: a restart brings that up again, in order, and so does every rollback. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

/** Each needs the one before it. */
const CHAIN: Readonly<Record<string, readonly string[]>> = {
  connect: [],
  netpos: ['connect'],
  'end-of-day': ['netpos'],
};

const domain = eachDomain();
/** What was done to services, in order. */
let done: string[];
/** The start of this one fails, so often. */
let failing: { key: string; times: number } | undefined;

beforeEach(() => {
  done = [];
  failing = undefined;
  const { venue } = domain;
  venue.dependsOn = CHAIN;
  venue.scripts.set('Stop-VenueHostService', ({ Key }) => {
    const stopped = ['end-of-day', 'netpos', 'connect'].filter(
      (key) => !venue.stopped.has(key) && needs(key, String(Key)),
    );
    for (const key of stopped) venue.stopped.add(key);
    done.push(`stop ${stopped.join(', ')}`);
    return {
      Outcome: 'Stopped',
      StoppedDependents: stopped.filter((key) => key !== Key),
      MonitorReleased: true,
    };
  });
  venue.scripts.set('Start-VenueHostService', ({ Key }) => {
    done.push(`start ${Key}`);
    if (failing && failing.key === Key && failing.times > 0) {
      failing.times -= 1;
      return { Outcome: 'Failed', ProcessId: null, ExitCode: 3 };
    }
    venue.stopped.delete(String(Key));
    return { Outcome: 'Stable', ProcessId: 2, ExitCode: 0 };
  });
});

function needs(key: string, other: string): boolean {
  return key === other || (CHAIN[key] ?? []).some((needed) => needs(needed, other));
}

async function control(key: string, command: ServiceCommand) {
  const settled = domain.plane.services
    .control(callerOf('1'), key, command, undefined)
    .catch((error) => error);
  for (let turn = 0; turn < 20; turn += 1) await domain.clock.pass(100);
  const [operation] = await domain.state.operations.list({ first: 1 });
  return { answer: await settled, operation };
}

const titles = async (id = '') => (await domain.state.operations.steps([id])).map(({ title }) => title);

describe('a restart of a service that others depend on', () => {
  it('starts again what stopped with it, in order, and its steps and events name them', async () => {
    const { operation } = await control('connect', { do: 'restart' });
    expect(operation?.state).toBe('SUCCEEDED');
    expect(done).toEqual([
      'stop end-of-day, netpos, connect',
      'start connect',
      'start netpos',
      'start end-of-day',
    ]);
    expect(domain.venue.stopped.size).toBe(0);
    expect(await titles(operation?.id)).toEqual([
      'Stop connect, and before it end-of-day, netpos',
      'Start connect',
      'Start netpos',
      'Start end-of-day',
    ]);
    const said = (await domain.state.operations.events(operation?.id ?? '', 0, 100)).map(
      ({ message }) => message,
    );
    expect(said).toContain('Stopped with it: End of Day, NetPOS.');
  });

  it('leaves stopped what was stopped before', async () => {
    domain.venue.stopped.add('end-of-day');
    await control('connect', { do: 'restart' });
    expect(done).toEqual(['stop netpos, connect', 'start connect', 'start netpos']);
  });

  it.each([
    ['itself', 'connect'],
    ['a dependent', 'netpos'],
  ])('puts all of them back when %s does not start', async (_, key) => {
    failing = { key, times: 1 };
    const { answer, operation } = await control('connect', { do: 'restart' });
    expect(answer).toMatchObject({ code: 'SERVICE_START_FAILED' });
    expect(operation?.failure?.notRestored).toEqual([]);
    expect(operation?.failure?.restored).toEqual([
      'connect is running, as before.',
      'netpos is running, as before.',
      'end-of-day is running, as before.',
    ]);
    expect(domain.venue.stopped.size).toBe(0);
  });

  it('holds them meanwhile', async () => {
    let letGo = () => {};
    domain.venue.before = (script) =>
      script === 'Stop-VenueHostService' ? new Promise<void>((resolve) => (letGo = resolve)) : undefined;
    const restarting = domain.plane.services.control(callerOf('1'), 'connect', { do: 'restart' }, undefined);
    await domain.clock.pass(200);
    const stop = domain.plane.services.control(callerOf('2'), 'netpos', { do: 'stop' }, undefined);
    await expect(stop).rejects.toMatchObject({ code: 'OPERATION_IN_PROGRESS' });
    domain.venue.before = () => undefined;
    letGo();
    await domain.clock.pass(2000);
    await restarting;
  });
});

it('a stop that goes back starts again what it had stopped with it', async () => {
  const stop = domain.venue.scripts.get('Stop-VenueHostService');
  domain.venue.scripts.set('Stop-VenueHostService', (parameters) => ({
    ...(stop?.(parameters) as object),
    Outcome: 'Timeout',
  }));
  const { operation } = await control('netpos', { do: 'stop' });
  expect(operation?.failure?.restored).toEqual([
    'netpos is running, as before.',
    'end-of-day is running, as before.',
  ]);
  expect(domain.venue.stopped.size).toBe(0);
});

it('a failed restart of a stopped service does not start it again', async () => {
  domain.venue.stopped.add('end-of-day').add('netpos');
  failing = { key: 'netpos', times: 1 };
  await control('netpos', { do: 'restart' });
  expect(done.filter((each) => each === 'start netpos')).toHaveLength(1);
  expect(domain.venue.stopped).toContain('netpos');
});

it('services says of each one what stops with it', async () => {
  const serves = Object.fromEntries(
    (await domain.plane.services.all()).map((each) => [each.key, each.serves]),
  );
  expect(serves).toMatchObject({ connect: ['End of day', 'NetPOS'], netpos: ['NetPOS', 'End of day'] });
});
