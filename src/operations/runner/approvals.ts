/** What a person decides about somebody's operation: the second person's yes or no, and the way out of NEEDS_ATTENTION. */
import { AppError } from '../../errors.js';
import { gateAgainst, type TwoGateSecurity } from '../clerks/clerk-security.js';
import type { Caller } from '../clerks/viewer.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import type { Operation } from '../words/operation.js';
import { approvalExpired } from './approval-wait.js';
import type { EventFeed } from './event-feed.js';
import { findVisible, PERMISSION_OF } from './operations.js';
import type { Runner } from './runner.js';

/** Decisions of a person; each asks for the permission of the operation's kind. */
export interface Approvals {
  /** By another clerk of rank 1 or 2. */
  approve(caller: Caller, id: string, reason: string): Promise<Operation>;
  reject(caller: Caller, id: string, reason: string): Promise<Operation>;
  /** One of the failure's choices. */
  resolve(caller: Caller, id: string, choice: string, reason: string): Promise<Operation>;
}

/** The lowest rank that may be a second person. */
const APPROVER_RANK = 2;

export interface ApprovalsParts {
  readonly state: StateDatabase;
  readonly security: TwoGateSecurity;
  readonly runner: Runner;
  readonly feed: EventFeed;
  readonly clock: Clock;
}

export class VenueApprovals implements Approvals {
  readonly #parts: ApprovalsParts;

  constructor(parts: ApprovalsParts) {
    this.#parts = parts;
  }

  async approve(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.#awaiting(caller, id, 'approveOperation');
    const expired = approvalExpired(operation, this.#parts.clock.now());
    if (expired) throw expired;
    const to = operation.scheduledFor === undefined ? 'PENDING' : 'SCHEDULED';
    const approvedByName = caller.viewer.clerk.name;
    await this.#decide(caller, operation, 'approveOperation', reason, (stores) =>
      stores.operations.transition(id, ['AWAITING_APPROVAL'], to, { approvedByName }),
    );
    await this.#say(id, `${approvedByName} approved it: ${reason}`);
    if (to === 'PENDING') this.#parts.runner.submit(id);
    return this.#again(operation);
  }

  async reject(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.#awaiting(caller, id, 'rejectOperation');
    const { code, message, remedy } = new AppError('OPERATION_REJECTED', {
      message: `${caller.viewer.clerk.name} said no: ${reason}`,
    });
    const failure = {
      code,
      message,
      cause: undefined,
      remedy,
      restored: [],
      notRestored: [],
      trail: [],
      choices: [],
    };
    await this.#decide(caller, operation, 'rejectOperation', reason, (stores) =>
      stores.operations.transition(id, ['AWAITING_APPROVAL'], 'CANCELLED', {
        finishedAt: this.#parts.clock.now(),
        cancelledByName: caller.viewer.clerk.name,
        cancelReason: reason,
        failure,
      }),
    );
    await this.#say(id, message);
    return this.#again(operation);
  }

  async resolve(caller: Caller, id: string, choice: string, reason: string): Promise<Operation> {
    const operation = await this.#visible(caller, id);
    await this.#requireKind(caller, operation, 'resolveOperation');
    const offered = operation.state === 'NEEDS_ATTENTION' ? (operation.failure?.choices ?? []) : [];
    if (!offered.some(({ name }) => name === choice)) throw new AppError('CHOICE_UNKNOWN');
    await this.#decide(caller, operation, 'resolveOperation', `${choice}: ${reason}`, async () => true);
    await this.#say(id, `${caller.viewer.clerk.name} chose "${choice}": ${reason}`);
    this.#parts.runner.submit(id, choice === 'give-up' ? { giveUp: true } : {});
    await this.#parts.runner.settled(id, 1000);
    return this.#again(operation);
  }

  /** Waiting, and this caller may be its second person. */
  async #awaiting(caller: Caller, id: string, action: string): Promise<Operation> {
    const operation = await this.#visible(caller, id);
    if (operation.state !== 'AWAITING_APPROVAL') throw new AppError('NOT_AWAITING_APPROVAL');
    await this.#requireKind(caller, operation, action);
    const { clerk, securityGroup } = caller.viewer;
    const isSecond =
      clerk.id !== operation.requestedById && (securityGroup?.rank ?? Infinity) <= APPROVER_RANK;
    if (!isSecond) throw new AppError('SECOND_PERSON_NEEDED');
    return operation;
  }

  async #visible(caller: Caller, id: string): Promise<Operation> {
    const operation = await findVisible(this.#parts.state, caller.viewer, id);
    if (!operation)
      throw new AppError('NOT_FOUND', { message: 'There is no such operation, or you may not see it.' });
    return operation;
  }

  async #requireKind(caller: Caller, operation: Operation, action: string): Promise<void> {
    const permission = PERMISSION_OF[operation.kind];
    const gate = gateAgainst(caller.viewer, permission);
    if (gate) throw await this.#parts.security.refusal(caller, gate, permission, action);
  }

  /** Decision and audit row in one transaction; a change that somebody else made first is said. */
  async #decide(
    caller: Caller,
    operation: Operation,
    action: string,
    reason: string,
    change: (stores: StateStores) => Promise<boolean>,
  ): Promise<void> {
    const { clerk } = caller.viewer;
    await this.#parts.state.transaction(async (stores) => {
      if (!(await change(stores))) throw new AppError('NOT_AWAITING_APPROVAL');
      await stores.audit.append({
        at: this.#parts.clock.now(),
        clerkId: clerk.id,
        clerkName: clerk.name,
        action,
        target: operation.id,
        outcome: 'SUCCEEDED',
        reason,
        correlationId: caller.correlationId,
      });
    });
  }

  async #say(operationId: string, message: string): Promise<void> {
    await this.#parts.feed.record({
      operationId,
      step: undefined,
      level: 'INFORMATION',
      percent: undefined,
      message,
    });
  }

  async #again(operation: Operation): Promise<Operation> {
    return (await this.#parts.state.operations.find(operation.id)) ?? operation;
  }
}
