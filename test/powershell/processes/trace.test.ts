import { type CallTrace, TRACES } from '../../../src/domain/types/traces.js';
import { makePool } from './pool-under-test.js';

const { pool, output } = makePool({ spareStartAfterMs: 'never' });

beforeAll(() => pool.start());
afterAll(() => pool.stop());

const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
const trace = { operationId: 'op-1', correlationId };

test('a script has the correlation ID of its operation as trace, the next call has its own', async () => {
  expect(await output('Get-Trace', {}, { trace })).toEqual([
    expect.stringMatching(/^trace: 00-0f8fad5bd9cb469fa16570867728950e-[0-9a-f]{16}-00$/),
  ]);
  expect(await output('Get-Trace')).toEqual(['trace: ']);
  expect(await output('Get-Trace', {}, { trace: { ...trace, correlationId: 'none' } })).toEqual(['trace: ']);
});

test('who traces the call decides what the script gets', async () => {
  const traceparent = '00-0f8fad5bd9cb469fa16570867728950e-00f067aa0ba902b7-01';
  const choose = (call: unknown) => {
    (call as CallTrace).traceparent = traceparent;
  };
  TRACES.call.start.subscribe(choose);
  try {
    expect(await output('Get-Trace', {}, { trace })).toEqual([`trace: ${traceparent}`]);
  } finally {
    TRACES.call.start.unsubscribe(choose);
  }
});
