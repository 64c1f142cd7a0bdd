/** Rows -> domain objects and patches -> columns. An absent key of a patch leaves its column alone. */
import { type Selectable, type SqlBool, sql, type Updateable } from 'kysely';
import type { OperationPatch, StepPatch } from '../../../domain/ports/operation-store.js';
import type { Memory, Operation, OperationEvent, OperationStep } from '../../../domain/types/operation.js';
import { optionalJsonOf } from '../../columns.js';
import { columnsOf, reader } from '../rows.js';
import type { OperationTable, StepTable } from '../tables.js';

/** The one spelling of "not over", the same as in the indexes of the first migration: literals, so that the engine can match them. */
export const isActive = sql<SqlBool>`state <> 'SUCCEEDED' and state <> 'FAILED' and state <> 'CANCELLED'`;

const operationOf = reader<Operation>({
  input: 'json',
  scheduledFor: 'time',
  createdAt: 'time',
  startedAt: 'time',
  finishedAt: 'time',
  estimatedFinishAt: 'time',
  failure: 'json',
});

export function toOperation(row: Selectable<OperationTable>): Operation {
  const { idempotency_key: _, request_fingerprint: __, event_count: ___, ...own } = row;
  return operationOf(own);
}

const stepOf = reader<Omit<OperationStep, 'before'>>({
  startedAt: 'time',
  finishedAt: 'time',
  result: 'json',
});

export function toStep({ before_state, ...row }: Selectable<StepTable>): OperationStep {
  return { ...stepOf(row), before: optionalJsonOf<Memory>(before_state) };
}

export const toEvent = reader<OperationEvent>({ at: 'time' });

export function operationColumns(patch: OperationPatch): Updateable<OperationTable> {
  return columnsOf(known(patch));
}

export function stepColumns({ before: before_state, ...patch }: StepPatch): Updateable<StepTable> {
  return { ...columnsOf(known(patch)), ...(before_state && { before_state: JSON.stringify(before_state) }) };
}

/** As if all were there: columns of a patch may be missing anyway. */
type Known<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

function known<T extends object>(columns: T): Known<T> {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined)) as Known<T>;
}
