/** Plans are rows kept for 60 minutes, so that a mutation can be compared with what a person has read. */
import type { Memory } from '../types/operation.js';

export interface StoredPlan {
  readonly fingerprint: string;
  readonly kind: 'ONBOARD' | 'RESYNC';
  /** The facts that the fingerprint covers, by name. */
  readonly facts: Memory;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface PlanStore {
  /** The same fingerprint again only moves its expiry. Drops plans that expired more than a day ago. */
  save(plan: StoredPlan): Promise<void>;
  /** Expired ones too: the caller asks the clock. */
  find(fingerprint: string, kind: StoredPlan['kind']): Promise<StoredPlan | undefined>;
}
