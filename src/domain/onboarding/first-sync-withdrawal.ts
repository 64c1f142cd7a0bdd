/** Withdraws the first sync that an onboarding began: in its rollback, or by a deferred cleanup until it is confirmed. */
import { AppError } from '../../errors/errors.js';
import { notRolledBack, ROLLBACK_MS } from '../operations/rollback.js';
import { nothing, together } from '../operations/steps/restoration.js';
import type { DeferredCleanup, Restoration, Step, StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import { asAppError } from '../scripts/failure.js';
import { onlyRow } from '../scripts/output.js';
import type { OperationStep } from '../types/operation.js';
import { INSTALL, STORE_CREDENTIAL } from '../venue/unfinished.js';

const WITHDRAW = 'Remove-FirstSync';
/** While it waits for the cloud, the previous credential is not restored yet. */
const WITHDRAW_MS = 20_000;
const WITHDRAW_AGAIN_MS = 10_000;

const STILL_OPEN =
  'The first sync that began with the installation may still be open, and ordering off until it has ended. The server withdraws it as soon as swiftpos Cloud answers.';

const CONFIRMED = {
  Withdrawn: 'The first sync was withdrawn.',
  Over: 'The first sync could not be withdrawn: it had already been completed or ended by the cloud.',
  Unknown: 'The cloud does not know the first sync, so none is open.',
  None: 'No first sync of this onboarding is open in swiftpos Cloud.',
  Sent: 'Cloud Sync sends the first sync, so it was not withdrawn.',
} as const;
type Outcome = keyof typeof CONFIRMED;

interface Onboarded {
  readonly customerNumber: string;
  /** The sync that was open in the cloud before the onboarding: not its own. */
  readonly openJob?: string | undefined;
}

/** `step` stored the credential that the withdrawal needs; by its rollback Cloud Sync is stopped or uninstalled again. */
export function withdrawsFirstSync(step: Step, of: Onboarded): Step {
  return {
    ...step,
    restoreMs: (step.restoreMs ?? ROLLBACK_MS) + 2 * WITHDRAW_MS,
    async compensate(run, done) {
      const withdrawn = mayHaveBegun(run) ? await withdraw(run, of) : nothing;
      // Whatever fails after it, the withdrawal is continued.
      const back = await step.compensate?.(run, done).catch((error: unknown) => notRolledBack(step, error));
      return together([withdrawn, back ?? nothing]);
    },
  };
}

/** A package or a boot may have started Cloud Sync before its own step did. */
function mayHaveBegun(run: StepRun): boolean {
  return [INSTALL, 'set-start-modes'].some((step) => run.resultOf(step)['restoration']);
}

async function withdraw(run: StepRun, of: Onboarded): Promise<Restoration> {
  try {
    const call = { deadlineMs: WITHDRAW_MS, patienceMs: WITHDRAW_MS };
    const outcome = outcomeOf(await run.script(WITHDRAW, parametersOf(of), call));
    if (outcome === 'Withdrawn') return { restored: [CONFIRMED.Withdrawn], notRestored: [] };
    return outcome === 'Over' ? { restored: [], notRestored: [CONFIRMED.Over] } : nothing;
  } catch (error) {
    const known = asAppError(error);
    const why = known instanceof AppError ? known.message : 'the withdrawal failed.';
    const left = `A first sync may still be open in swiftpos Cloud: ${why} The server withdraws it as soon as it can, and another onboarding continues it.`;
    return { restored: [], notRestored: [left], isDeferred: true };
  }
}

/**
 * Of a package that started Cloud Sync, which is stopped again: ordering is off while its first sync is open.
 * Repeated until the cloud has answered, or the onboarding is cancelled and its rollback withdraws it.
 */
export async function withdrawBeforeStart(clock: Clock, run: StepRun, of: Onboarded): Promise<void> {
  for (let isSaid = false; (await withdraw(run, of)).isDeferred; isSaid = true) {
    if (!isSaid) await run.say(STILL_OPEN, 'WARNING');
    await clock.sleep(WITHDRAW_AGAIN_MS, run.signal);
    if (run.signal.aborted) throw new AppError(run.cancelled ? 'OPERATION_CANCELLED' : 'STEP_TIMED_OUT');
  }
}

/** By the credential in use, or by the one that the rollback left stored. */
export function leftFirstSync(of: Onboarded, rows: readonly OperationStep[]): readonly DeferredCleanup[] {
  const restoration = rows.find(({ name }) => name === STORE_CREDENTIAL)?.result?.['restoration'];
  if (!(restoration as Restoration | undefined)?.isDeferred) return [];
  return [
    {
      step: STORE_CREDENTIAL,
      script: WITHDRAW,
      parameters: parametersOf(of),
      withdraws: 'FIRST',
      endsWithNext: true,
      open: 'A first sync of an onboarding that was rolled back may be open in swiftpos Cloud. Another onboarding continues it.',
      done: (output) => CONFIRMED[outcomeOf(output)],
    },
  ];
}

function parametersOf({ customerNumber, openJob }: Onboarded) {
  return { CustomerNumber: customerNumber, ...(openJob !== undefined && { Before: openJob }) };
}

function outcomeOf(output: readonly unknown[]): Outcome {
  return onlyRow(output, WITHDRAW).oneOf('Outcome', Object.keys(CONFIRMED) as Outcome[]);
}
