/**
 * The runner's passes over the active operations: takes over those that no server run has (after a crash or an outage), begins scheduled ones,
 * ends those that no clerk approved in time, and asks again where an outcome is unknown. Beside it, deferred cleanups are retried.
 */
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { every, Pause } from '../ports/pause.js';
import type { Operation } from '../types/operation.js';
import { admit } from './admission.js';
import { type DeferredCleanupParts, keepCleaningUp } from './deferred-cleanup.js';
import { endUnstarted } from './ending.js';

/** The shortest time between two passes: what could not begin, or was released, is tried again after it. */
const PASS_MS = 1000;
/** The longest while an operation waits for a time: the clock may be set right meanwhile. */
const MOVED_CLOCK_MS = 15_000;

export interface ScheduleParts extends DeferredCleanupParts {
  /**
   * Whether someone else has confirmed the time, before something that waited is due by it, or what an
   * earlier server run began is judged by its age. Default: it is.
   */
  readonly verifyClock?: (unlessSure?: boolean) => Promise<boolean>;
}

/** The runner's: begins an operation or takes it over. It ignores those that it has. */
type Submit = (operationId: string) => void;

export class Schedule {
  readonly #parts: ScheduleParts;
  readonly #submit: Submit;
  readonly #pause: Pause;

  constructor(parts: ScheduleParts, submit: Submit) {
    this.#parts = parts;
    this.#submit = submit;
    this.#pause = new Pause(parts.clock);
  }

  /** Makes a pass within a second: an operation has come to wait, or one that is not over has left the runner. */
  wake(): void {
    this.#pause.end();
  }

  /** Makes the first pass, which asks again in NEEDS_ATTENTION too, then others until `signal` aborts. */
  async start(signal: AbortSignal): Promise<void> {
    const dueMs = await this.#pass(true);
    void keepCleaningUp(this.#parts, signal);
    void this.#keep(dueMs, signal);
  }

  async #keep(firstDueMs: number, signal: AbortSignal): Promise<void> {
    const { clock, settings, log } = this.#parts;
    let askedAt = clock.workMs();
    const toNext = (dueMs: number) => Math.min(dueMs, askedAt + settings.attentionMs - clock.workMs());
    const failed = 'The schedule could not be read; the server retries';
    const loop = { clock, log, pause: this.#pause, leastMs: PASS_MS, everyMs: PASS_MS };
    await every({ ...loop, failed, afterMs: toNext(firstDueMs) }, signal, async () => {
      const asksAgain = clock.workMs() - askedAt >= settings.attentionMs;
      if (asksAgain) askedAt = clock.workMs();
      return toNext(await this.#pass(asksAgain));
    });
  }

  /**
   * `asksAgain`: also in NEEDS_ATTENTION without a choice. Returns the milliseconds until something is due.
   */
  async #pass(asksAgain: boolean): Promise<number> {
    const { clock, state, verifyClock } = this.#parts;
    const active = await state.operations.active();
    const waiting = active.filter(({ state }) => state === 'SCHEDULED' || state === 'AWAITING_APPROVAL');
    const isDue = waiting.some((operation) => decideBy(operation) <= clock.now());
    // What is due by a time that no one confirms stays as it is.
    // One that begins hears the time again before it takes anything.
    const isSure = !isDue || ((await verifyClock?.(true)) ?? true);
    const now = clock.now();
    for (const operation of active) {
      switch (operation.state) {
        case 'AWAITING_APPROVAL':
          if (isSure) await endUnlessApproved(this.#parts, operation, now);
          break;
        case 'SCHEDULED':
          if (isSure && (await tryToBegin(this.#parts, operation, now))) this.#submit(operation.id);
          break;
        case 'NEEDS_ATTENTION':
          if (asksAgain || operation.chosen !== undefined) this.#submit(operation.id);
          break;
        default:
          this.#submit(operation.id);
      }
    }
    const dueMs = waiting.map((operation) => decideBy(operation).getTime() - now.getTime());
    if (waiting.length === 0) return Number.POSITIVE_INFINITY;
    return isSure ? Math.min(MOVED_CLOCK_MS, ...dueMs) : MOVED_CLOCK_MS;
  }
}

/** True if it has begun now. An obstacle is recorded once, and the start retried until it is later than `latestStartMs`. */
async function tryToBegin(parts: DeferredCleanupParts, operation: Operation, now: Date): Promise<boolean> {
  const { scheduledFor } = operation;
  if (scheduledFor === undefined || scheduledFor > now) return false;
  if (now.getTime() - scheduledFor.getTime() > parts.settings.latestStartMs) {
    await endUnstarted(parts, operation, ['SCHEDULED'], new AppError('START_TOO_LATE'), { state: 'FAILED' });
    return false;
  }
  try {
    return await parts.state.transaction(async (stores) => {
      await admit(stores, parts, operation);
      return stores.operations.transition(operation.id, ['SCHEDULED'], 'PENDING');
    });
  } catch (error) {
    if (!(error instanceof AppError) || !OBSTACLES.includes(error.code)) throw error;
    await reportOnce(parts, operation, error.message);
    return false;
  }
}

const OBSTACLES: readonly ErrorCode[] = ['MAINTENANCE', 'OPERATION_IN_PROGRESS'];

async function reportOnce(parts: DeferredCleanupParts, { id }: Operation, what: string): Promise<void> {
  const message = `It waits: ${what}`;
  const [last] = (await parts.state.operations.events(id, 0, 200)).slice(-1);
  if (last?.message === message) return;
  await parts.feed.say(id, message, 'WARNING');
}

/** Without an end, a request that no clerk approves or rejects would keep the lock of the venue. */
async function endUnlessApproved(
  parts: DeferredCleanupParts,
  operation: Operation,
  now: Date,
): Promise<void> {
  const expired = approvalExpired(operation, now);
  if (expired) await endUnstarted(parts, operation, ['AWAITING_APPROVAL'], expired);
}

const APPROVAL_MS = 60 * 60_000;

/** How long a request waits for its second person: 60 minutes as its plan does, or until its start when it is for later. */
export function decideBy({ createdAt, scheduledFor }: Pick<Operation, 'createdAt' | 'scheduledFor'>): Date {
  return scheduledFor ?? new Date(createdAt.getTime() + APPROVAL_MS);
}

/** Undefined while a clerk can still approve or reject it. */
export function approvalExpired(operation: Operation, now: Date): AppError | undefined {
  if (now <= decideBy(operation)) return undefined;
  const waited = operation.scheduledFor ? 'before its start' : 'within 60 minutes';
  return new AppError('PLAN_NOT_FOUND', {
    message: `No second person decided ${waited}.`,
    remedy: 'Plan again when a clerk who can approve it is available. Nothing was changed.',
  });
}
