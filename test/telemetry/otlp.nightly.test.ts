/** What a collector gets of a real server: one trace from the request to the script, and a second one after a kill. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { spanIdOf, traceIdOf } from '../../src/domain/types/traces.js';
import { runCommand } from '../cli/processes/run-command.js';
import { beginOnboarding, ended, OPERATION_MS, startQuick, until } from '../main-job/main-job.js';
import { open } from '../server/processes/socket-client.js';
import { dataOf, type PracticeVenue } from '../venue/practice-venue.js';
import { planResync, resync } from '../venue/requests.js';
import { attributeOf, type OtlpReceiver, otlpReceiver, type ReceivedSpan } from './otlp-receiver.js';

/** A step takes so long that the request before it is pushed meanwhile. */
const STABLE_SECONDS = 7;
const PUSHED_MS = 20_000;

let receiver: OtlpReceiver;
let venue: PracticeVenue;

beforeAll(async () => {
  receiver = await otlpReceiver();
  venue = await startQuick({ otlpEndpoint: receiver.url, stableSeconds: STABLE_SECONDS });
  const stored = await runCommand(['otlp', 'set-header'], {
    input: 'X-Collector-Key: sentinel\n',
    env: venue.settings,
  });
  expect([stored.status, stored.stderr]).toEqual([0, '']);
  expect(stored.stdout).toContain(receiver.url);
}, 60_000);
afterAll(async () => {
  await venue?.stop();
  await receiver?.close();
}, 60_000);

const named = (name: string) => receiver.spans().filter((span) => span.name === name);
const isPushed = (name: string) => until(async () => named(name).length > 0, `${name} is pushed`, PUSHED_MS);

/** The trace ID of an operation: the correlation ID that people see. */
function traceOf(operationId: string): string | undefined {
  const state = new DatabaseSync(venue.stateFile, { readOnly: true });
  const row = state.prepare('SELECT correlation_id FROM operation WHERE id = ?').get(operationId);
  state.close();
  return traceIdOf(String(row?.['correlation_id']));
}

/** From a span to the first of its trace, by name. */
function pathOf(span: ReceivedSpan): string[] {
  const parent = receiver
    .spans()
    .find(({ spanId, traceId }) => spanId === span.parentSpanId && traceId === span.traceId);
  return [span.name, ...(parent ? pathOf(parent) : span.parentSpanId === undefined ? [] : ['LOST'])];
}

test('an operation continues after a kill as a second trace, with a link to the first', async () => {
  const id = await beginOnboarding(venue);
  await isPushed('graphql mutation onboard');
  await venue.kill();
  await venue.start();
  expect((await ended(venue, id)).state).toBe('SUCCEEDED');
  await isPushed('operation ONBOARD');
  const [request] = named('graphql mutation onboard');
  expect([request?.traceId, request?.parentSpanId]).toEqual([traceOf(id), undefined]);
  const [second, ...others] = named('operation ONBOARD');
  expect(others).toEqual([]);
  expect(second?.traceId).not.toBe(request?.traceId);
  expect(second?.parentSpanId).toBeUndefined();
  expect(second?.links).toMatchObject([{ traceId: request?.traceId, spanId: spanIdOf(id) }]);
  expect(second && attributeOf(second, 'operation.id')).toBe(id);
  const steps = receiver.spans().filter(({ parentSpanId }) => parentSpanId === second?.spanId);
  expect(steps.length).toBeGreaterThan(0);
  expect(receiver.received.at(-1)?.headers['x-collector-key']).toBe('sentinel');
  const log = readFileSync(join(venue.folder, 'logs', 'server.jsonl'), 'utf8');
  expect([log.includes('sentinel'), log.includes('OTLP')]).toEqual([false, false]);
}, 150_000);

test(
  'one trace leads from the request over HTTP to each script of an operation',
  async () => {
    const answer = await resync(venue, await planResync(venue));
    const { id } = dataOf<{ resync: { id: string } }>(answer).resync;
    expect((await ended(venue, id)).state).toBe('SUCCEEDED');
    await isPushed('operation RESYNC');
    const trace = receiver.spans().filter(({ traceId }) => traceId === traceOf(id));
    expect(trace.filter(({ parentSpanId }) => parentSpanId === undefined).map(({ name }) => name)).toEqual([
      'graphql mutation resync',
    ]);
    const scripts = trace.filter((span) => span.name.startsWith('powershell ') && pathOf(span).length === 4);
    expect(scripts.length).toBeGreaterThan(1);
    for (const script of scripts)
      expect(pathOf(script)).toEqual([
        script.name,
        expect.stringMatching(/^step /),
        'operation RESYNC',
        'graphql mutation resync',
      ]);
    expect(trace.filter((span) => pathOf(span).includes('LOST'))).toEqual([]);
    const [operation] = named('operation RESYNC');
    expect([operation?.spanId, operation && attributeOf(operation, 'outcome')]).toEqual([
      spanIdOf(id),
      'SUCCEEDED',
    ]);
    const questions = trace.filter(({ name }) => name.startsWith('sql '));
    expect(new Set(questions.map((span) => attributeOf(span, 'db.system.name')))).toEqual(
      new Set(['sqlite']),
    );
  },
  OPERATION_MS,
);

test('a subscription has a span until its events can come', async () => {
  const client = await open(venue.port);
  await client.init(await venue.token());
  expect(await client.ask('1', 'subscription { serviceChanged { key } }')).toMatchObject({ type: 'next' });
  await isPushed('graphql subscription serviceChanged');
  client.socket.close();
}, 60_000);

test('what the server does on its own belongs to no request, and a stop pushes what waits', async () => {
  await venue.stop();
  const spans = receiver.spans();
  const ofOperations = new Set(
    spans.filter(({ name }) => name.startsWith('operation ')).map(({ traceId }) => traceId),
  );
  const seconds = (nanoseconds: string) => Number(BigInt(nanoseconds) / 1_000_000n) / 1000;
  const late = spans.flatMap((root) => {
    if (root.parentSpanId !== undefined || ofOperations.has(root.traceId)) return [];
    const own = spans.filter(({ traceId }) => traceId === root.traceId);
    const end = seconds(root.endTimeUnixNano) + 3;
    return own
      .filter((span) => seconds(span.startTimeUnixNano) > end)
      .map(({ name }) => `${root.name}: ${name}`);
  });
  expect(late).toEqual([]);
  const names = receiver.received
    .filter(({ path }) => path === '/v1/metrics')
    .flatMap(({ body }) => body.resourceMetrics[0].scopeMetrics)
    .flatMap(({ metrics }) => metrics.map(({ name }: { name: string }) => name));
  expect(names).toEqual(
    expect.arrayContaining(['venue.status', 'operation.duration', 'db.client.operation.duration']),
  );
}, 60_000);
