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
/** For a database that does not say: longer than SQL Server takes to start, and than a refused login is left alone. */
const UNKNOWN_MS = 30 * 60_000;
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
function whyUnknown(error: unknown): readonly DatabaseOperationRow[] | AppError {
  if (!(error instanceof AppError)) throw error;
  const { failure } = error.details;
  if (failure === 'NOT_ALLOWED') return [];
  if (failure === 'DAMAGED') throw error;
  return error;
}

async function untilDatabaseIsFree({ venue, clock }: DatabaseWaitParts, run: StepRun): Promise<void> {
  let said = '';
  let knownAt = clock.workMs();
  for (;;) {
    const seen = await venue.databaseOperations().catch(whyUnknown);
    if (!(seen instanceof AppError)) knownAt = clock.workMs();
    else if (clock.workMs() - knownAt >= UNKNOWN_MS) throw seen;
    const why = whatFor(seen);
    if (why === '' && said !== '') await run.say('No database operation is running.');
    if (why === '') return;
    if (why !== said) await run.say(why, 'WARNING');
    said = why;
    await clock.sleep(LOOK_AGAIN_MS, run.signal);
    if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'STEP_TIMED_OUT');
  }
}

/** Empty: nothing is waited for. */
function whatFor(seen: readonly DatabaseOperationRow[] | AppError): string {
  if (seen instanceof AppError)
    return `Whether a database operation is running is unknown: ${seen.message} ${seen.remedy} Cloud Sync starts when none is running.`;
  const names = seen.filter(holdsUp).map(({ name }) => name);
  return names.length === 0
    ? ''
    : `Cloud Sync starts when the database operation has ended: ${names.join(', ')}.`;
}
