/** Withdrawing a full send: at the rollback, or by the deferred cleanup until the cloud has confirmed that it is not open any more. */
import { AppError } from '../../errors.js';
import type { Leftover, Restoration, StepRun } from '../runner/step.js';
import type { OperationStep } from '../words/operation.js';
import { onlyRow } from '../world/script-output.js';
import { EXPECT_SEND, SEND_ROWS } from './send-step.js';

const WITHDRAW = 'Remove-SyncJob';

const CONFIRMED = {
  Withdrawn: 'The full send is withdrawn; the cloud keeps the old data.',
  Over: 'The full send could not be withdrawn: it was over already, complete or ended by the cloud.',
  Unknown: 'The cloud does not know this full send, so none is open.',
} as const;

/** One call; what is away is asked again until the step's deadline. */
export async function withdraw(
  run: StepRun,
  customerNumber: string,
  jobId: string,
): Promise<keyof typeof CONFIRMED> {
  const parameters = { CustomerNumber: customerNumber, JobId: jobId };
  return outcomeOf(await run.script(WITHDRAW, parameters, { deadlineMs: 30_000 }));
}

export async function withdrawOwn(run: StepRun, customerNumber: string, jobId: string): Promise<Restoration> {
  try {
    const outcome = await withdraw(run, customerNumber, jobId);
    const told = [CONFIRMED[outcome]];
    return outcome === 'Over' ? { restored: [], notRestored: told } : { restored: told, notRestored: [] };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return {
      restored: [],
      notRestored: [
        `The full send is still open in swiftpos Cloud: ${error.message} The server withdraws it as soon as the cloud confirms.`,
      ],
      isDeferred: true,
    };
  }
}

/** Whether the cloud has not confirmed yet that this operation's full send is over. */
export function isStillOpen(expected: OperationStep['result']): boolean {
  return (expected?.['restoration'] as Restoration | undefined)?.isDeferred === true;
}

/** Also of an operation that ended without a rollback, as after a restore. */
export function leftOpen(customerNumber: string, rows: readonly OperationStep[]): readonly Leftover[] {
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
      done: (output) => CONFIRMED[outcomeOf(output)],
    },
  ];
}

function outcomeOf(output: readonly unknown[]): keyof typeof CONFIRMED {
  return onlyRow(output, WITHDRAW).oneOf('Outcome', ['Withdrawn', 'Over', 'Unknown']);
}
