/**
 * The one way to act: the intent is on record before anything happens, and what became of it afterwards. Nobody else builds an audit row.
 */
import { AppError } from '../../errors.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import type { AuditOutcome } from '../words/audit-outcome.js';
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

export class AuditTrail {
  readonly #state: StateDatabase;
  readonly #clock: Clock;

  constructor({ state, clock }: { readonly state: StateDatabase; readonly clock: Clock }) {
    this.#state = state;
    this.#clock = clock;
  }

  /** For work outside of the state database. Without its intent on record it isn't begun; a throw is FAILED, DENIED or CANCELLED by its code. */
  async audited<T>(actor: Actor, act: Act, work: () => Promise<T>): Promise<T> {
    await this.note(actor, act, 'INTENDED');
    const result = await this.#orSay(actor, act, work);
    await this.note(actor, act, 'SUCCEEDED');
    return result;
  }

  /** For work in the state database only: it and its outcome are one transaction, so that no intent need stand alone. */
  async auditedChange<T>(actor: Actor, act: Act, work: (stores: StateStores) => Promise<T>): Promise<T> {
    return this.#orSay(actor, act, () =>
      this.#state.transaction(async (stores) => {
        const result = await work(stores);
        await this.note(actor, act, 'SUCCEEDED', stores);
        return result;
      }),
    );
  }

  /** One row, for what is an intent or an outcome by itself: a refusal, an operation that was created or has ended. */
  async note(
    actor: Actor,
    act: Act,
    outcome: AuditOutcome,
    stores: Pick<StateStores, 'audit'> = this.#state,
  ): Promise<void> {
    const { action, target, reason, detail } = act;
    const row = { ...actor, action, target, outcome, reason, ...(detail ? { detail } : {}) };
    await stores.audit.append({ at: this.#clock.now(), ...row });
  }

  async #orSay<T>(actor: Actor, act: Act, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const code = error instanceof AppError ? error.code : 'INTERNAL_SERVER_ERROR';
      await this.note(actor, { ...act, detail: { ...act.detail, code } }, outcomeOf(code));
      throw error;
    }
  }
}

function outcomeOf(code: string): AuditOutcome {
  if (code === 'OPERATION_CANCELLED') return 'CANCELLED';
  return code === 'FORBIDDEN' ? 'DENIED' : 'FAILED';
}
