/**
 * Redeeming the authentication code: at most once, whatever happens.
 * A redemption id is stored (STORED) before anything is sent; SENDING is stored just before the code leaves. From then on the cloud is
 * the only one who knows: it is asked to *close* that id. Redeemed: it hands the credential over again and the operation continues.
 * Closed: the cloud refuses whatever comes later. It can't say: NeedsAttention. The code is never sent a second time: what certainly
 * has not left, as when the cloud could not be reached, is STORED again, and leaves as soon as it can.
 */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import type { Choice } from '../operations/saga.js';
import { deadlineForTwo } from '../operations/steps/deadline.js';
import type { Step, StepRun } from '../operations/steps/step.js';
import type { Clock, Keys, NewId } from '../ports/machine.js';
import type { OperationStore, Redemption } from '../ports/operation-store.js';
import { ScriptError } from '../ports/script-runner.js';
import type { Secret } from '../types/secret.js';
import type { Settings } from '../types/settings.js';
import { REDEEM_CODE } from '../venue/unfinished.js';
import { askWhatBecame, CLOSE_MS, takeBack } from './close-redemption.js';
import type { CodeRequests } from './code-requests.js';

/** Longer than the cloud module's own limit for this call, so that its verdict is heard. */
const SEND_MS = 25_000;
const ROLLBACK_MS = deadlineForTwo(CLOSE_MS);

/** Only after these is it certain that nothing was redeemed. */
const REFUSALS: readonly ErrorCode[] = [
  'CODE_MALFORMED',
  'CODE_WRONG',
  'CODE_EXPIRED',
  'CODE_USED',
  'REGISTRATION_EXPIRED',
  'REDEMPTION_CLOSED',
  'VENUE_UNKNOWN',
];
/** After these the code has not left, or was turned away unread. Windows not saying which server this is passes too: a query by CIM fails at times. */
const NOT_TAKEN: readonly ErrorCode[] = ['CLOUD_UNREACHABLE', 'BUSY', 'MACHINE_UNKNOWN'];
/** Between two tries of it. */
const AGAIN_MS = 2000;

/** What a person can decide while it is unknown what became of the code. */
export const REDEMPTION_CHOICES: readonly Choice[] = [
  {
    name: 'ask-again',
    title: 'Query the cloud now',
    consequence: 'The code is never resent. If the outcome is still unknown, the operation keeps waiting.',
  },
  {
    name: 'give-up',
    title: 'Give up on this code',
    consequence:
      'Changes are rolled back and the operation fails. Whether the code was redeemed stays unknown: treat it as used and request a new one.',
    givesUpAs: 'REDEMPTION_ABANDONED',
  },
];

export interface RedeemParts {
  readonly operations: OperationStore;
  readonly codeRequests: CodeRequests;
  readonly keys: Keys;
  readonly newId: NewId;
  readonly clock: Clock;
  readonly settings: Settings;
}

export function redeemStep(parts: RedeemParts, customerNumber: string): Step {
  return {
    name: REDEEM_CODE,
    title: 'Redeem the authentication code',
    script: 'Invoke-CodeRedemption',
    parameters: { CustomerNumber: customerNumber, RedemptionId: '<new id>' },
    secretNames: ['Code'],
    compensatedBy: 'None: a code works once. Its credential stays stored',
    deadlineMs: parts.settings.cloudPatienceMs + deadlineForTwo(SEND_MS) + 4 * CLOSE_MS,
    async perform(run) {
      const redemption = await findOrStore(parts, run);
      switch (redemption.state) {
        case 'STORED':
          return sendWhenReached(parts, run, redemption, customerNumber);
        case 'REDEEMED':
          // Its credential was stored with the cloud's answer.
          return { redemptionId: redemption.id };
        case 'SENDING':
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
    restoreMs: ROLLBACK_MS,
    compensate: (run) => takeBack(parts, run, customerNumber),
  };
}

async function findOrStore(parts: RedeemParts, run: StepRun): Promise<Redemption> {
  const stored = await parts.operations.redemptionOf(run.operation.id);
  if (stored) return stored;
  const code = codeOf(run);
  const redemption = { id: parts.newId(), operationId: run.operation.id };
  const codeHmac = parts.keys.hmac('code', code.reveal());
  const { attempt } = run.operation;
  const at = parts.clock.now();
  const isOurs = await parts.operations.storeRedemption({
    ...redemption,
    attempt,
    codeHmac,
    at,
  });
  if (!isOurs) throw new AppError('OPERATION_INTERRUPTED');
  return { ...redemption, state: 'STORED', changedAt: at };
}

/** The code lives in memory only: after a restart there is none, and nothing was sent. */
function codeOf(run: StepRun): Secret {
  const { code } = run.secrets;
  if (!code) throw new AppError('OPERATION_INTERRUPTED');
  return code;
}

async function sendWhenReached(
  parts: RedeemParts,
  run: StepRun,
  redemption: Redemption,
  customerNumber: string,
) {
  const { operations, clock, settings } = parts;
  const until = clock.workMs() + settings.cloudPatienceMs;
  for (let isSaid = false; ; isSaid = true) {
    try {
      return await send(parts, run, redemption, customerNumber);
    } catch (error) {
      if (!isOneOf(error, NOT_TAKEN)) throw error;
      const state = clock.workMs() < until && !run.cancelled ? 'STORED' : 'REFUSED';
      await operations.setRedemptionState(redemption.id, ['SENDING'], state, clock.now());
      if (state === 'REFUSED') throw error;
      if (!isSaid)
        await run.say(`${error.message} The code has not been sent yet; the server retries.`, 'WARNING');
      await clock.sleep(AGAIN_MS, run.signal);
    }
  }
}

async function send(parts: RedeemParts, run: StepRun, redemption: Redemption, customerNumber: string) {
  const { operations, clock, settings } = parts;
  const code = codeOf(run);
  if (run.cancelled) throw new AppError('OPERATION_CANCELLED');
  const { attempt } = run.operation;
  // A server that was taken for dead sends nothing: the next one may have ended the operation.
  if (!(await operations.setRedemptionState(redemption.id, ['STORED'], 'SENDING', clock.now(), attempt)))
    return askWhatBecame(parts, run, redemption, customerNumber);
  try {
    await run.script(
      'Invoke-CodeRedemption',
      { CustomerNumber: customerNumber, RedemptionId: redemption.id },
      { deadlineMs: SEND_MS, secrets: { Code: code }, once: true, patienceMs: settings.cloudPatienceMs },
    );
  } catch (error) {
    if (isOneOf(error, NOT_TAKEN)) throw error;
    if (isOneOf(error, REFUSALS) || neverBegan(error)) {
      await operations.setRedemptionState(redemption.id, ['SENDING'], 'REFUSED', clock.now());
      if (error.code === 'CODE_WRONG')
        await parts.codeRequests.refused(attemptsLeft(error)).catch(() => undefined);
      // Whatever was said of how long it works: it works no more.
      if (error.code === 'CODE_EXPIRED' || error.code === 'CODE_USED')
        await parts.codeRequests.used().catch(() => undefined);
      throw error;
    }
    await run.say(
      'The cloud did not report whether the code was redeemed. The server queries it; the code is not resent.',
      'WARNING',
    );
    return askWhatBecame(parts, run, redemption, customerNumber);
  }
  await operations.setRedemptionState(redemption.id, ['SENDING'], 'REDEEMED', clock.now());
  await parts.codeRequests.used().catch(() => undefined);
  return { redemptionId: redemption.id };
}

function isOneOf(error: unknown, codes: readonly ErrorCode[]): error is AppError {
  return error instanceof AppError && codes.includes(error.code);
}

/** No host ran the script, so the code has not left. */
function neverBegan(error: unknown): error is AppError {
  return error instanceof AppError && error.cause instanceof ScriptError && !error.cause.mayHaveRun;
}

/** As the cloud said it beside its refusal. */
function attemptsLeft({ cause }: AppError): number | undefined {
  const said = cause instanceof ScriptError ? Number(cause.detail['attemptsLeft']) : Number.NaN;
  return Number.isInteger(said) ? said : undefined;
}
