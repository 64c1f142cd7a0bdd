/** Every audited action goes through this class: the intent is recorded before the work, the outcome after it. Only it builds audit rows. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/errors.js';
import type { AuditFacts, AuditRecord } from '../ports/audit-log.js';
import type { Clock } from '../ports/machine.js';
import { isStateAway, type StateDatabase, type StateStores } from '../ports/state-database.js';
import type { Caller } from '../request/viewer.js';
import { WouldBeDone } from '../request/what-if.js';
import type { AuditOutcome } from '../types/audit.js';
import { visible } from '../types/plain-text.js';
import { PendingOutcomes, type PendingOutcomesParts } from './pending-outcomes.js';

/** Who acts: a clerk, or the command line, which has no ID. */
export interface Actor {
  readonly clerkId: string | undefined;
  readonly clerkName: string;
  readonly correlationId: string;
  /** What was used, as it says of itself. */
  readonly client?: string | undefined;
  /** The API token that asked for the clerk. */
  readonly token?: { readonly id: string; readonly name: string };
  /** Only asks whether it would be refused: see WouldBeDone. */
  readonly whatIf?: boolean | undefined;
}

/** What is done, to what, and why. */
export interface Act {
  /** e.g. onboard, grantPermission, clerk.set-pin. */
  readonly action: string;
  readonly target?: string | undefined;
  readonly reason?: string | undefined;
  readonly planFingerprint?: string | undefined;
  /** Of what it changes: how it was, and how it is to be. */
  readonly before?: AuditFacts | undefined;
  readonly after?: AuditFacts | undefined;
  readonly detail?: AuditFacts | undefined;
}

/** What is known only during the work: for the row of its outcome. */
export type Tell = (found: Pick<Act, 'before' | 'after' | 'detail'>) => void;

/** A change of a state with its row in its audit. */
export type AuditedChange = <T>(
  state: StateDatabase,
  act: Act,
  change: (stores: StateStores) => Promise<T>,
) => Promise<T>;

export interface AuditTrailParts extends PendingOutcomesParts {
  /** User of the operating system that this program runs as. Default: not said. */
  readonly runAs?: string | undefined;
}

export function actorOf({ viewer, correlationId, client, whatIf }: Caller): Actor {
  const { clerk, token } = viewer;
  const actor = { clerkId: clerk.id, clerkName: clerk.name, correlationId, client, whatIf };
  return token ? { ...actor, token: { id: token.id, name: token.name } } : actor;
}

/** The user of the server's operating system; each run is one act. */
export function commandLine(): Actor {
  const name = 'command line';
  return { clerkId: undefined, clerkName: name, correlationId: randomUUID(), client: name };
}

/** The server itself, of its own accord. */
export function controlPlane(): Actor {
  return { clerkId: undefined, clerkName: 'control plane', correlationId: randomUUID() };
}

export class AuditTrail {
  readonly #state: StateDatabase;
  readonly #clock: Clock;
  readonly #outcomes: PendingOutcomes;
  readonly #runAs: string | undefined;

  constructor(parts: AuditTrailParts) {
    this.#state = parts.state;
    this.#clock = parts.clock;
    this.#outcomes = new PendingOutcomes(parts);
    this.#runAs = parts.runAs;
  }

  /** Until `signal` aborts: completes intents of `audited` that have no outcome. */
  keep(signal: AbortSignal): Promise<void> {
    return this.#outcomes.keep(signal);
  }

  /**
   * For work outside of the state database. It begins only when its intent is recorded; a throw is FAILED, DENIED or CANCELLED by its code.
   * Returns also while the outcome can't be written: it is pending then, and is written later.
   */
  async audited<T>(actor: Actor, act: Act, work: (tell: Tell) => Promise<T>): Promise<T> {
    if (actor.whatIf) throw new WouldBeDone();
    const audited = new AuditedAct(act);
    const intent = await this.#state.audit.intend(this.#row(actor, act, 'INTENDED'));
    this.#outcomes.take(intent);
    let result: T;
    try {
      result = await work(audited.tell);
    } catch (error) {
      await this.#outcomes.write(intent, this.#failed(actor, audited.act, error));
      throw error;
    }
    await this.#outcomes.write(intent, this.#row(actor, audited.act, 'SUCCEEDED'));
    return result;
  }

  /** For work in the state database only: work and outcome are one transaction, so no intent is needed. */
  async auditedChange<T>(
    actor: Actor,
    act: Act,
    work: (stores: StateStores, tell: Tell) => Promise<T>,
  ): Promise<T> {
    const audited = new AuditedAct(act);
    try {
      return await this.#state.transaction(async (stores) => {
        const result = await work(stores, audited.tell);
        // Rolled back, with all that the work has written.
        if (actor.whatIf) throw new WouldBeDone();
        await this.note(actor, audited.act, 'SUCCEEDED', stores);
        return result;
      });
    } catch (error) {
      // Not begun, for no fault of the requester: they are asked to try again, and there is nothing to put on record.
      if (!actor.whatIf && !isStateAway(error))
        await this.#outcomes.write(undefined, this.#failed(actor, audited.act, error));
      throw error;
    }
  }

  /** One row, for what is an intent or an outcome on its own: a refusal, an operation that was created or has ended. */
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

  #row({ token, whatIf: _, ...actor }: Actor, act: Act, outcome: AuditOutcome): AuditRecord {
    // A name of the venue's database may hold anything, and half a pair would not come back from the disk as it was hashed.
    const target = act.target && visible(act.target);
    const reason = act.reason && visible(act.reason);
    const detail = token ? { ...act.detail, token } : act.detail;
    const clerkName = visible(actor.clerkName);
    const row = {
      at: this.#clock.now(),
      ...actor,
      clerkName,
      runAs: this.#runAs,
      ...act,
      target,
      reason,
      outcome,
    };
    return detail ? { ...row, detail } : row;
  }
}

/** An act, and what its work has found since. */
class AuditedAct {
  act: Act;

  constructor(act: Act) {
    this.act = act;
  }

  tell: Tell = ({ detail, ...found }) => {
    const { act } = this;
    this.act = { ...act, ...found, ...(detail ? { detail: { ...act.detail, ...detail } } : {}) };
  };
}

function outcomeOf(code: string): AuditOutcome {
  if (code === 'OPERATION_CANCELLED') return 'CANCELLED';
  return code === 'FORBIDDEN' ? 'DENIED' : 'FAILED';
}
