/** Withdraws a full send: in the rollback, or by a deferred cleanup until the cloud confirms that it is closed. */
import { AppError } from '../../errors/errors.js';
import { nothing } from '../operations/steps/restoration.js';
import type { DeferredCleanup, Restoration, Step, StepRun } from '../operations/steps/step.js';
import { asAppError } from '../scripts/failure.js';
import { onlyRow } from '../scripts/output.js';
import type { OperationStep } from '../types/operation.js';
import { EXPECT_SEND, SEND_ROWS } from './send-step.js';

const WITHDRAW = 'Remove-SyncJob';

const CONFIRMED = {
  Withdrawn: 'The full send was withdrawn. The cloud keeps the old data.',
  Over: 'The full send could not be withdrawn: it had already been completed or ended by the cloud.',
  Unknown: 'The cloud does not know this full send, so none is open.',
} as const;
const OF_ANOTHER = {
  Withdrawn: 'The open full send was withdrawn. The cloud keeps the old data.',
  Over: 'The open full send has ended.',
  Unknown: 'The cloud no longer knows the open full send.',
} as const;
type Outcome = keyof typeof CONFIRMED;
const OTHER_STAYS = 'The full send that was open stays withdrawn. The cloud keeps the old data.';
const OTHER_MAY_STAY =
  'The full send that was open may have been withdrawn. The cloud keeps the old data then.';

export async function withdrawOwn(run: StepRun, customerNumber: string, jobId: string): Promise<Restoration> {
  try {
    const outcome = await withdraw(run, customerNumber, jobId);
    const notes = [CONFIRMED[outcome]];
    return outcome === 'Over' ? { restored: [], notRestored: notes } : { restored: notes, notRestored: [] };
  } catch (error) {
    const known = asAppError(error);
    const why = known instanceof AppError ? known.message : 'the withdrawal failed.';
    const notes = `The full send is still open in swiftpos Cloud: ${why} The server withdraws it as soon as the cloud confirms.`;
    return { restored: [], notRestored: [notes], isDeferred: true };
  }
}

/** An open full send that no operation runs. It may have ended since the plan was made. */
export function withdrawOtherStep(customerNumber: string, jobId: string): Step {
  const name = 'withdraw-open-send';
  return {
    name,
    title: 'Withdraw the full send that is open',
    script: WITHDRAW,
    parameters: { CustomerNumber: customerNumber, JobId: jobId },
    compensatedBy: 'None: it stays withdrawn, and the cloud keeps the old data',
    deadlineMs: 2 * 60_000,
    async perform(run) {
      const outcome = await withdraw(run, customerNumber, jobId);
      await run.say(OF_ANOTHER[outcome]);
      return { outcome };
    },
    async compensate(run) {
      const { outcome } = run.resultOf(name);
      if (outcome !== undefined && outcome !== 'Withdrawn') return nothing;
      return { restored: [], notRestored: [outcome ? OTHER_STAYS : OTHER_MAY_STAY] };
    },
  };
}

/** What is away is asked again until the step's deadline. */
async function withdraw(run: StepRun, customerNumber: string, jobId: string): Promise<Outcome> {
  const parameters = { CustomerNumber: customerNumber, JobId: jobId };
  return outcomeOf(await run.script(WITHDRAW, parameters, { deadlineMs: 30_000 }));
}

/** Whether the cloud has not confirmed yet that this operation's full send is over. */
export function isStillOpen(expected: OperationStep['result']): boolean {
  return (expected?.['restoration'] as Restoration | undefined)?.isDeferred === true;
}

/** Also of an operation that ended without a rollback, as after a restore. */
export function leftOpen(customerNumber: string, rows: readonly OperationStep[]): readonly DeferredCleanup[] {
  const expected = rows.find(({ name }) => name === EXPECT_SEND);
  const jobId = expected?.before?.['jobId'];
  if (!expected || jobId === undefined) return [];
  const isComplete = rows.some(({ name, state }) => name === SEND_ROWS && state === 'SUCCEEDED');
  const isPutBack = expected.result?.['restoration'] !== undefined;
  if (isPutBack ? !isStillOpen(expected.result) : isComplete) return [];
  const parameters = { CustomerNumber: customerNumber, JobId: String(jobId) };
  return [
    {
      step: EXPECT_SEND,
      script: WITHDRAW,
      parameters,
      withdraws: String(jobId),
      open: 'A full send has to be withdrawn, but swiftpos Cloud has not confirmed it yet.',
      done: (output) => CONFIRMED[outcomeOf(output)],
    },
  ];
}

function outcomeOf(output: readonly unknown[]): Outcome {
  return onlyRow(output, WITHDRAW).oneOf('Outcome', ['Withdrawn', 'Over', 'Unknown']);
}
