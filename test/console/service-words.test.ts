import { jest } from '@jest/globals';
import {
  type ServiceOrderLineFragment,
  type ServiceRowFragment,
  SetServiceStartModeDocument,
  StopServiceDocument,
} from '../../console/generated/graphql';
import { t } from '../../console/messages';
import {
  actionOf,
  consequence,
  isGrave,
  likelyCommand,
  mutationOf,
  offeredCommands,
  type ServiceChange,
  titleOf,
  variablesOf,
  wayOut,
} from '../../console/views/service-table/commands';
import {
  healthMark,
  statusMark,
  stoppedSentence,
  usedBySentence,
  worstFirst,
} from '../../console/views/service-table/words';
import { START_MODES_IN_WORDS } from '../../src/domain/types/services';
import { service as sample } from './venue-samples';

const service = (given: Partial<ServiceRowFragment> = {}): ServiceRowFragment =>
  sample({
    key: 'cloud-sync',
    displayName: 'Cloud Sync',
    startedAt: '2031-05-05T16:00:00Z',
    serves: ['Analytics', 'Online menus'],
    observedAt: '2031-05-05T16:30:00Z',
    ...given,
  });
const order = (given: Partial<ServiceOrderLineFragment> = {}): ServiceOrderLineFragment => ({
  operationId: 'op-1',
  title: 'Stop NetPOS',
  byName: 'Morgan Reyes',
  at: '2031-05-05T16:20:00Z',
  reason: 'Printer queue stuck',
  ...given,
});
const netPos = (given: Partial<ServiceRowFragment> = {}) =>
  service({ key: 'netpos', displayName: 'NetPOS', ...given });

describe('what is said of a service that someone acted on', () => {
  const zone = 'Australia/Sydney';
  const now = Date.parse('2031-05-05T17:00:00Z');
  beforeEach(() => jest.useFakeTimers({ now }));
  afterEach(() => jest.useRealTimers());

  it.each([
    [order(), 'Stopped by Morgan Reyes 02:20: Printer queue stuck.'],
    [order({ reason: 'It hangs!' }), 'Stopped by Morgan Reyes 02:20: It hangs!'],
    [
      order({ title: 'Stop Connect', reason: null, at: '2031-05-03T16:20:00Z' }),
      'Stopped with “Stop Connect” by Morgan Reyes Sun 4 May 02:20.',
    ],
  ])('names who, when and why', (stoppedBy, sentence) => {
    expect(stoppedSentence(netPos({ stoppedBy }), zone)).toBe(sentence);
  });

  it('names who holds it', () => {
    const heldBy = order({ title: 'Resync', reason: 'Analytics are wrong' });
    expect(usedBySentence(netPos({ heldBy }), zone)).toBe(
      '“Resync” is in progress, requested by Morgan Reyes 02:20: Analytics are wrong.',
    );
    expect(usedBySentence(netPos(), zone)).toBeUndefined();
  });

  it('takes the middle of a restart for no fault, and a stop for what the server says of it', () => {
    expect(healthMark(netPos({ health: 'DOWN', stoppedBy: order() }))).toEqual({ tone: 'bad', word: 'Down' });
    const halfway = netPos({ health: 'DEGRADED', status: 'STOPPED', heldBy: order() });
    expect(healthMark(halfway)).toEqual({ tone: 'busy', word: 'Checking' });
    expect(healthMark({ ...halfway, heldBy: null })).toEqual({ tone: 'warn', word: 'Degraded' });
  });
});

describe('the marks of a service', () => {
  it('judge no health while it starts or stops', () => {
    for (const status of ['START_PENDING', 'STOP_PENDING'] as const)
      expect(healthMark(service({ status, health: 'DOWN' }))).toEqual({ tone: 'busy', word: 'Checking' });
    expect(healthMark(service({ health: 'DOWN' }))).toEqual({ tone: 'bad', word: 'Down' });
  });

  it('show a stopped service as it is, not as a fault', () => {
    expect(statusMark(service({ status: 'STOPPED' }))).toEqual({ tone: 'idle', word: 'Stopped' });
  });
});

describe('a change of a service', () => {
  const change = (
    kind: 'start' | 'stop' | 'restart',
    given: Partial<ServiceRowFragment> = {},
  ): ServiceChange => ({
    kind,
    service: service(given),
  });
  const mode = (startMode: 'MANUAL' | 'DISABLED' | 'AUTOMATIC_DELAYED' | 'AUTOMATIC'): ServiceChange => ({
    kind: 'mode',
    service: service(),
    startMode,
  });

  it('is named by its verb and its service, and asked as a question', () => {
    expect(actionOf(change('restart'))).toBe('Restart Cloud Sync');
    expect(titleOf(change('stop'))).toBe('Stop Cloud Sync?');
    expect(actionOf(mode('MANUAL'))).toBe('Set Manual');
    expect(titleOf(mode('AUTOMATIC_DELAYED'))).toBe(
      'Set start mode of Cloud Sync to Automatic (Delayed Start)?',
    );
  });

  it('names a start mode as operations and the audit do', () => {
    expect(t.services.startModes).toEqual(START_MODES_IN_WORDS);
  });

  it('is offered by how the service is: the likeliest as a button, the others in the menu', () => {
    const offers = (given: Partial<ServiceRowFragment>) => [
      likelyCommand(service(given)),
      ...offeredCommands(service(given)),
    ];
    expect(offers({ status: 'RUNNING' })).toEqual(['restart', 'stop']);
    expect(offers({ status: 'STOPPED' })).toEqual(['start', 'restart']);
    expect([change('start'), change('restart'), change('stop'), mode('DISABLED')].map(isGrave)).toEqual([
      false,
      false,
      true,
      false,
    ]);
  });

  it('is sent by the mutation of its word, with the reason if there is one', () => {
    expect(mutationOf(change('stop'))).toBe(StopServiceDocument);
    const stop = variablesOf(change('stop'), '  Tills hang ');
    const idempotencyKey = expect.stringMatching(/^[0-9a-f-]{36}$/);
    expect(stop).toEqual({ key: 'cloud-sync', reason: 'Tills hang', idempotencyKey });
    expect(variablesOf(change('stop'), '')).not.toMatchObject({ idempotencyKey: stop?.['idempotencyKey'] });
    expect(mutationOf(mode('MANUAL'))).toBe(SetServiceStartModeDocument);
    expect(variablesOf(mode('MANUAL'), ' ')).toEqual({
      key: 'cloud-sync',
      reason: null,
      idempotencyKey,
      startMode: 'MANUAL',
    });
  });

  it('can be left by a button that says what stays', () => {
    expect(wayOut(change('stop'))).toBe('Keep it running');
    expect(wayOut(change('restart'))).toBe('Keep it running');
    expect(wayOut(change('restart', { status: 'STOPPED' }))).toBe('Not now');
    expect(wayOut(change('start'))).toBe('Not now');
    expect(wayOut(mode('MANUAL'))).toBe('Keep it as it is');
  });

  it.each([
    [change('start'), 'Analytics and Online menus can use it again when it is running.'],
    [change('start', { serves: [] }), 'Nothing else depends on it.'],
    [change('restart'), 'Analytics and Online menus stop working for about half a minute.'],
    [change('restart', { serves: ['Doshii'] }), 'Doshii stops working for about half a minute.'],
    [
      change('restart', { serves: [] }),
      'It is unavailable for about half a minute. No ordering depends on it.',
    ],
    [
      mode('DISABLED'),
      'Cloud Sync can’t be started until it is enabled again. Its current state does not change.',
    ],
    [mode('AUTOMATIC'), 'Its current state does not change. It starts with the machine.'],
  ])('says what trade loses by it', (made, words) => {
    expect(consequence(made)).toBe(words);
  });

  it('names what stops with it before it stops, and that a restart starts that again', () => {
    const all = [netPos(), service({ key: 'connect', displayName: 'Connect' })];
    const one = { serves: ['Doshii'], stopsWith: ['netpos'] };
    expect(consequence(change('stop', one), all)).toMatch(/ NetPOS depends on it and stops, too\.$/);
    expect(consequence(change('restart', { ...one, stopsWith: ['netpos', 'connect'] }), all)).toBe(
      'Doshii stops working for about half a minute. NetPOS and Connect depend on it: they stop, too, and start again afterwards.',
    );
    expect(consequence(change('start', one), all)).not.toContain('NetPOS');
  });

  it('reports that Services Monitor leaves a stopped service alone, whatever it serves', () => {
    for (const serves of [[], ['Doshii']])
      expect(consequence(change('stop', { serves }))).toContain('will not start it automatically');
  });
});

it('puts what is broken first where a screen shows one or two of them', () => {
  const of = (key: string, health: ServiceRowFragment['health']) => service({ key, health });
  const all = [of('a', 'HEALTHY'), of('b', 'DEGRADED'), of('c', 'HEALTHY'), of('d', 'DOWN')];
  expect(worstFirst(all).map(({ key }) => key)).toEqual(['d', 'b', 'a', 'c']);
});
