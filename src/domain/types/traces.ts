/** What the core publishes of its work, on diagnostics channels of Node. As long as no one listens, publishing costs one comparison. */
import { createHash } from 'node:crypto';
import { channel, tracingChannel } from 'node:diagnostics_channel';
import type { OperationKind, OperationState, OperationTrace } from './operation.js';

/** A request over HTTP, or a subscription until its events can come. What is learned while it runs is added. */
export interface RequestTrace {
  readonly correlationId: string;
  /** It may be a mutation. */
  readonly mayAct?: boolean;
  /** Of the schema: `query`, and the first field. */
  operation?: { readonly type: string; readonly field: string } | undefined;
  /** Of the first error. */
  errorCode?: string;
}

/** What one server run does of an operation. */
export interface RunTrace extends OperationTrace {
  readonly kind: OperationKind;
  readonly attempt: number;
  /** Another server run had it in hand before. */
  readonly isAfterRestart: boolean;
}

export interface StepTrace extends OperationTrace {
  readonly step: string;
  /** It is rolled back. */
  readonly isRollback?: boolean;
}

/** One question to the venue's database, or one write. */
export interface SqlTrace {
  /** As OpenTelemetry names the engine. */
  readonly system: 'microsoft.sql_server' | 'sqlite';
  /** Of the store, e.g. `clerk`. */
  readonly operation: string;
}

/** One call of a script, also one that waits. */
export interface CallTrace {
  readonly script: string;
  /** Of the operation whose call it is. */
  readonly operation: OperationTrace | undefined;
  /** W3C trace context for the script; set by who listens. */
  traceparent?: string;
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The correlation ID that people see is a UUID, and the trace ID is the same 16 bytes. Undefined for what is none, such as the ID of a command line. */
export function traceIdOf(correlationId: string): string | undefined {
  return UUID.test(correlationId) ? correlationId.replaceAll('-', '').toLowerCase() : undefined;
}

/** Of the first server run of an operation, so that a later one can link to it without having seen it. */
export function spanIdOf(operationId: string): string {
  return createHash('sha256').update(operationId).digest('hex').slice(0, 16);
}

/** For a call that no one traces: what it causes elsewhere can be found by the correlation ID all the same. */
export function untraced({ operationId, correlationId }: OperationTrace): string | undefined {
  const traceId = traceIdOf(correlationId);
  return traceId && `00-${traceId}-${spanIdOf(operationId)}-00`;
}

export const TRACES = {
  request: tracingChannel<unknown, RequestTrace>('venue-control:request'),
  operation: tracingChannel<unknown, RunTrace>('venue-control:operation'),
  step: tracingChannel<unknown, StepTrace>('venue-control:step'),
  call: tracingChannel<unknown, CallTrace>('venue-control:call'),
  sql: tracingChannel<unknown, SqlTrace>('venue-control:sql'),
};

/** An operation went into another state. */
export interface MovedOperation {
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly state: OperationState;
  /** Since it began; undefined: it never did. */
  readonly seconds: number | undefined;
}

export interface RefusedCall {
  readonly code: string;
}

export const PUBLISHED = {
  moved: channel('venue-control:operation-moved'),
  refused: channel('venue-control:refused'),
};
