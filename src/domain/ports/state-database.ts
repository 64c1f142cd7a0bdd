/** The control plane's own database: one transaction can span all of its stores. */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import type { AlertStore, Outbox } from './alert-stores.js';
import type { ApiTokenStore } from './api-token-store.js';
import type { AuditLog } from './audit-log.js';
import type { HistoryStore } from './history-store.js';
import type { KeyValueStore } from './key-value-store.js';
import type { OperationStore } from './operation-store.js';
import type { PlanStore } from './plan-store.js';
import type { PinStore, SessionStore } from './sign-in-stores.js';

export interface StateStores {
  readonly operations: OperationStore;
  readonly audit: AuditLog;
  readonly plans: PlanStore;
  readonly keyValues: KeyValueStore;
  readonly sessions: SessionStore;
  readonly pins: PinStore;
  readonly apiTokens: ApiTokenStore;
  readonly history: HistoryStore;
  readonly alerts: AlertStore;
  readonly outbox: Outbox;
}

/** Nothing was written, and nothing is decided by that. */
const AWAY: readonly ErrorCode[] = [
  'STATE_DATABASE_UNAVAILABLE',
  'STATE_DATABASE_DAMAGED',
  'AUDIT_UNAVAILABLE',
];

/** The state database did not do what was asked, and may do it later. */
export function isStateAway(error: unknown): boolean {
  return error instanceof AppError && AWAY.includes(error.code);
}

export interface StateDatabase extends StateStores {
  /** All or nothing; a throw rolls back. Nested calls join the outer transaction's stores, never this object's. */
  transaction<T>(work: (stores: StateStores) => Promise<T>): Promise<T>;
}
