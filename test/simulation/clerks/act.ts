/** What a clerk does, as data: a run can be repeated with fewer of them. */
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { RunningControlPlane } from '../../../src/domain/create-control-plane.js';
import type { Clock } from '../../../src/domain/ports/machine.js';
import type { Caller } from '../../../src/domain/request/viewer.js';
import type { Operation } from '../../../src/domain/types/operation.js';

export interface Act {
  readonly name: string;
  readonly clerk: string;
  readonly with: Readonly<Record<string, string | number | boolean>>;
}

/** What an act of a clerk is performed with. */
export interface ActContext {
  readonly plane: RunningControlPlane;
  readonly model: VenueModel;
  readonly clock: Clock;
  caller(clerkId: string): Promise<Caller>;
  operations(): Promise<readonly Operation[]>;
}
