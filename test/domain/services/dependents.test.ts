/** A service takes what depends on it down with it: a restart brings that up again, in order, and so does every rollback. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const domain = eachDomain();
/** What was done to services, in order. */
let done: string[];
/** The next start of this one fails. */
let failing: string | undefined;

/** End of Day needs NetPOS, which needs Connect. */
beforeEach(() => {
  done = [];
  failing = undefined;
  const { model, scripts } = domain.venue;
  Object.assign(model.services['end-of-day'], { dependsOn: ['netpos'] });
  const stop = scripts.get('Stop-VenueHostService');
  scripts.set('Stop-VenueHostService', (parameters) => {
    done.push(`stop ${parameters['Key']}`);
    return stop?.(parameters);
  });
  const start = scripts.get('Start-VenueHostService');
  scripts.set('Start-VenueHostService', (parameters) => {
    done.push(`start ${parameters['Key']}`);
    if (parameters['Key'] === failing) model.faults['service'] = `${failing}:never-starts`;
    const answer = start?.(parameters);
    if (parameters['Key'] === failing) failing = undefined;
    delete model.faults['service'];
    return answer;
  });
});

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
    expect(done).toEqual(['stop connect', 'start connect', 'start netpos', 'start end-of-day']);
    expect(domain.venue.stopped).toEqual([]);
    expect(await titles(operation?.id)).toEqual([
      'Stop Connect, and before it End of Day, NetPOS',
      'Start Connect',
      'Start NetPOS',
      'Start End of Day',
    ]);
    const said = (await domain.state.operations.events(operation?.id ?? '', 0, 100)).map(
      ({ message }) => message,
    );
    expect(said).toContain('Stopped with it: End of Day, NetPOS.');
  });

  it('leaves stopped what was stopped before', async () => {
    domain.venue.stop('end-of-day');
    await control('connect', { do: 'restart' });
    expect(done).toEqual(['stop connect', 'start connect', 'start netpos']);
    expect(domain.venue.stopped).toEqual(['end-of-day']);
  });

  it.each([
    ['itself', 'connect'],
    ['a dependent', 'netpos'],
  ])('puts all of them back when %s does not start', async (_, key) => {
    failing = key;
    const { answer, operation } = await control('connect', { do: 'restart' });
    expect(answer).toMatchObject({ code: 'SERVICE_START_FAILED' });
    expect(operation?.failure?.notRestored).toEqual([]);
    expect(operation?.failure?.restored).toEqual([
      'Connect is running, as before.',
      'NetPOS is running, as before.',
      'End of Day is running, as before.',
    ]);
    expect(domain.venue.stopped).toEqual([]);
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
  domain.venue.model.faults['service'] = 'netpos:stubborn';
  const { operation } = await control('netpos', { do: 'stop' });
  expect(operation?.failure?.restored).toEqual(['End of Day is running, as before.']);
  expect(domain.venue.stopped).toEqual([]);
});

it('a stop whose rollback still runs is answered with what is seen, not as over', async () => {
  domain.venue.model.faults['service'] = 'netpos:stubborn';
  let letGo = () => {};
  domain.venue.before = (script) =>
    script === 'Start-VenueHostService' ? new Promise<void>((resolve) => (letGo = resolve)) : undefined;
  const asked = domain.plane.services.control(callerOf('1'), 'netpos', { do: 'stop' }, undefined);
  const answer = asked.catch((error) => error);
  for (let turn = 0; turn < 320; turn += 1) await domain.clock.pass(100);
  expect(await answer).toMatchObject({ key: 'netpos', status: 'RUNNING' });
  domain.venue.before = () => undefined;
  letGo();
  await domain.clock.pass(2000);
});

it('a failed restart of a stopped service does not start it again', async () => {
  domain.venue.stop('netpos');
  failing = 'netpos';
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
