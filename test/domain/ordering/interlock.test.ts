/** Who may take ordering away, and when: facts, the override of exactly that check, or the service by name. */
import { interlocked } from '../../../src/domain/ordering/interlock.js';
import type { ScriptCall } from '../../../src/domain/ports/script-runner.js';
import type { Operation } from '../../../src/domain/types/operation.js';
import type { ServiceKey } from '../../../src/domain/types/services.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { AppError } from '../../../src/errors/errors.js';
import { FakeVenue } from '../fake-venue.js';
import { CONNECTED, cloudOf } from '../venue/facts-of.js';

/** 03:10 in Sydney. */
const NIGHT = new Date('2031-05-05T17:10:00.000Z');

interface Given {
  readonly kind?: Operation['kind'];
  readonly input?: object;
  readonly trades?: boolean;
  readonly hours?: 'unknown';
  /** The cloud does not respond. */
  readonly isAway?: boolean;
  /** Minutes since its first heartbeat. */
  readonly beatsFor?: number;
  /** Opens so many minutes from now. */
  readonly opensIn?: number;
  /** What a service needs in Windows, by its key. */
  readonly needs?: object;
  /** Someone confirms the time. Default: yes. */
  readonly isConfirmed?: boolean;
}

/** Resolves to the code of the refusal; undefined: the script ran. */
async function ask(call: ScriptCall, given: Given) {
  const { kind = 'RESYNC', input = {}, trades = true, hours, isAway, beatsFor, opensIn, needs = {} } = given;
  const { isConfirmed = true } = given;
  const clock = { now: () => NIGHT, upMs: () => 0, confirmed: async () => isConfirmed };
  const venue = new FakeVenue(clock);
  if (trades && !hours) venue.tradesAlways();
  if (hours) venue.tradingPeriods = [];
  venue.model.database.rows['sale'] = 52_000;
  if (opensIn !== undefined) venue.tradingPeriods = [opening(opensIn)];
  venue.connection = 'connected';
  Object.assign(venue.model.services['cloud-sync'], { installed: true, state: 'Stopped' });
  for (const [key, needed] of Object.entries(needs))
    Object.assign(venue.model.services[key as ServiceKey], { state: 'Stopped', dependsOn: [needed] });
  Object.assign(venue.model.services['gateway-client'], { state: 'Running' });
  venue.scripts.set(call.script, () => ({}));
  const operation = { kind, input, createdAt: new Date(0) } as unknown as Operation;
  const scripts = interlocked({
    scripts: venue.runner,
    operations: {
      find: async (id) => (id === 'known' ? operation : undefined),
      steps: async () =>
        beatsFor === undefined
          ? []
          : [{ name: 'heartbeat', startedAt: new Date(NIGHT.getTime() - beatsFor * 60_000) } as never],
    },
    settings: DEFAULT_SETTINGS,
    venue: venue.stores.venue,
    clock: clock as never,
    cloud: () => ({
      recent: async () => (isAway ? new AppError('CLOUD_UNREACHABLE') : cloudOf(CONNECTED)),
    }),
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
const ofSale = { ...lifted('FAIL'), liftsSale: true };
const PROTECTED = 'ORDERING_PROTECTED';
const start: ScriptCall = {
  script: 'Start-VenueHostService',
  parameters: { Key: 'cloud-sync' },
  deadlineMs: 1000,
  trace: of('known'),
};
const stopOf = (Key: string): ScriptCall => ({ ...stop, parameters: { Key } });
const byName = (key: string, command: string, ...dependents: string[]) => ({
  kind: 'SERVICE_CONTROL' as const,
  input: { key, command: { do: command }, dependents: dependents.map((each) => ({ key: each })) },
});
const byClerk = byName('cloud-sync', 'start');
const first = { kind: 'ONBOARD' as const, input: { decision: { case: 'FIRST_TIME' } } };

/** An act of an hour that was planned two hours ago, in trading that has not ended. */
const SHOWN = {
  startAt: '2031-05-05T15:10:00.000Z',
  estimatedEnd: '2031-05-05T16:10:00.000Z',
  trading: [{ opensAt: '2031-05-05T10:00:00.000Z', closesAt: '2031-05-05T19:00:00.000Z' }],
};

/** 03:10 in Sydney, on a Tuesday. */
function opening(minutes: number) {
  const opensAt = new Date(Date.UTC(2031, 4, 6, 3, 10 + minutes)).toISOString().slice(11, 16);
  return { weekday: 'TUESDAY' as const, opensAt, closesAt: '09:00' };
}

it.each([
  ['a send of which trading hours were overridden', send, { input: lifted('FAIL') }, undefined],
  [
    'a send of which another check was overridden',
    send,
    { input: { overrides: ['SYNC_IS_CAUSE'], lifted: [{ code: 'SYNC_IS_CAUSE', outcome: 'FAIL' }] } },
    PROTECTED,
  ],
  [
    'the same in the trading that its plan showed',
    send,
    { input: { ...lifted('FAIL'), window: SHOWN } },
    undefined,
  ],
  [
    'the same in the trading of the next day',
    send,
    { input: { ...lifted('FAIL'), window: { ...SHOWN, trading: [] } } },
    PROTECTED,
  ],
  [
    'a restart of the link in the trading of the next day',
    send,
    { input: { ...lifted('FAIL'), restart: { ...SHOWN, trading: [] } } },
    PROTECTED,
  ],
  [
    'a send overridden while the hours were unknown, which are known now and do not fit',
    start,
    { kind: 'ONBOARD' as const, input: lifted('UNKNOWN'), opensIn: 3 },
    PROTECTED,
  ],
  [
    'a send overridden while the hours were unknown, which are known now',
    send,
    { input: lifted('UNKNOWN') },
    PROTECTED,
  ],
  ['the same while they still are', send, { input: lifted('UNKNOWN'), hours: 'unknown' as const }, undefined],
  ['a send overridden for a sale before it opens, in its hours', send, { input: ofSale }, PROTECTED],
  [
    'the same before it opens, after another sale',
    send,
    { input: ofSale, trades: false, soldAt: new Date(NIGHT.getTime() - 60_000) },
    undefined,
  ],
  ['a send of no known operation', { ...send, trace: of('gone') }, {}, PROTECTED],
  ['the gateway that a clerk stops by name', stop, byName('gateway-client', 'restart'), undefined],
  ['the gateway that the rollback of a start would stop', stop, byName('gateway-client', 'start'), PROTECTED],
  [
    'the gateway that was named to a clerk as stopping with NetPOS',
    stopOf('netpos'),
    { ...byName('netpos', 'stop', 'gateway-client'), needs: { 'gateway-client': 'netpos' } },
    undefined,
  ],
  [
    'the gateway that needs NetPOS since a clerk asked for the stop of that',
    stopOf('netpos'),
    { ...byName('netpos', 'stop'), needs: { 'gateway-client': 'netpos' } },
    PROTECTED,
  ],
  ['NetPOS, which a clerk stops while the cloud is away', stopOf('netpos'), { isAway: true }, undefined],
  ['the gateway that an onboarding stops', stop, { kind: 'ONBOARD' as const }, PROTECTED],
  [
    'the gateway that a first onboarding has started and stops',
    stop,
    { kind: 'ONBOARD' as const, input: { decision: { case: 'FIRST_TIME' } }, beatsFor: 5 },
    undefined,
  ],
  [
    'the gateway that a first onboarding stops, and that others connected',
    stop,
    { kind: 'ONBOARD' as const, input: { decision: { case: 'FIRST_TIME' } } },
    PROTECTED,
  ],
  [
    'a send at night, by a time that no one confirms',
    send,
    { trades: false, isConfirmed: false },
    'TIME_NOT_CONFIRMED',
  ],
  [
    'a first sync that a clerk starts while the cloud is away: it is asked again, and never taken for harmless',
    start,
    { ...byClerk, isAway: true },
    'CLOUD_UNREACHABLE',
  ],
  [
    'a first sync of minutes that a clerk starts just before trading',
    start,
    { ...byClerk, opensIn: 3 },
    PROTECTED,
  ],
  [
    'a start of an onboarding that no first sync follows, while the cloud is away',
    start,
    { kind: 'ONBOARD' as const, input: { decision: { firstSyncFollows: false } }, isAway: true },
    undefined,
  ],
  ['a start again in a send, while the cloud is away', start, { isAway: true }, undefined],
  ['the first sync of a first onboarding, after its heartbeat', start, { ...first, beatsFor: 5 }, undefined],
])('%s', async (_, call, given, refusal) => {
  expect(await ask(call, given)).toBe(refusal);
});
