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
  /** How the services were when it was requested, and which sync jobs the cloud knew. */
  readonly before: Before | undefined;
}

export interface Before {
  readonly services: VenueModel['services'];
  readonly jobIds: readonly string[];
}
