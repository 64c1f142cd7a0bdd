/** What a collector gets by OTLP: one trace from the request to the script, and a second one after a restart. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PUBLISHED, type RunTrace, TRACES } from '../../src/domain/types/traces.js';
import { openPush, type Push } from '../../src/telemetry/push.js';

interface Span {
  readonly name: string;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly links?: { readonly traceId: string; readonly spanId: string }[];
  readonly attributes: { readonly key: string; readonly value: { readonly stringValue?: string } }[];
  readonly status: { readonly code?: number };
}

// biome-ignore lint/suspicious/noExplicitAny: OTLP as JSON
const received: { path: string; body: any }[] = [];
let status = 200;
let receiver: Server;
let push: Push;

const spans = (): Span[] =>
  received
    .filter(({ path }) => path === '/v1/traces')
    .flatMap(({ body }) => body.resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans)
    .flatMap((scope) => scope.spans);
const spanOf = (name: string) => spans().find((span) => span.name === name) as Span;
const attribute = (name: string, key: string) =>
  spanOf(name).attributes.find((one) => one.key === key)?.value.stringValue;
// biome-ignore lint/suspicious/noExplicitAny: OTLP as JSON
const metric = (name: string): any =>
  received
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => body.resourceMetrics[0].scopeMetrics)
    .flatMap((scope) => scope.metrics)
    .find((one) => one.name === name);

const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const TRACE_ID = '0f8fad5bd9cb469fa16570867728950e';
const operationId = 'op-1';
const run = (given: Partial<RunTrace> = {}): RunTrace => ({
  ...{ operationId, correlationId, kind: 'RESYNC', attempt: 1, isAfterRestart: false },
  ...given,
});
const moved = (state: 'SUCCEEDED' | 'FAILED') =>
  PUBLISHED.moved.publish({ operationId, kind: 'RESYNC', state, seconds: 12 });

beforeEach(async () => {
  received.length = 0;
  status = 200;
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ path: request.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const { port } = receiver.address() as AddressInfo;
  push = await openPush({
    endpoint: `http://127.0.0.1:${port}/`,
    figures: {
      read: async () => [{ name: 'venue.link.up', value: 1 }],
      resource: async () => ({ 'service.name': 'venue-control', 'venue.customer_number': '100234' }),
    },
  });
});
afterEach(async () => {
  await push.stop();
  receiver.closeAllConnections();
  if (receiver.listening) await new Promise((resolve) => receiver.close(resolve));
});

test('one trace leads from the request to the script; its ID is the correlation ID', async () => {
  const request = { correlationId, operation: { type: 'mutation', field: 'startResync' } };
  const call = { script: 'Start-Sync', operation: { operationId, correlationId }, traceparent: '' };
  let operation: Promise<unknown> | undefined;
  await TRACES.request.tracePromise(async () => {
    // It runs on when the request is answered.
    operation = TRACES.operation.tracePromise(async () => {
      const step = { operationId, correlationId, step: 'send' };
      await TRACES.step.tracePromise(() => TRACES.call.tracePromise(async () => undefined, call), step);
      moved('SUCCEEDED');
    }, run());
  }, request);
  await operation;
  await push.stop();
  const names = ['graphql mutation startResync', 'operation RESYNC', 'step send', 'powershell Start-Sync'];
  expect(spans().map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  let parent: string | undefined;
  for (const name of names) {
    expect([name, spanOf(name).traceId, spanOf(name).parentSpanId]).toEqual([name, TRACE_ID, parent]);
    parent = spanOf(name).spanId;
  }
  expect(call.traceparent).toBe(`00-${TRACE_ID}-${parent}-01`);
  expect(attribute('operation RESYNC', 'outcome')).toBe('SUCCEEDED');
  expect(attribute('operation RESYNC', 'operation.id')).toBe(operationId);
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
  expect(JSON.stringify(received)).not.toContain(secret);
});

test('figures, durations and refusals are pushed with the venue that they belong to', async () => {
  await TRACES.call.tracePromise(async () => undefined, { script: 'Get-Thing', operation: undefined });
  moved('SUCCEEDED');
  for (const code of ['FORBIDDEN', 'SIGN_IN_FAILED', 'NOT_FOUND']) PUBLISHED.refused.publish({ code });
  await push.stop();
  const [{ resource }] = received.find(({ path }) => path === '/v1/metrics')?.body.resourceMetrics ?? [];
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
    if (how === 'refuses') status = 400;
    else receiver.close();
    await TRACES.operation.tracePromise(async () => undefined, run());
    const began = performance.now();
    await push.stop();
    expect(performance.now() - began).toBeLessThan(6000);
    expect(TRACES.operation.hasSubscribers).toBe(false);
    expect(TRACES.request.hasSubscribers).toBe(false);
  },
);
