/** Finds out what became of a code that was sent: asks the cloud to close the redemption. Used by the redeem step and by its rollback. */
import { AppError } from '../../errors/errors.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import { nothing, restoration } from '../operations/steps/restoration.js';
import { NeedsAttention, type Restoration, type Step, type StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import type { OperationStore, Redemption, RedemptionState } from '../ports/operation-store.js';
import { onlyRow } from '../scripts/output.js';
import { REDEEM_CODE } from '../venue/unfinished.js';

export const CLOSE_MS = 20_000;
/** Waits between the questions what became of the code. */
const ASK_AGAIN_MS = [1000, 3000];

interface ClosingParts {
  readonly operations: OperationStore;
  readonly clock: Clock;
}

/**
 * The rollback: a code on its way is asked about there, too. What a redeemed one gave stays stored, so that
 * no second code is needed.
 */
export async function takeBack(
  parts: ClosingParts,
  run: StepRun,
  customerNumber: string,
): Promise<Restoration> {
  const redemption = await parts.operations.redemptionOf(run.operation.id);
  if (!redemption) return nothing;
  const state =
    redemption.state === 'SENDING' ? await learn(parts, run, redemption, customerNumber) : redemption.state;
  switch (state) {
    case 'SENDING':
      return restoration(
        false,
        '',
        'Whether the authentication code was redeemed is unknown: treat it as used.',
      );
    case 'REDEEMED':
      return restoration(false, '', STAYS_STORED);
    default:
      return nothing;
  }
}

const STAYS_STORED =
  'The authentication code is used. Its credential stays stored: finishing the onboarding needs no new code.';

/** SENDING where the cloud still doesn't say. */
async function learn(
  { operations, clock }: ClosingParts,
  run: StepRun,
  { id }: Redemption,
  customerNumber: string,
): Promise<RedemptionState> {
  const script = 'Close-CodeRedemption';
  try {
    const parameters = { CustomerNumber: customerNumber, RedemptionId: id };
    const call = { deadlineMs: CLOSE_MS, patienceMs: CLOSE_MS };
    const row = onlyRow(await run.script(script, parameters, call), script);
    const state = row.oneOf('Outcome', ['redeemed', 'closed']) === 'redeemed' ? 'REDEEMED' : 'CLOSED';
    await operations.setRedemptionState(id, ['SENDING'], state, clock.now());
    return state;
  } catch {
    return 'SENDING';
  }
}

/** A redemption of an earlier onboarding: its credential, wherever it was left, is the pending one again. */
export function takeStoredStep(redemptionId: string, customerNumber: string, cloudPatienceMs: number): Step {
  const script = 'Close-CodeRedemption';
  const parameters = { CustomerNumber: customerNumber, RedemptionId: redemptionId };
  return {
    name: REDEEM_CODE,
    title: 'Take the credential of the code that was redeemed',
    script,
    parameters,
    compensatedBy: 'None: the credential stays stored',
    deadlineMs: cloudPatienceMs + deadlineForTwo(CLOSE_MS),
    async perform(run) {
      const row = onlyRow(await run.script(script, parameters, { deadlineMs: CLOSE_MS }), script);
      if (row.oneOf('Outcome', ['redeemed', 'closed']) === 'redeemed') return { redemptionId };
      throw new AppError('REDEMPTION_CLOSED');
    },
  };
}

export async function askWhatBecame(
  parts: ClosingParts,
  run: StepRun,
  redemption: Redemption,
  customerNumber: string,
) {
  const { operations, clock } = parts;
  const outcome = await closeAtCloud(parts, run, redemption, customerNumber);
  if (outcome === 'redeemed') {
    await operations.setRedemptionState(redemption.id, ['SENDING'], 'REDEEMED', clock.now());
    await run.say('The cloud reports that the code was redeemed. Its credential is stored.');
    return { redemptionId: redemption.id };
  }
  await operations.setRedemptionState(redemption.id, ['SENDING'], 'CLOSED', clock.now());
  throw new AppError('REDEMPTION_CLOSED');
}

async function closeAtCloud(
  parts: ClosingParts,
  run: StepRun,
  redemption: Redemption,
  customerNumber: string,
): Promise<'redeemed' | 'closed'> {
  const script = 'Close-CodeRedemption';
  const parameters = { CustomerNumber: customerNumber, RedemptionId: redemption.id };
  let last: unknown;
  for (const wait of [0, ...ASK_AGAIN_MS]) {
    await parts.clock.sleep(wait);
    try {
      const row = onlyRow(
        await run.script(script, parameters, {
          deadlineMs: CLOSE_MS,
          patienceMs: CLOSE_MS,
          uninterruptible: true,
          once: true,
        }),
        script,
      );
      return row.oneOf('Outcome', ['redeemed', 'closed']);
    } catch (error) {
      last = error;
    }
  }
  throw new NeedsAttention(new AppError('REDEMPTION_OUTCOME_UNKNOWN', { cause: last }));
}
