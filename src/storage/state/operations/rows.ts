/** Rows -> domain objects and patches -> columns. An absent key of a patch leaves its column alone. */
import { type Selectable, type SqlBool, sql, type Updateable } from 'kysely';
import type { OperationPatch, StepPatch } from '../../../domain/ports/operation-store.js';
import type {
  Memory,
  Operation,
  OperationEvent,
  OperationFailure,
  OperationStep,
} from '../../../domain/types/operation.js';
import { jsonOf, optionalJsonOf, optionalTimeOf, timeOf } from '../../columns.js';
import type { EventTable, OperationTable, StepTable } from '../tables.js';

/** The one spelling of "not over", the same as in the indexes of the first migration: literals, so that the engine can match them. */
export const isActive = sql<SqlBool>`state <> 'SUCCEEDED' and state <> 'FAILED' and state <> 'CANCELLED'`;

export function toOperation(row: Selectable<OperationTable>): Operation {
  return {
    id: row.id,
    kind: row.kind,
    state: row.state,
    slot: row.slot ?? undefined,
    requestedById: row.requested_by_id,
    requestedByName: row.requested_by_name,
    approvedByName: row.approved_by_name ?? undefined,
    chosen: row.chosen ?? undefined,
    reason: row.reason ?? undefined,
    input: jsonOf<Memory>(row.input),
    planFingerprint: row.plan_fingerprint ?? undefined,
    correlationId: row.correlation_id,
    scheduledFor: optionalTimeOf(row.scheduled_for),
    createdAt: timeOf(row.created_at),
    startedAt: optionalTimeOf(row.started_at),
    finishedAt: optionalTimeOf(row.finished_at),
    percent: row.percent ?? undefined,
    estimatedFinishAt: optionalTimeOf(row.estimated_finish_at),
    attempt: row.attempt,
    bootId: row.boot_id ?? undefined,
    cancelReason: row.cancel_reason ?? undefined,
    cancelledByName: row.cancelled_by_name ?? undefined,
    failure: optionalJsonOf<OperationFailure>(row.failure),
  };
}

export function toStep(row: Selectable<StepTable>): OperationStep {
  return {
    operationId: row.operation_id,
    position: row.position,
    name: row.name,
    title: row.title,
    state: row.state,
    startedAt: optionalTimeOf(row.started_at),
    finishedAt: optionalTimeOf(row.finished_at),
    percent: row.percent ?? undefined,
    detail: row.detail ?? undefined,
    before: optionalJsonOf<Memory>(row.before_state),
    result: optionalJsonOf<Memory>(row.result),
  };
}

export function toEvent(row: Selectable<EventTable>): OperationEvent {
  return {
    operationId: row.operation_id,
    sequence: row.sequence,
    at: timeOf(row.at),
    step: row.step ?? undefined,
    level: row.level,
    percent: row.percent ?? undefined,
    message: row.message,
  };
}

export function operationColumns(patch: OperationPatch): Updateable<OperationTable> {
  return known({
    started_at: patch.startedAt,
    finished_at: patch.finishedAt,
    percent: patch.percent,
    estimated_finish_at: patch.estimatedFinishAt,
    failure: patch.failure === null ? null : json(patch.failure),
    cancel_reason: patch.cancelReason,
    cancelled_by_name: patch.cancelledByName,
    approved_by_name: patch.approvedByName,
    chosen: patch.chosen,
  });
}

export function stepColumns(patch: StepPatch): Updateable<StepTable> {
  return known({
    state: patch.state,
    started_at: patch.startedAt,
    finished_at: patch.finishedAt,
    percent: patch.percent,
    detail: patch.detail,
    before_state: json(patch.before),
    result: json(patch.result),
  });
}

function json(value: object | undefined): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value);
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function known<T extends object>(columns: T): Known<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Known<T>;
}
