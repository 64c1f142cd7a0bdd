/** How long work takes, and what is refused: counted from what the core publishes. */
import type { Meter } from '@opentelemetry/api';
import {
  type MovedOperation,
  PUBLISHED,
  type RefusedCall,
  type RequestTrace,
  TRACES,
} from '../../domain/types/traces.js';
import { codeOf, ended, subscribe } from '../work.js';

const OF_A_REQUEST = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const OF_A_STATEMENT = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];
const OF_A_SCRIPT = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1800];
const OF_AN_OPERATION = [1, 5, 15, 60, 300, 900, 3600, 14_400, 43_200, 86_400];
const ENDED: readonly MovedOperation['state'][] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];
const SIGN_IN = ['SIGN_IN_FAILED', 'SIGN_IN_LOCKED', 'UNAUTHENTICATED'];
const REFUSED = ['FORBIDDEN', 'PERSON_NEEDED', 'PIN_TEMPORARY', 'TOO_MANY_REQUESTS', 'REQUEST_REFUSED'];

/** Returns what ends it. */
export function measureWork(meter: Meter): () => void {
  const seconds = (name: string, description: string, explicitBucketBoundaries: number[]) =>
    meter.createHistogram(name, { unit: 's', description, advice: { explicitBucketBoundaries } });
  const operations = seconds(
    'operation.duration',
    'From the begin of an operation to its end.',
    OF_AN_OPERATION,
  );
  const requests = seconds(
    'graphql.server.request.duration',
    'Requests over HTTP, and subscriptions until their events can come.',
    OF_A_REQUEST,
  );
  const calls = seconds('powershell.call.duration', 'PowerShell calls, waiting included.', OF_A_SCRIPT);
  const statements = seconds(
    'db.client.operation.duration',
    "Reads and writes of the venue's database.",
    OF_A_STATEMENT,
  );
  const failures = meter.createCounter('auth.failures', {
    description: 'Sign-ins and tokens that were refused.',
  });
  const refusals = meter.createCounter('auth.refusals', { description: 'Requests that were refused.' });
  const ends = [
    timed(TRACES.request, (took, { operation, errorCode }: RequestTrace) => {
      const error = errorCode === undefined ? {} : { 'error.type': errorCode };
      requests.record(took, { 'graphql.operation.type': operation?.type ?? 'unknown', ...error });
    }),
    timed(TRACES.call, (took, { script }, error) => {
      calls.record(took, { script, outcome: error === undefined ? 'SUCCEEDED' : codeOf(error) });
    }),
    timed(TRACES.sql, (took, { system }, error) => {
      const failed = error === undefined ? {} : { 'error.type': codeOf(error) };
      statements.record(took, { 'db.system.name': system, ...failed });
    }),
    subscribe(PUBLISHED.moved, ({ kind, state, seconds: took }: MovedOperation) => {
      if (took !== undefined && ENDED.includes(state)) operations.record(took, { kind, outcome: state });
    }),
    subscribe(PUBLISHED.refused, ({ code }: RefusedCall) => {
      if (SIGN_IN.includes(code)) failures.add(1, { reason: code });
      if (REFUSED.includes(code)) refusals.add(1, { reason: code });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function timed<Work extends object>(
  channel: Parameters<typeof ended<Work>>[0],
  record: (seconds: number, work: Work, error: unknown) => void,
): () => void {
  // On the work itself: with a WeakMap, telemetry cost a read 6 to 8 % of its processor time.
  const began = Symbol('began');
  const begin = (work: unknown) => {
    (work as Timed)[began] = performance.now();
  };
  channel.start.subscribe(begin);
  const unsubscribe = ended(channel, (work, error) => {
    const since = (work as Timed)[began];
    if (since !== undefined) record((performance.now() - since) / 1000, work, error);
  });
  return () => {
    channel.start.unsubscribe(begin);
    unsubscribe();
  };
}

type Timed = Record<symbol, number | undefined>;
