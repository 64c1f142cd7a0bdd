/**
 * 1. Ordering: no resync that was scheduled or approved takes ordering away for a reason that is gone by
 * then, unless a named clerk overrode the evidence.
 */
import { lastCompletedAt } from '../../../rehearsal/model/cloud/jobs.js';
import { syncExceptions } from '../../../rehearsal/model/rows.js';
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { Oracle } from '../simulation.js';

export function reason(): Oracle {
  let seen = -1;
  /** Operations that were due while no row was left that could not be sent. */
  const dueForNothing = new Set<string>();
  const begun = new Set<string>();
  return {
    afterWrite({ store, method, args: [id, , state] }, { model }) {
      if (store === 'operations' && method === 'transition' && state === 'PENDING' && !isReason(model))
        dueForNothing.add(String(id));
    },
    afterEvent({ model, modelVersion }) {
      if (modelVersion === seen) return;
      seen = modelVersion;
      for (const { state, causedBy } of model.cloud.jobs)
        if (state === 'EXPECTED' && dueForNothing.has(causedBy) && !isReason(model)) begun.add(causedBy);
    },
    async atRest(simulation) {
      for (const { id, kind, input } of await simulation.operations()) {
        const overrides = (input['overrides'] ?? []) as readonly string[];
        if (begun.has(id) && !overrides.includes('SYNC_IS_CAUSE'))
          simulation.violated(
            'ordering',
            `${kind} ${id} began its send, and no row was left that could not be sent.`,
          );
      }
    },
  };
}

function isReason(model: VenueModel): boolean {
  const since = lastCompletedAt(model);
  return syncExceptions(model, since === null ? undefined : new Date(since)).rows > 0;
}
