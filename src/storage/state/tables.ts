/** Rows of the state database, as Kysely sees them. JSON columns hold text; the stores parse it. */

import type { Compilable, CompiledQuery, Generated, Kysely } from 'kysely';
import type { StoredApiToken } from '../../domain/ports/api-token-store.js';
import type { AuditRow } from '../../domain/ports/audit-log.js';
import type { HistoryInterval, Metric } from '../../domain/ports/history-store.js';
import type { Redemption } from '../../domain/ports/operation-store.js';
import type { StoredPlan } from '../../domain/ports/plan-store.js';
import type { PinRecord, Session } from '../../domain/ports/sign-in-stores.js';
import type { Operation, OperationEvent, OperationStep } from '../../domain/types/operation.js';
import type { Delivery, VenueAlert } from '../../domain/types/venue-alert.js';
import type { OptionalTime, Time } from '../columns.js';
import type { Columns } from './rows.js';

export interface StateTables {
  operation: OperationTable;
  operation_step: StepTable;
  operation_event: Columns<OperationEvent>;
  redemption: Columns<Redemption & { readonly codeHmac: string; readonly createdAt: Date }>;
  plan_record: Columns<StoredPlan>;
  memory: { name: string; value: string; at: Time };
  session: Columns<Session & { readonly tokenHash: string }>;
  pin: PinTable;
  sign_in_attempts: AttemptsTable;
  api_token: ApiTokenTable;
  alert: Columns<VenueAlert>;
  notification: NotificationTable;
  audit: AuditTable;
  audit_intent: { sequence: number };
  history: HistoryTable;
  history_sample: SampleTable;
  audit_head: { id: number; sequence: number; hash: string };
  schema_migration: { name: string; checksum: string; applied_at: string };
}

export type OperationTable = Columns<Operation> & {
  idempotency_key: string | null;
  request_fingerprint: string;
  /** Sequence of the last event. */
  event_count: number;
};

export type StepTable = Columns<Omit<OperationStep, 'before'>> & { before_state: string | null };

export type PinTable = Columns<Omit<PinRecord, 'isTemporary'>> & {
  /** 1: an administrator chose it, and the clerk must change it. */
  temporary: number;
};

export interface AttemptsTable {
  /** Whose: of a clerk's sign-ins their ID, of others with a word before it; then the account that tried, where it is known. */
  clerk_id: string;
  /** This and the next are read only where `failed_at` was never written. */
  recent: number;
  window_started_at: OptionalTime;
  total: number;
  /** Times, as a list. */
  failed_at: string | null;
  unlocked_at: OptionalTime;
}

/** `clerk_name`: of its maker. */
export type ApiTokenTable = Columns<Omit<StoredApiToken, 'createdByName'>> & { clerk_name: string };

/**
 * The outbox: what was delivered has no row. `content`: JSON. `subject`: the alert that it is about, or its
 * own ID. `is_next`: 1 for the oldest of a subject and channel; triggers keep it.
 */
export type NotificationTable = Columns<Omit<Delivery, 'notification'>> & {
  content: string;
  subject: string;
  is_next: Generated<number>;
};

export type AuditTable = Columns<Omit<AuditRow, 'before' | 'after'>> & {
  before_state: string | null;
  after_state: string | null;
};

/** `params`: JSON; null for none. */
export type HistoryTable = Columns<Omit<HistoryInterval, 'id' | 'params'>> & {
  id: Generated<number>;
  params: string | null;
};

/** `at`: seconds since 1970. */
export type SampleTable = { at: number } & Columns<{ readonly [Name in Metric]: number | undefined }>;

/**
 * Statements that run every few seconds are built and compiled once: both take several times as long as
 * running them. `build` uses each of its values once, in their order, and nothing else depends on them.
 */
export function compiled<Row, Values extends readonly unknown[]>(
  build: (db: Kysely<StateTables>, ...values: Values) => Compilable<Row>,
): (db: Kysely<StateTables>, ...values: Values) => Promise<Row[]> {
  let query: CompiledQuery<Row> | undefined;
  return async (db, ...values) => {
    query ??= build(db, ...values).compile();
    const { rows } = await db.executeQuery<Row>({ ...query, parameters: values });
    return rows;
  };
}
