/** What an onboarding waits for in the venue's database before data is sent from it. */
import { AppError } from '../../errors/errors.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import type { DatabaseOperationRow, VenueStore } from '../ports/venue-store.js';
import { holdsUp } from '../venue/facts.js';

export interface DatabaseWaitParts {
  readonly venue: VenueStore;
  readonly clock: Clock;
}

/** As long as a re-index of a large database may take. */
const DATABASE_MS = 12 * 60 * 60_000;
const LOOK_AGAIN_MS = 5000;

/** A database operation that began since the plan is waited for: the first sync reads every table. */
export function afterDatabase(parts: DatabaseWaitParts, step: Step): Step {
  return {
    ...step,
    deadlineMs: step.deadlineMs + DATABASE_MS,
    async perform(run) {
      await untilDatabaseIsFree(parts, run);
      // The time of the wait is no time for the script, nor for a PowerShell that is away.
      const own = { deadlineMs: step.deadlineMs, patienceMs: step.deadlineMs };
      const script: StepRun['script'] = (name, parameters, options) =>
        run.script(name, parameters, { ...own, ...options });
      return step.perform(Object.create(run, { script: { value: script } }));
    },
  };
}

/** A login that may not look was allowed for in the plan. Whatever else fails says nothing of what runs. */
function allowed(error: unknown): readonly DatabaseOperationRow[] {
  if (error instanceof AppError && error.details['failure'] === 'NOT_ALLOWED') return [];
  throw error;
}

async function untilDatabaseIsFree({ venue, clock }: DatabaseWaitParts, run: StepRun): Promise<void> {
  for (let isSaid = false; ; isSaid = true) {
    const running = await run.look(() => venue.databaseOperations().catch(allowed));
    const names = running
      .filter(holdsUp)
      .map(({ name }) => name)
      .join(', ');
    if (names === '' && isSaid) await run.say('The database operation has ended.');
    if (names === '') return;
    if (!isSaid)
      await run.say(`Cloud Sync starts when the database operation has ended: ${names}.`, 'WARNING');
    await clock.sleep(LOOK_AGAIN_MS, run.signal);
    if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'STEP_TIMED_OUT');
  }
}
