/**
 * Outcomes that could not be written when their action was over: kept in memory and retried. After a crash the next server run finds the
 * intents that have no outcome.
 */
import type { AuditRecord, UnsettledIntent } from '../ports/audit-log.js';
import type { Clock, Log } from '../ports/machine.js';
import { every, Pause } from '../ports/pause.js';
import { isStateAway, type StateDatabase } from '../ports/state-database.js';

const FAILED = 'Pending audit outcomes could not be written; the server retries';
const AGAIN_MS = 5000;
/** How far apart intents without an outcome are searched for. */
const POLL_MS = 60_000;
/** The command line, which has the state open too, may have an intent in hand for so long. */
const ELSEWHERE_MS = 10 * 60_000;
/** Past this a refusal that changed nothing is only in the log. */
const MOST = 1000;

interface PendingOutcome {
  /** Undefined for an outcome without an intent: what it reports was never begun. */
  readonly intent: number | undefined;
  readonly record: AuditRecord;
}

export interface PendingOutcomesParts {
  readonly state: StateDatabase;
  readonly clock: Clock;
  /** Default: nothing is reported. */
  readonly log?: Log;
}

export class PendingOutcomes {
  readonly #parts: PendingOutcomesParts;
  readonly #pending = new Set<PendingOutcome>();
  /** Intents of this process whose work is not over, or whose outcome is pending. */
  readonly #inHand = new Set<number>();
  readonly #pause: Pause;

  constructor(parts: PendingOutcomesParts) {
    this.#parts = parts;
    this.#pause = new Pause(parts.clock);
  }

  take(intent: number): void {
    this.#inHand.add(intent);
  }

  /** Written now or later: an outcome that can't be written takes nothing back, so no one is informed that it was. */
  async write(intent: number | undefined, record: AuditRecord): Promise<void> {
    const pending = { intent, record };
    try {
      await this.#write(pending);
    } catch (error) {
      if (!isStateAway(error)) throw error;
      const { action, target, outcome, correlationId } = record;
      const isKept = intent !== undefined || this.#pending.size < MOST;
      if (isKept) this.#pending.add(pending);
      this.#pause.end();
      this.#parts.log?.error(
        { err: error, action, target, outcome, correlationId },
        isKept ? 'An outcome is not in the audit log yet' : 'A denial is not in the audit log',
      );
    }
  }

  /** Until `signal` aborts: writes pending outcomes, and records UNKNOWN for intents that an ended server run left without one. */
  async keep(signal: AbortSignal): Promise<void> {
    const { clock, log } = this.#parts;
    let checkedAt = Number.NEGATIVE_INFINITY;
    const loop = { clock, log, failed: FAILED, pause: this.#pause, leastMs: AGAIN_MS, everyMs: AGAIN_MS };
    await every(loop, signal, async () => {
      // Each separately: one that can't be written keeps no other waiting.
      for (const pending of this.#pending)
        await this.#write(pending).catch((err: unknown) => log?.warn({ err }, FAILED));
      if (clock.workMs() - checkedAt >= POLL_MS) {
        await this.#settleLeft();
        checkedAt = clock.workMs();
      }
      return this.#pending.size > 0 ? AGAIN_MS : checkedAt + POLL_MS - clock.workMs();
    });
  }

  async #write(pending: PendingOutcome): Promise<void> {
    const { intent, record } = pending;
    if (intent === undefined) await this.#parts.state.audit.append(record);
    else await this.#parts.state.audit.settle(intent, record);
    this.#pending.delete(pending);
    if (intent !== undefined) this.#inHand.delete(intent);
  }

  async #settleLeft(): Promise<void> {
    for (const intent of await this.#parts.state.audit.unsettled()) {
      if (this.#inHand.has(intent.sequence) || this.#mayBeAtWork(intent)) continue;
      await this.#parts.state.audit.settle(intent.sequence, {
        ...intent.record,
        at: this.#parts.clock.now(),
        outcome: 'UNKNOWN',
        reason: 'Unknown: the server stopped before the outcome was recorded.',
      });
    }
  }

  #mayBeAtWork({ record }: UnsettledIntent): boolean {
    const age = this.#parts.clock.now().getTime() - record.at.getTime();
    return record.clerkId === undefined && Math.abs(age) < ELSEWHERE_MS;
  }
}
