/** Spans of what the core publishes: `graphql` > `operation` > `step` or `rollback` > `powershell` or `sql`. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { type Context, ROOT_CONTEXT, type Span, SpanKind, type Tracer, trace } from '@opentelemetry/api';
import {
  type CallTrace,
  type MovedOperation,
  PUBLISHED,
  type RequestTrace,
  type RunTrace,
  type SqlTrace,
  type StepTrace,
  spanIdOf,
  TRACES,
  traceIdOf,
} from '../../domain/types/traces.js';
import { fail, subscribe, work } from '../work.js';
import type { ChosenIds } from './ids.js';

const SAMPLED = '01';
/** Reads and subscriptions that are traced of those that begin in one second. A server with more of them to answer has better things to do. */
const READS_A_SECOND = 10;

/** Returns what ends it. */
export function traceWork(tracer: Tracer, ids: ChosenIds): () => void {
  /** The span that what runs now belongs to. */
  const current = new AsyncLocalStorage<Span | undefined>();
  const runs = new Map<string, Span>();
  const isTraced = atMost(READS_A_SECOND);
  const startIn = (span: Span | undefined): Context =>
    span ? trace.setSpan(ROOT_CONTEXT, span) : ROOT_CONTEXT;
  const ends = [
    work(TRACES.request, current, {
      start({ correlationId, mayAct }: RequestTrace) {
        if (!mayAct && !isTraced()) return undefined;
        return ids.with({ traceId: traceIdOf(correlationId) }, () =>
          tracer.startSpan('graphql', { kind: SpanKind.SERVER, root: true }, ROOT_CONTEXT),
        );
      },
      end(span, { operation, errorCode }) {
        const { type = 'unknown', field } = operation ?? {};
        span.updateName(['graphql', type, field].filter(Boolean).join(' '));
        span.setAttribute('graphql.operation.type', type);
        if (errorCode !== undefined) fail(span, errorCode);
      },
    }),
    work(TRACES.operation, current, {
      start(run: RunTrace) {
        const { operationId, kind, attempt, isAfterRestart } = run;
        const traceId = traceIdOf(run.correlationId);
        const attributes = {
          'operation.id': operationId,
          'operation.kind': kind,
          'operation.attempt': attempt,
        };
        const name = `operation ${kind}`;
        // Its first trace ended with the server that began it.
        if (isAfterRestart) {
          const first = { traceId: traceId ?? '', spanId: spanIdOf(operationId), traceFlags: 1 };
          const links = traceId === undefined ? [] : [{ context: first }];
          return runs
            .set(operationId, tracer.startSpan(name, { attributes, links, root: true }))
            .get(operationId);
        }
        const request = current.getStore();
        const parent = request?.spanContext().traceId === traceId ? request : undefined;
        const spanId = attempt === 1 ? spanIdOf(operationId) : undefined;
        const span = ids.with({ traceId, spanId }, () =>
          tracer.startSpan(name, { attributes }, startIn(parent)),
        );
        runs.set(operationId, span);
        return span;
      },
      end: (_span, { operationId }) => void runs.delete(operationId),
    }),
    work(TRACES.step, current, {
      start: ({ step, operationId, isRollback }: StepTrace) =>
        tracer.startSpan(
          `${isRollback ? 'rollback' : 'step'} ${step}`,
          { attributes: { 'operation.id': operationId } },
          startIn(current.getStore()),
        ),
    }),
    work(TRACES.call, current, {
      // What the server reads every few seconds belongs to nothing.
      start(call: CallTrace) {
        const parent = current.getStore();
        if (!parent) return undefined;
        const attributes = { 'powershell.script': call.script };
        const span = tracer.startSpan(`powershell ${call.script}`, { attributes }, startIn(parent));
        const { traceId, spanId } = span.spanContext();
        call.traceparent = `00-${traceId}-${spanId}-${SAMPLED}`;
        return span;
      },
    }),
    work(TRACES.sql, current, {
      start({ system, operation }: SqlTrace) {
        const parent = current.getStore();
        if (!parent) return undefined;
        const attributes = { 'db.system.name': system, 'db.operation.name': operation };
        return tracer.startSpan(`sql ${operation}`, { kind: SpanKind.CLIENT, attributes }, startIn(parent));
      },
    }),
    subscribe(PUBLISHED.moved, ({ operationId, state }: MovedOperation) => {
      const span = runs.get(operationId);
      span?.setAttribute('outcome', state);
      if (state === 'FAILED') fail(span, state);
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

/** Says yes so many times a second. */
function atMost(count: number): () => boolean {
  let second = 0;
  let said = 0;
  return () => {
    const now = Math.floor(performance.now() / 1000);
    if (now !== second) said = 0;
    second = now;
    said += 1;
    return said <= count;
  };
}
