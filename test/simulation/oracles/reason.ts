/**
 * 1. Ordering: no resync takes ordering away for a reason that was gone when it was due, or is gone for some
 * minutes, unless a named clerk overrode the evidence.
 */
import { lastCompletedAt } from '../../../rehearsal/model/cloud/jobs.js';
import { syncExceptions } from '../../../rehearsal/model/rows.js';
import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import type { Oracle } from '../simulation.js';

/** What was read of the reason may be so old. */
const READ_MS = 6 * 60_000;

export function reason(): Oracle {
  let seen = -1;
  /** Since when there is none. */
  let goneAt = Number.POSITIVE_INFINITY;
  /** Operations that were due while no row was left that could not be sent. */
  const dueForNothing = new Set<string>();
  const begun = new Set<string>();
  return {
    afterWrite({ store, method, args: [id, , state] }, { model }) {
      if (store === 'operations' && method === 'transition' && state === 'PENDING' && !isReason(model))
        dueForNothing.add(String(id));
    },
    afterEvent({ model, modelVersion, time }) {
      if (modelVersion === seen) return;
      seen = modelVersion;
      goneAt = isReason(model) ? Number.POSITIVE_INFINITY : Math.min(goneAt, time.at);
      for (const { kind, state, causedBy, startedAt } of model.cloud.jobs) {
        const isOld = dueForNothing.has(causedBy) || startedAt - goneAt > READ_MS;
        if (kind === 'FULL' && state === 'EXPECTED' && isOld && !isReason(model)) begun.add(causedBy);
      }
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
