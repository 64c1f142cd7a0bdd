/** Who may take ordering away, and when: facts, the override of exactly that check, or the service by name. */
import { interlocked } from '../../../src/domain/ordering/interlock.js';
import type { ScriptCall } from '../../../src/domain/ports/script-runner.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import { FakeVenue } from '../fake-venue.js';
import { CONNECTED, cloudOf } from '../venue/facts-of.js';

/** 03:10 in Sydney. */
const NIGHT = new Date('2031-05-05T17:10:00.000Z');

interface Given {
  readonly kind?: Operation['kind'];
  readonly input?: object;
  readonly trades?: boolean;
  readonly hours?: 'unknown';
}

/** Resolves to the code of the refusal; undefined: the script ran. */
async function ask(call: ScriptCall, { kind = 'RESYNC', input = {}, trades = true, hours }: Given) {
  const clock = { now: () => NIGHT, upMs: () => 0 };
  const venue = new FakeVenue(clock);
  if (trades && !hours) venue.tradesAlways();
  if (hours) venue.tradingPeriods = [];
  venue.connection = 'connected';
  venue.scripts.set(call.script, () => ({}));
  const operation = { kind, input, createdAt: new Date(0) } as unknown as Operation;
  const scripts = interlocked({
    scripts: venue.runner,
    operations: { find: async (id) => (id === 'known' ? operation : undefined) },
    venue: venue.stores.venue,
    clock: clock as never,
    cloud: () => ({ recent: async () => cloudOf(CONNECTED) }),
  });
  return scripts.run(call).then(
    () => undefined,
    (error) => error.code,
  );
}

const of = (id: string) => ({ operationId: id, correlationId: 'c' });
const send: ScriptCall = { script: 'Register-SyncJob', parameters: {}, deadlineMs: 1000, trace: of('known') };
const stop: ScriptCall = {
  script: 'Stop-VenueHostService',
  parameters: { Key: 'gateway-client' },
  deadlineMs: 1000,
  trace: of('known'),
};
const lifted = (outcome: string) => ({
  overrides: ['TRADING_HOURS'],
  lifted: [{ code: 'TRADING_HOURS', outcome }],
});
const PROTECTED = 'ORDERING_PROTECTED';

it.each([
  ['a send in trading hours', send, {}, PROTECTED],
  ['a send outside them', send, { trades: false }, undefined],
  ['a send of which trading hours were overridden', send, { input: lifted('FAIL') }, undefined],
  ['a send of which another check was overridden', send, { input: { overrides: ['FREEZE'] } }, PROTECTED],
  [
    'a send overridden while the hours were unknown, which are known now',
    send,
    { input: lifted('UNKNOWN') },
    PROTECTED,
  ],
  ['the same while they still are', send, { input: lifted('UNKNOWN'), hours: 'unknown' as const }, undefined],
  ['a send of no known operation', { ...send, trace: of('gone') }, {}, PROTECTED],
  [
    'the gateway that a clerk stops by name',
    stop,
    { kind: 'SERVICE_CONTROL' as const, input: { command: { do: 'restart' } } },
    undefined,
  ],
  [
    'the gateway that the rollback of a start would stop',
    stop,
    { kind: 'SERVICE_CONTROL' as const, input: { command: { do: 'start' } } },
    PROTECTED,
  ],
  ['the gateway that an onboarding stops', stop, { kind: 'ONBOARD' as const }, PROTECTED],
  [
    'the gateway that a first onboarding stops',
    stop,
    { kind: 'ONBOARD' as const, input: { decision: { case: 'FIRST_TIME' } } },
    undefined,
  ],
])('%s', async (_, call, given, refusal) => {
  expect(await ask(call, given)).toBe(refusal);
});
