/**
 * Onboardings that have ended, and the one that can be finished without a code: its code is redeemed, and its
 * credential is stored.
 */
import type { OperationStore } from '../ports/operation-store.js';
import { onlyRow } from '../scripts/output.js';
import type { Operation, OperationStep } from '../types/operation.js';

/** The steps of onboarding that touch what the gateway connects with: the cloud's side, then ours. */
export const REDEEM_CODE = 'redeem-code';
export const STORE_CREDENTIAL = 'keep-credential';
export const HEARTBEAT = 'heartbeat';
export const INSTALL = 'install-cloud-sync';
/** They wait for a break in the trading hours where the first sync would take ordering down. */
export const WAIT_FOR_BREAK: readonly string[] = [INSTALL, 'start-cloud-sync'];

export interface Unfinished {
  /** The last onboarding that left it. */
  readonly operationId: string;
  readonly redemptionId: string;
  /** The credential is this server's alone. */
  readonly machineId: string;
  /** The cloud received its heartbeat: the credential is in use. */
  readonly isConnected: boolean;
  /** The cloud had redeemed its code by then; undefined: the onboarding that did so is no longer on record. */
  readonly redeemedBy: Date | undefined;
}

export interface EndedOnboarding {
  readonly operation: Operation;
  readonly steps: readonly OperationStep[];
}

/** What is read here of what an onboarding's plan decided. */
interface Decision {
  readonly machineId?: string;
  readonly finishes?: Pick<Unfinished, 'redemptionId'> & Partial<Unfinished>;
}

/** Read at a time: attempts that ended before they touched the link are passed over. */
const PAGE = 50;

/**
 * The one that began last first, also after a clock was corrected; each read once, however often they are
 * gone through.
 */
export class EndedOnboardings {
  readonly #source: AsyncGenerator<EndedOnboarding, undefined>;
  readonly #read: EndedOnboarding[] = [];

  constructor(readonly operations: OperationStore) {
    this.#source = endedOnboardings(operations);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EndedOnboarding> {
    for (let index = 0; ; index += 1) {
      const next = this.#read[index] ?? (await this.#source.next()).value;
      if (!next) return;
      this.#read[index] = next;
      yield next;
    }
  }
}

/** Of one that succeeded no steps are read: nothing older counts then. */
async function* endedOnboardings(operations: OperationStore): AsyncGenerator<EndedOnboarding, undefined> {
  let after: string | undefined;
  do {
    const ended: readonly Operation[] = await operations.listAsStored({
      first: PAGE,
      ...(after === undefined ? {} : { after }),
      kinds: ['ONBOARD'],
      states: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
    });
    const isOver = (ended[0]?.state ?? 'SUCCEEDED') === 'SUCCEEDED';
    const steps = isOver ? [] : await operations.steps(ended.map(({ id }) => id));
    for (const operation of ended)
      yield { operation, steps: steps.filter(({ operationId }) => operationId === operation.id) };
    after = ended.length > PAGE ? ended.at(-1)?.id : undefined;
  } while (after !== undefined);
  return undefined;
}

export async function readUnfinished(from: EndedOnboardings): Promise<Unfinished | undefined> {
  let last: Unfinished | undefined;
  for await (const ended of from) {
    const { operation, steps } = ended;
    const decision = operation.input['decision'] as Decision | undefined;
    // The cloud no longer has what it was to finish with, nor anything older.
    const isClosed = operation.failure?.code === 'REDEMPTION_CLOSED' && decision?.finishes !== undefined;
    if (operation.state === 'SUCCEEDED' || isClosed) break;
    const redemptionId = await redeemedBy(from.operations, ended);
    if (redemptionId === undefined) continue;
    last ??= {
      operationId: operation.id,
      redemptionId,
      machineId: decision?.machineId ?? '',
      isConnected: isConnectedBy(steps),
      redeemedBy: undefined,
    };
    // It was to finish an earlier one, which redeemed the code.
    if (decision?.finishes) continue;
    const own = await from.operations.redemptionOf(operation.id);
    return { ...last, redeemedBy: own?.id === last.redemptionId ? own.changedAt : undefined };
  }
  return last;
}

export const READ_IN_USE = 'Get-RedemptionInUse';

/** Whether the credential in use is that redemption's, by what `READ_IN_USE` wrote. */
export function isInUse(output: readonly unknown[], redemptionId: string): boolean {
  return onlyRow(output, READ_IN_USE).optionalText('RedemptionId') === redemptionId;
}

/** It went forward from its heartbeat; an earlier version rolled back from there, too. */
export function isConnectedBy(steps: readonly OperationStep[]): boolean {
  const isBeating = steps.some(({ name, state }) => name === HEARTBEAT && state === 'SUCCEEDED');
  return isBeating && !steps.some(({ result }) => result?.['restoration'] !== undefined);
}

/** One that was to finish an earlier one has that one's. */
async function redeemedBy(
  operations: OperationStore,
  { operation, steps }: EndedOnboarding,
): Promise<string | undefined> {
  const found = steps.find(({ name }) => name === REDEEM_CODE)?.result?.['redemptionId'];
  if (found !== undefined) return String(found);
  const redemption = await operations.redemptionOf(operation.id);
  return redemption?.state === 'REDEEMED' ? redemption.id : undefined;
}
