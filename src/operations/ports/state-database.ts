/** The control plane's own database: one transaction can span all of its stores. */
import type { AuditLog } from './audit-log.js';
import type { OperationStore } from './operation-store.js';
import type { PlanStore } from './plan-store.js';
import type { PinStore, SessionStore } from './sign-in-stores.js';

export interface StateStores {
  readonly operations: OperationStore;
  readonly audit: AuditLog;
  readonly plans: PlanStore;
  readonly sessions: SessionStore;
  readonly pins: PinStore;
}

export interface StateDatabase extends StateStores {
  /** All or nothing; a throw rolls back. Nested calls join the outer transaction's stores, never this object's. */
  transaction<T>(work: (stores: StateStores) => Promise<T>): Promise<T>;
}
