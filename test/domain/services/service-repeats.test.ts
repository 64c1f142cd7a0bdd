/** A command for a service that is sent twice under one key, as by a page whose answer was lost, is executed once. */
import type { ServiceCommand } from '../../../src/domain/services/control.js';
import { callerOf, eachDomain } from '../rehearsal-domain.js';

const domain = eachDomain();
const stops = () => domain.venue.calls.filter((script) => script === 'Stop-VenueHostService').length;

const STOP: ServiceCommand = { do: 'stop' };

const tell = (command: ServiceCommand, idempotencyKey?: string) =>
  domain.plane.services.control(callerOf('1'), 'netpos', command, 'Printer queue', idempotencyKey).then(
    ({ key }) => key,
    ({ code }) => code,
  );

async function passing<Answer>(result: Promise<Answer>): Promise<Answer> {
  for (let turn = 0; turn < 20; turn += 1) await domain.clock.pass(100);
  return result;
}

const operations = async () => (await domain.state.operations.list({ first: 10 })).length;

it('is one operation, one after the other and side by side', async () => {
  expect(await passing(Promise.all([tell(STOP, 'a'), tell(STOP, 'a')]))).toEqual(['netpos', 'netpos']);
  expect(await passing(tell(STOP, 'a'))).toBe('netpos');
  expect([await operations(), stops()]).toEqual([1, 1]);
});

it('is another one under another key, or under none', async () => {
  expect(await passing(tell(STOP, 'a'))).toBe('netpos');
  expect(await passing(tell(STOP, 'b'))).toBe('netpos');
  expect(await passing(tell(STOP))).toBe('netpos');
  expect(await operations()).toBe(3);
});

it('is refused where the key was for something else', async () => {
  expect(await passing(tell(STOP, 'a'))).toBe('netpos');
  expect(await passing(tell({ do: 'start' }, 'a'))).toBe('IDEMPOTENCY_CONFLICT');
  expect(await operations()).toBe(1);
});

it('is not executed by a server that was off for hours meanwhile: what ran keeps running', async () => {
  domain.venue.before = (script) => (script === 'Stop-VenueHostService' ? new Promise(() => {}) : undefined);
  void tell(STOP);
  await domain.clock.pass(1000);
  const stopped = domain.plane.stop();
  await domain.clock.pass(4000);
  await stopped;
  domain.venue.before = () => undefined;
  domain.clock.pause(9 * 3_600_000);
  await domain.reborn();
  await domain.clock.pass(2000);
  const [operation] = await domain.state.operations.list({ first: 1 });
  expect(operation?.failure).toMatchObject({ code: 'START_TOO_LATE', notRestored: [] });
  expect(stops()).toBe(0);
});
