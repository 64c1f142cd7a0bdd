/** Rows of the state database, as Kysely sees them. JSON columns hold text; the stores parse it. */

import type { Generated } from 'kysely';
import type { HistoryLane } from '../../domain/ports/history-store.js';
import type { RedemptionState } from '../../domain/ports/operation-store.js';
import type { StoredPlan } from '../../domain/ports/plan-store.js';
import type { AuditOutcome } from '../../domain/types/audit.js';
import type { EventLevel, OperationKind, OperationState, StepState } from '../../domain/types/operation.js';
import type { VenueAlert } from '../../domain/types/venue-alert.js';
import type { OptionalTime, Time } from '../columns.js';

export interface StateTables {
  operation: OperationTable;
  operation_step: StepTable;
  operation_event: EventTable;
  redemption: RedemptionTable;
  plan_record: PlanTable;
  memory: { name: string; value: string; at: Time };
  session: SessionTable;
  pin: PinTable;
  sign_in_attempts: AttemptsTable;
  api_token: ApiTokenTable;
  alert: AlertTable;
  notification: NotificationTable;
  audit: AuditTable;
  audit_intent: { sequence: number };
  history: HistoryTable;
  history_sample: SampleTable;
  audit_head: { id: number; sequence: number; hash: string };
  schema_migration: { name: string; checksum: string; applied_at: string };
}

export interface OperationTable {
  id: string;
  kind: OperationKind;
  state: OperationState;
  slot: string | null;
  requested_by_id: string;
  requested_by_name: string;
  approved_by_name: string | null;
  chosen: string | null;
  reason: string | null;
  input: string;
  plan_fingerprint: string | null;
  idempotency_key: string | null;
  request_fingerprint: string;
  correlation_id: string;
  scheduled_for: OptionalTime;
  created_at: Time;
  started_at: OptionalTime;
  finished_at: OptionalTime;
  percent: number | null;
  estimated_finish_at: OptionalTime;
  attempt: number;
  boot_id: string | null;
  cancel_reason: string | null;
  cancelled_by_name: string | null;
  failure: string | null;
  /** Sequence of the last event. */
  event_count: number;
}

export interface StepTable {
  operation_id: string;
  /** From 1. */
  position: number;
  name: string;
  title: string;
  state: StepState;
  started_at: OptionalTime;
  finished_at: OptionalTime;
  percent: number | null;
  detail: string | null;
  before_state: string | null;
  result: string | null;
}

export interface EventTable {
  operation_id: string;
  sequence: number;
  at: Time;
  step: string | null;
  level: EventLevel;
  percent: number | null;
  message: string;
}

export interface RedemptionTable {
  id: string;
  operation_id: string;
  state: RedemptionState;
  code_hmac: string;
  created_at: Time;
  changed_at: Time;
}

export interface PlanTable {
  fingerprint: string;
  kind: StoredPlan['kind'];
  facts: string;
  created_at: Time;
  expires_at: Time;
}

export interface SessionTable {
  id: string;
  token_hash: string;
  clerk_id: string;
  created_at: Time;
  last_seen_at: Time;
  expires_at: Time;
  stepped_up_until: OptionalTime;
  standing: string | null;
}

export interface PinTable {
  clerk_id: string;
  hash: string;
  changed_at: Time;
  digits: number | null;
  owner: string | null;
  /** 1: an administrator chose it, and the clerk must change it. */
  temporary: number;
}

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

export interface ApiTokenTable {
  id: string;
  name: string;
  hash: string;
  /** Its maker. */
  clerk_id: string;
  clerk_name: string;
  /** JSON. */
  permissions: string;
  made_with: string | null;
  created_at: Time;
  expires_at: Time;
  last_used_at: OptionalTime;
}

export interface AlertTable {
  id: string;
  code: VenueAlert['code'];
  subject: string;
  severity: VenueAlert['severity'];
  state: VenueAlert['state'];
  message: string;
  remedy: string;
  seen_at: Time;
  opened_at: OptionalTime;
  quiet_since: OptionalTime;
  cleared_at: OptionalTime;
  acknowledged_by_name: string | null;
  acknowledged_reason: string | null;
  acknowledged_until: OptionalTime;
  occurrences: number;
}

/** The outbox: what was delivered has no row. */
export interface NotificationTable {
  /** Of the delivery. */
  id: string;
  channel: string;
  /** JSON. */
  content: string;
  created_at: Time;
  attempts: number;
  next_at: Time;
}

export interface AuditTable {
  sequence: number;
  at: Time;
  clerk_id: string | null;
  clerk_name: string;
  action: string;
  target: string | null;
  outcome: AuditOutcome;
  reason: string | null;
  correlation_id: string;
  detail: string | null;
  run_as: string | null;
  client: string | null;
  plan_fingerprint: string | null;
  before_state: string | null;
  after_state: string | null;
  previous_hash: string;
  hash: string;
}

export interface HistoryTable {
  id: Generated<number>;
  lane: HistoryLane;
  subject: string;
  /** Until it began; null: unknown. */
  previous_state: string | null;
  state: string;
  began_at: Time;
  /** Null: it is still so. */
  ended_at: OptionalTime;
  code: string;
  /** JSON. */
  params: string | null;
}

export interface SampleTable {
  /** Seconds since 1970. */
  at: number;
  heartbeat_age: number | null;
  rows_sent: number | null;
  rows_waiting: number | null;
  rows_failed: number | null;
}
