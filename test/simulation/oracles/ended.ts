/** What the oracles judge an operation by that has ended. */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';

/** An operation at the moment of its end. */
export interface EndedOperation {
  readonly id: string;
  readonly kind: string | undefined;
  readonly state: string;
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  /** Other people or faults changed services since its rollback began, or Windows was started. */
  readonly wasDisturbed: boolean;
  /** How the venue was when it was requested. */
  readonly before: Before | undefined;
}

export interface Before {
  readonly services: VenueModel['services'];
  /** Of the sync jobs that the cloud knew. */
  readonly jobIds: readonly string[];
  /** Redemption whose credential was in use; undefined: none. */
  readonly inUse: string | undefined;
}

export function beforeOf({ services, cloud, credentials }: VenueModel): Before {
  return {
    services: structuredClone(services),
    jobIds: cloud.jobs.map(({ id }) => id),
    inUse: credentials.current?.redemptionId,
  };
}
