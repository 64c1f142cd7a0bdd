/**
 * The one way to act: the intent is on record before anything happens, and what became of it afterwards. Nobody else builds an audit row.
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { AuditRecord } from '../ports/audit-log.js';
import type { Clock } from '../ports/machine.js';
import { isStateAway, type StateDatabase, type StateStores } from '../ports/state-database.js';
import type { AuditOutcome } from '../words/audit-outcome.js';
import { OwedOutcomes, type OwedOutcomesParts } from './owed-outcomes.js';
import type { Caller } from './viewer.js';

/** Who acts: a clerk, or the command line, which has no ID. */
export interface Actor {
  readonly clerkId: string | undefined;
  readonly clerkName: string;
  readonly correlationId: string;
}

/** What is done, to what, and why. */
export interface Act {
  /** e.g. onboard, grantPermission, clerk.set-pin. */
  readonly action: string;
  readonly target?: string | undefined;
  readonly reason?: string | undefined;
  /** Plain JSON, no secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export function actorOf({ viewer, correlationId }: Caller): Actor {
  return { clerkId: viewer.clerk.id, clerkName: viewer.clerk.name, correlationId };
}

/** Whoever sits at the server itself; each run is one act. */
export function commandLine(): Actor {
  return { clerkId: undefined, clerkName: 'command line', correlationId: randomUUID() };
}

export class AuditTrail {
  readonly #state: StateDatabase;
  readonly #clock: Clock;
  readonly #outcomes: OwedOutcomes;

  constructor(parts: OwedOutcomesParts) {
    this.#state = parts.state;
    this.#clock = parts.clock;
    this.#outcomes = new OwedOutcomes(parts);
  }

  /** Until `signal` aborts: sees to it that every intent of `audited` has its outcome in the end. */
  keep(signal: AbortSignal): Promise<void> {
    return this.#outcomes.keep(signal);
  }

  /**
   * For work outside of the state database. Without its intent on record it isn't begun; a throw is FAILED, DENIED or CANCELLED by its
   * code. What was done is answered also while its outcome can't be written: that follows as soon as it can.
   */
  async audited<T>(actor: Actor, act: Act, work: () => Promise<T>): Promise<T> {
    const intent = await this.#state.audit.intend(this.#row(actor, act, 'INTENDED'));
    this.#outcomes.take(intent);
    let result: T;
    try {
      result = await work();
    } catch (error) {
      await this.#outcomes.write(intent, this.#failed(actor, act, error));
      throw error;
    }
    await this.#outcomes.write(intent, this.#row(actor, act, 'SUCCEEDED'));
    return result;
  }

  /** For work in the state database only: it and its outcome are one transaction, so that no intent need stand alone. */
  async auditedChange<T>(actor: Actor, act: Act, work: (stores: StateStores) => Promise<T>): Promise<T> {
    try {
      return await this.#state.transaction(async (stores) => {
        const result = await work(stores);
        await this.note(actor, act, 'SUCCEEDED', stores);
        return result;
      });
    } catch (error) {
      // Not begun, for no fault of whoever asked: they are told to ask again, and there is nothing to put on record.
      if (!isStateAway(error)) await this.#outcomes.write(undefined, this.#failed(actor, act, error));
      throw error;
    }
  }

  /** One row, for what is an intent or an outcome by itself: a refusal, an operation that was created or has ended. */
  async note(
    actor: Actor,
    act: Act,
    outcome: AuditOutcome,
    stores: Pick<StateStores, 'audit'> = this.#state,
  ): Promise<void> {
    await stores.audit.append(this.#row(actor, act, outcome));
  }

  #failed(actor: Actor, act: Act, error: unknown): AuditRecord {
    const code = error instanceof AppError ? error.code : 'INTERNAL_SERVER_ERROR';
    return this.#row(actor, { ...act, detail: { ...act.detail, code } }, outcomeOf(code));
  }

  #row(actor: Actor, { action, target, reason, detail }: Act, outcome: AuditOutcome): AuditRecord {
    const { clerkId, clerkName, correlationId } = actor;
    const row = { clerkId, clerkName, correlationId, action, target, outcome, reason };
    return { at: this.#clock.now(), ...row, ...(detail ? { detail } : {}) };
  }
}

function outcomeOf(code: string): AuditOutcome {
  if (code === 'OPERATION_CANCELLED') return 'CANCELLED';
  return code === 'FORBIDDEN' ? 'DENIED' : 'FAILED';
}
