/**
 * Redeeming the authentication code: at most once, whatever happens.
 * A redemption id is stored (STORED) before anything is sent; SENDING is stored just before the code leaves. From then on the cloud is
 * the only one who knows: it is asked to *close* that id. Redeemed: it hands the credential over again and the operation goes on.
 * Closed: the cloud refuses whatever comes later. It can't say: NeedsAttention. The code is never sent a second time.
 */
import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode } from '../../errors.js';
import type { Clock, Keys } from '../ports/machine.js';
import type { OperationStore, Redemption, RedemptionState } from '../ports/operation-store.js';
import type { Choice } from '../runner/saga.js';
import { NeedsAttention, type Restoration, type Step, type StepRun } from '../runner/step.js';
import { nothing, restoration, together } from '../services/service-steps.js';
import type { Secret } from '../words/secret.js';
import { KEEP_CREDENTIAL, REDEEM_CODE } from '../world/link.js';
import { onlyRow } from '../world/script-output.js';

/** Longer than the cloud module's own limit for this call, so that its verdict is heard. */
const SEND_MS = 25_000;
const CLOSE_MS = 20_000;
const PUT_BACK_MS = 30_000;
/** Waits between the questions what became of the code. */
const ASK_AGAIN_MS = [1000, 3000];

/** Only after these is it certain that nothing was redeemed. */
const REFUSALS: readonly ErrorCode[] = [
  'CODE_MALFORMED',
  'CODE_WRONG',
  'CODE_EXPIRED',
  'CODE_USED',
  'REGISTRATION_EXPIRED',
  'REDEMPTION_CLOSED',
  'VENUE_UNKNOWN',
  'CLOUD_UNREACHABLE',
  'BUSY',
];

/** What a person can decide while nobody knows what became of the code. */
export const REDEMPTION_CHOICES: readonly Choice[] = [
  {
    name: 'ask-again',
    title: 'Ask the cloud again now',
    consequence: 'Nothing is sent twice. If the cloud can say, the operation goes on or ends by itself.',
  },
  {
    name: 'give-up',
    title: 'Give up on this code',
    consequence:
      'What was changed is put back and the operation ends as failed. Whether the code was redeemed stays unknown: treat it as used and ask for a new one.',
    givesUpAs: 'REDEMPTION_ABANDONED',
  },
];

export interface RedeemParts {
  readonly operations: OperationStore;
  readonly keys: Keys;
  readonly clock: Clock;
}

export function redeemStep(parts: RedeemParts, customerNumber: string): Step {
  return {
    name: REDEEM_CODE,
    title: 'Redeem the authentication code',
    script: 'Invoke-CodeRedemption',
    parameters: { CustomerNumber: customerNumber, RedemptionId: '<new id>' },
    secretNames: ['Code'],
    compensatedBy: 'Nothing: a code works once. What it gave is deleted',
    deadlineMs: SEND_MS + 4 * CLOSE_MS,
    async perform(run) {
      const redemption = await findOrStore(parts, run);
      switch (redemption.state) {
        case 'STORED':
          return send(parts, run, redemption, customerNumber);
        case 'SENDING':
        case 'REDEEMED':
          return askWhatBecame(parts, run, redemption, customerNumber);
        case 'CLOSED':
          throw new AppError('REDEMPTION_CLOSED');
        case 'REFUSED':
          throw new AppError('OPERATION_INTERRUPTED');
      }
    },
    async unknownAfter(run) {
      const redemption = await parts.operations.redemptionOf(run.operation.id);
      return redemption?.state === 'SENDING' ? new AppError('REDEMPTION_OUTCOME_UNKNOWN') : undefined;
    },
    putBackMs: PUT_BACK_MS,
    compensate: (run) => takeBack(parts, run, customerNumber),
  };
}

async function findOrStore(parts: RedeemParts, run: StepRun): Promise<Redemption> {
  const stored = await parts.operations.redemptionOf(run.operation.id);
  if (stored) return stored;
  const code = codeOf(run);
  const redemption = { id: randomUUID(), operationId: run.operation.id };
  const codeHmac = parts.keys.hmac('code', code.reveal());
  await parts.operations.storeRedemption({ ...redemption, codeHmac, at: parts.clock.now() });
  return { ...redemption, state: 'STORED' };
}

/** The code lives in memory only: after a restart there is none, and nothing was sent. */
function codeOf(run: StepRun): Secret {
  const { code } = run.secrets;
  if (!code) throw new AppError('OPERATION_INTERRUPTED');
  return code;
}

async function send(parts: RedeemParts, run: StepRun, redemption: Redemption, customerNumber: string) {
  const { operations, clock } = parts;
  const code = codeOf(run);
  if (run.cancelled) throw new AppError('OPERATION_CANCELLED');
  if (!(await operations.setRedemptionState(redemption.id, ['STORED'], 'SENDING', clock.now()))) {
    return askWhatBecame(parts, run, redemption, customerNumber);
  }
  try {
    await run.script(
      'Invoke-CodeRedemption',
      { CustomerNumber: customerNumber, RedemptionId: redemption.id },
      { deadlineMs: SEND_MS, secrets: { Code: code }, once: true },
    );
  } catch (error) {
    if (error instanceof AppError && REFUSALS.includes(error.code)) {
      await operations.setRedemptionState(redemption.id, ['SENDING'], 'REFUSED', clock.now());
      throw error;
    }
    await run.say(
      'The cloud did not say whether the code was redeemed. Asking it; the code is not sent again.',
      'WARNING',
    );
    return askWhatBecame(parts, run, redemption, customerNumber);
  }
  await operations.setRedemptionState(redemption.id, ['SENDING'], 'REDEEMED', clock.now());
  return { redemptionId: redemption.id };
}

/** The way back: a code on its way is asked about there, too, and what a redeemed one gave is no more left on this server than in use. */
async function takeBack(parts: RedeemParts, run: StepRun, customerNumber: string): Promise<Restoration> {
  const redemption = await parts.operations.redemptionOf(run.operation.id);
  if (!redemption) return nothing;
  const state =
    redemption.state === 'SENDING' ? await learn(parts, run, redemption, customerNumber) : redemption.state;
  switch (state) {
    case 'SENDING':
      return restoration(
        false,
        '',
        'Whether the authentication code was redeemed is not known: treat it as used.',
      );
    case 'REDEEMED':
      return together([restoration(false, '', USED_UP), await deleteCredential(run, redemption.id)]);
    default:
      return nothing;
  }
}

const USED_UP = 'The authentication code is used up: another try needs a new one.';

/** SENDING where the cloud still doesn't say. */
async function learn(
  { operations, clock }: RedeemParts,
  run: StepRun,
  { id }: Redemption,
  customerNumber: string,
): Promise<RedemptionState> {
  const script = 'Close-CodeRedemption';
  try {
    const parameters = { CustomerNumber: customerNumber, RedemptionId: id };
    const row = onlyRow(await run.script(script, parameters, { deadlineMs: CLOSE_MS }), script);
    const state = row.oneOf('Outcome', ['redeemed', 'closed']) === 'redeemed' ? 'REDEEMED' : 'CLOSED';
    await operations.setRedemptionState(id, ['SENDING'], state, clock.now());
    return state;
  } catch {
    return 'SENDING';
  }
}

/** The one that was redeemed and not yet taken into use; that of a later step is put back there. */
async function deleteCredential(run: StepRun, redemptionId: string): Promise<Restoration> {
  try {
    await run.script('Restore-GatewayCredential', { RedemptionId: redemptionId });
  } catch {
    return restoration(
      false,
      '',
      'The credential that the code gave may still be kept on this server, unused: the next onboarding replaces it.',
    );
  }
  return run.resultOf(KEEP_CREDENTIAL)['previous'] === undefined
    ? restoration(true, 'The credential that the code gave is deleted; it was not in use.', '')
    : nothing;
}

async function askWhatBecame(
  parts: RedeemParts,
  run: StepRun,
  redemption: Redemption,
  customerNumber: string,
) {
  const { operations, clock } = parts;
  const outcome = await closeAtCloud(parts, run, redemption, customerNumber);
  if (outcome === 'redeemed') {
    await operations.setRedemptionState(redemption.id, ['SENDING'], 'REDEEMED', clock.now());
    await run.say('The cloud says that the code was redeemed; its credential is here.');
    return { redemptionId: redemption.id };
  }
  await operations.setRedemptionState(redemption.id, ['SENDING'], 'CLOSED', clock.now());
  throw new AppError('REDEMPTION_CLOSED');
}

async function closeAtCloud(
  parts: RedeemParts,
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
        await run.script(script, parameters, { deadlineMs: CLOSE_MS, deaf: true, once: true }),
        script,
      );
      return row.oneOf('Outcome', ['redeemed', 'closed']);
    } catch (error) {
      last = error;
    }
  }
  throw new NeedsAttention(new AppError('REDEMPTION_OUTCOME_UNKNOWN', { cause: last }));
}
