/** What a collector gets by OTLP: one trace from the request to the script, and a second one after a restart. */
import { headerFor } from '../../src/domain/types/channels.js';
import { PUBLISHED, type RunTrace, TRACES } from '../../src/domain/types/traces.js';
import { openPush, type Push } from '../../src/telemetry/push.js';
import { attributeOf, type OtlpReceiver, otlpReceiver, type ReceivedSpan } from './otlp-receiver.js';

let receiver: OtlpReceiver;
let push: Push;
/** As it is stored. */
let header: string | undefined;

const spans = () => receiver.spans();
const spanOf = (name: string) => spans().find((span) => span.name === name) as ReceivedSpan;
const attribute = (name: string, key: string) => attributeOf(spanOf(name), key);
// biome-ignore lint/suspicious/noExplicitAny: OTLP as JSON
const metric = (name: string): any =>
  receiver.received
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => body.resourceMetrics[0].scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .find((one) => one.name === name);

const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TRACE_ID = '0f8fad5bd9cb469fa16570867728950e';
const operationId = 'op-1';
const KEY = 'Authorization: Basic sentinel';
const run = (given: Partial<RunTrace> = {}): RunTrace => ({
  ...{ operationId, correlationId, kind: 'RESYNC', attempt: 1, isAfterRestart: false },
  ...given,
});
const moved = (state: 'SUCCEEDED' | 'FAILED') =>
  PUBLISHED.moved.publish({ operationId, kind: 'RESYNC', state, seconds: 12 });

beforeEach(async () => {
  receiver = await otlpReceiver();
  header = undefined;
  push = await openPush({
    endpoint: `${receiver.url}/`,
    header: () => header,
    proxy: 'none',
    figures: {
      read: async () => [{ name: 'venue.link.up', value: 1 }],
      resource: async () => ({ 'service.name': 'venue-control', 'venue.customer_number': '100234' }),
    },
  });
});
afterEach(async () => {
  await push.stop();
  await receiver.close();
});

test('one trace leads from the request to the script; its ID is the correlation ID', async () => {
  const request = { correlationId, operation: { type: 'mutation', field: 'startResync' } };
  const call = { script: 'Start-Sync', operation: { operationId, correlationId }, traceparent: '' };
  const sql = { system: 'sqlite', operation: 'clerk' } as const;
  let operation: Promise<unknown> | undefined;
  await TRACES.request.tracePromise(async () => {
    // It runs on when the request is answered.
    operation = TRACES.operation.tracePromise(async () => {
      const step = { operationId, correlationId, step: 'send' };
      await TRACES.step.tracePromise(() => TRACES.call.tracePromise(async () => undefined, call), step);
      const back = { ...step, isRollback: true };
      await TRACES.step.tracePromise(() => TRACES.sql.tracePromise(async () => undefined, sql), back);
      moved('SUCCEEDED');
    }, run());
  }, request);
  await operation;
  await push.stop();
  const names = ['graphql mutation startResync', 'operation RESYNC', 'step send', 'powershell Start-Sync'];
  expect(spans().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const expectPath = (...path: string[]) => {
    let parent: string | undefined;
    for (const name of path) {
      expect([name, spanOf(name).traceId, spanOf(name).parentSpanId]).toEqual([name, TRACE_ID, parent]);
      parent = spanOf(name).spanId;
    }
    return parent;
  };
  expect(call.traceparent).toBe(`00-${TRACE_ID}-${expectPath(...names)}-01`);
  expectPath(...names.slice(0, 2), 'rollback send', 'sql clerk');
  expect(attribute('sql clerk', 'db.system.name')).toBe('sqlite');
  expect(attribute('operation RESYNC', 'outcome')).toBe('SUCCEEDED');
  expect(attribute('operation RESYNC', 'operation.id')).toBe(operationId);
});

test('of many reads some are traced, and of what may act all', async () => {
  const ask = async (count: number, type: string, mayAct: boolean) => {
    for (let n = 0; n < count; n += 1) {
      const request = { correlationId, mayAct, operation: { type, field: 'services' } };
      const call = { script: `Get-${type}`, operation: undefined };
      await TRACES.request.tracePromise(() => TRACES.call.tracePromise(async () => undefined, call), request);
    }
  };
  await ask(100, 'query', false);
  await ask(100, 'mutation', true);
  await push.stop();
  const count = (name: string) => spans().filter((span) => span.name === name).length;
  const reads = count('graphql query services');
  // Ten a second, and a second may end meanwhile.
  expect([10, 20]).toContain(reads);
  expect(count('powershell Get-query')).toBe(reads);
  expect([count('graphql mutation services'), count('powershell Get-mutation')]).toEqual([100, 100]);
});

test('after a restart an operation has a second trace that links to its first span', async () => {
  await TRACES.operation.tracePromise(async () => undefined, run());
  await TRACES.operation.tracePromise(async () => undefined, run({ attempt: 2, isAfterRestart: true }));
  await push.stop();
  const [first, second] = spans();
  expect(first).toMatchObject({ traceId: TRACE_ID });
  expect(second?.traceId).not.toBe(TRACE_ID);
  expect(second?.links).toMatchObject([{ traceId: TRACE_ID, spanId: first?.spanId }]);
});

test('what fails is named by a code, and never by a text', async () => {
  const secret = 'the reason that a person typed';
  const failing = async () => Promise.reject(Object.assign(new Error(secret), { failure: 'TIMED_OUT' }));
  await TRACES.operation.tracePromise(async () => {
    const call = { script: 'Get-Thing', operation: undefined };
    await TRACES.call.tracePromise(failing, call).catch(() => undefined);
    moved('FAILED');
  }, run());
  await push.stop();
  expect(attribute('powershell Get-Thing', 'error.type')).toBe('TIMED_OUT');
  expect(spanOf('operation RESYNC').status.code).toBe(2);
  expect(JSON.stringify(receiver.received)).not.toContain(secret);
});

test('figures, durations and refusals are pushed with the venue that they belong to', async () => {
  await TRACES.call.tracePromise(async () => undefined, { script: 'Get-Thing', operation: undefined });
  moved('SUCCEEDED');
  for (const code of ['FORBIDDEN', 'SIGN_IN_FAILED', 'NOT_FOUND']) PUBLISHED.refused.publish({ code });
  await push.stop();
  const [{ resource }] =
    receiver.received.find(({ path }) => path === '/v1/metrics')?.body.resourceMetrics ?? [];
  expect(resource.attributes).toContainEqual({
    key: 'venue.customer_number',
    value: { stringValue: '100234' },
  });
  expect(metric('venue.link.up').gauge.dataPoints).toMatchObject([{ asDouble: 1 }]);
  expect(metric('operation.duration').histogram.dataPoints).toMatchObject([{ sum: 12, count: 1 }]);
  expect(metric('powershell.call.duration').histogram.dataPoints).toHaveLength(1);
  expect(metric('auth.failures').sum.dataPoints).toMatchObject([{ asDouble: 1 }]);
  expect(metric('auth.refusals').sum.dataPoints).toMatchObject([{ asDouble: 1 }]);
  // A call that belongs to no operation has no span.
  expect(spans()).toEqual([]);
});

test.each(['refuses', 'is away'])(
  'a collector that %s holds up nothing, and after the end nothing is followed',
  async (how) => {
    if (how === 'refuses') receiver.status = 400;
    else await receiver.close();
    await TRACES.operation.tracePromise(async () => undefined, run());
    const began = performance.now();
    await push.stop();
    expect(performance.now() - began).toBeLessThan(6000);
    expect(TRACES.operation.hasSubscribers).toBe(false);
    expect(TRACES.request.hasSubscribers).toBe(false);
  },
);

test.each([
  ['is sent to the server that it is for', () => headerFor(receiver.url, KEY), 'Basic sentinel'],
  ['is kept from another one', () => headerFor('http://127.0.0.1:9/', KEY), undefined],
  ['is left out where there is none', () => undefined, undefined],
])('a stored header %s', async (_what, stored, sent) => {
  header = stored();
  await TRACES.operation.tracePromise(async () => undefined, run());
  await push.stop();
  expect(receiver.received.map(({ path, headers }) => [path, headers.authorization]).sort()).toEqual([
    ['/v1/metrics', sent],
    ['/v1/traces', sent],
  ]);
});
