/**
 * 9. Clock: whatever the machine's clock says, a scheduled send begins at the true time that its clerk
 * chose, no service is stopped hours after a clerk asked for it, and retention deletes nothing: no run is as
 * long as the shortest time for which something is kept.
 */
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import type { Oracle } from '../simulation.js';

const MINUTE_MS = 60_000;
/** A clock that is moved by a minute is followed, which two moves at once make three of. */
const NEAR_MS = 3 * MINUTE_MS;
const APPROVAL_MS = 60 * MINUTE_MS;
/** Its checks and its first steps may take so long, beside how late it may start. */
const LATE_MS = DEFAULT_SETTINGS.latestStartMs + 30 * MINUTE_MS;

export function clock(): Oracle {
  const stoppedBy = new Map<string, string>();
  return {
    afterEvent(simulation) {
      const { model, time, written, points } = simulation;
      for (const { key, state, stoppedBy: by } of Object.values(model.services)) {
        if (stoppedBy.get(key) === by) continue;
        stoppedBy.set(key, by);
        const askedAt = points.kindOf(by) === 'SERVICE_CONTROL' ? written.beforeOf(by)?.at : undefined;
        if (state !== 'Running' && askedAt !== undefined && time.at - askedAt > LATE_MS)
          simulation.violated(
            'clock',
            `${key} was stopped ${Math.round((time.at - askedAt) / MINUTE_MS)} minutes after a clerk asked for it.`,
          );
      }
    },
    async atRest(simulation) {
      const stored = await simulation.operations();
      for (const { id, causedBy, startedAt } of simulation.model.cloud.jobs) {
        const operation = stored.find(({ id, kind }) => id === causedBy && kind === 'RESYNC');
        const chosen = operation?.scheduledFor?.getTime();
        const askedAt = operation && simulation.written.beforeOf(causedBy)?.at;
        const lateMs = startedAt - (chosen ?? askedAt ?? startedAt);
        // What is to begin at once may wait for its second person.
        const mostMs = chosen === undefined ? LATE_MS + APPROVAL_MS : LATE_MS;
        if (lateMs < -NEAR_MS || lateMs > mostMs)
          simulation.violated(
            'clock',
            `The send ${id} began ${Math.round(lateMs / MINUTE_MS)} minutes after the time that its clerk chose.`,
          );
      }
      const gone = simulation.written.ended.filter(({ id }) => !stored.some((each) => each.id === id));
      for (const { kind, id } of gone)
        simulation.violated('clock', `Retention deleted ${kind} ${id}, which is days old at most.`);
    },
  };
}
