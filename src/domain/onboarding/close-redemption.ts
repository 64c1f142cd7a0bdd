/** Finds out what became of a code that was sent: asks the cloud to close the redemption. Used by the redeem step and by its rollback. */
import { AppError } from '../../errors/errors.js';
import { nothing, restoration, together } from '../operations/steps/restoration.js';
import { NeedsAttention, type Restoration, type StepRun } from '../operations/steps/step.js';
import type { Clock } from '../ports/machine.js';
import type { OperationStore, Redemption, RedemptionState } from '../ports/operation-store.js';
import { onlyRow } from '../scripts/output.js';
import { STORE_CREDENTIAL } from '../venue/link.js';

export const CLOSE_MS = 20_000;
/** Waits between the questions what became of the code. */
const ASK_AGAIN_MS = [1000, 3000];

interface ClosingParts {
  readonly operations: OperationStore;
  readonly clock: Clock;
}

/** The rollback: a code on its way is asked about there, too, and what a redeemed one gave is no more left on this server than in use. */
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
      return together([restoration(false, '', USED_UP), await deleteCredential(run, redemption.id)]);
    default:
      return nothing;
  }
}

const USED_UP = 'The authentication code is used. Another attempt needs a new one.';

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

/** The one that was redeemed and not yet taken into use; that of a later step is restored there. */
async function deleteCredential(run: StepRun, redemptionId: string): Promise<Restoration> {
  try {
    await run.script('Restore-GatewayCredential', { RedemptionId: redemptionId });
  } catch {
    return restoration(
      false,
      '',
      'The credential from the code may still be stored on this server, unused. The next onboarding replaces it.',
    );
  }
  return run.resultOf(STORE_CREDENTIAL)['previous'] === undefined
    ? restoration(true, 'The credential from the code was deleted. It was not in use.', '')
    : nothing;
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
