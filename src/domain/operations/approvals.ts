/** Approves or rejects an operation as its second person, and carries out a clerk's choice in NEEDS_ATTENTION. */
import { AppError } from '../../errors/errors.js';
import { actorOf } from '../audit/trail.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { requireFresh } from '../permissions/known-security.js';
import { gateAgainst, maySecond } from '../permissions/rules.js';
import { holdersOf, type StandingSources } from '../permissions/standing.js';
import type { ClerkRow } from '../ports/clerk-reader.js';
import type { OperationStore } from '../ports/operation-store.js';
import type { Caller } from '../request/viewer.js';
import { isTerminal, type Operation } from '../types/operation.js';
import { admit } from './admission.js';
import { type EndingParts, endUnstarted } from './ending.js';
import { requireOff } from './maintenance.js';
import { findVisible, noSuchOperation } from './operations.js';
import type { Runner } from './runner.js';
import { choicesOf, questionOf, sagaOf } from './saga.js';
import { approvalExpired } from './schedule.js';

export interface ApprovalsParts extends EndingParts, StandingSources {
  readonly security: TwoGateSecurity;
  readonly runner: Runner;
}

export class VenueApprovals {
  readonly #parts: ApprovalsParts;

  constructor(parts: ApprovalsParts) {
    this.#parts = parts;
  }

  /** By another clerk of rank 1 or 2, who has just stepped up. */
  async approve(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.#awaiting(caller, id, 'approveOperation');
    const { permission } = sagaOf(this.#parts.sagas, operation);
    requireFresh(caller.viewer);
    await this.#parts.security.requirePresence(caller, permission, 'approveOperation');
    const expired = approvalExpired(operation, this.#parts.clock.now());
    if (expired) throw expired;
    const to = operation.scheduledFor === undefined ? 'PENDING' : 'SCHEDULED';
    const approvedByName = caller.viewer.clerk.name;
    const act = { action: 'approveOperation', target: id, reason };
    await this.#parts.audit.auditedChange(actorOf(caller), act, async (stores) => {
      const { operations } = stores;
      if (to === 'PENDING') await admit(stores, this.#parts, operation);
      else await requireOff(stores.keyValues, this.#parts.clock);
      if (!(await operations.transition(id, ['AWAITING_APPROVAL'], to, { approvedByName })))
        throw new AppError('NOT_AWAITING_APPROVAL');
      await this.#parts.feed.sayWith(stores, id, `${approvedByName} approved it: ${reason}`);
    });
    this.#parts.feed.wake(id);
    if (to === 'PENDING') this.#parts.runner.submit(id);
    return this.#again(operation);
  }

  async reject(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.#awaiting(caller, id, 'rejectOperation');
    const by = { cancelReason: reason, cancelledByName: caller.viewer.clerk.name };
    const why = new AppError('OPERATION_REJECTED', {
      message: `${by.cancelledByName} rejected it: ${reason}`,
    });
    const act = { action: 'rejectOperation', target: id, reason };
    await this.#parts.audit.audited(actorOf(caller), act, async () => {
      if (!(await endUnstarted(this.#parts, operation, ['AWAITING_APPROVAL'], why, by)))
        throw new AppError('NOT_AWAITING_APPROVAL');
    });
    return this.#again(operation);
  }

  /** Who may do either now; undefined while it doesn't wait for that. */
  async approvers(operation: Operation): Promise<readonly ClerkRow[] | undefined> {
    if (operation.state !== 'AWAITING_APPROVAL') return undefined;
    const holders = await holdersOf(this.#parts, sagaOf(this.#parts.sagas, operation).permission);
    return holders.filter((holder) => maySecond(holder, operation)).map(({ clerk }) => clerk);
  }

  /** One of the failure's choices, by a clerk who has just stepped up. */
  async resolve(caller: Caller, id: string, choice: string, reason: string): Promise<Operation> {
    await this.#parts.security.requirePerson(caller, 'resolveOperation');
    const operation = await this.#visible(caller, id);
    await this.#requireKind(caller, operation, 'resolveOperation');
    const { permission } = sagaOf(this.#parts.sagas, operation);
    await this.#parts.security.requirePresence(caller, permission, 'resolveOperation');
    const known = choicesOf(sagaOf(this.#parts.sagas, operation)).some(({ name }) => name === choice);
    if (!known || !questionOf(operation)) throw new AppError('CHOICE_UNKNOWN');
    const act = { action: 'resolveOperation', target: id, reason: `${choice}: ${reason}` };
    await this.#parts.audit.auditedChange(actorOf(caller), act, async (stores) => {
      await choose(stores.operations, id, choice);
      const message = `${caller.viewer.clerk.name} chose "${choice}": ${reason}`;
      await this.#parts.feed.sayWith(stores, id, message);
    });
    this.#parts.feed.wake(id);
    this.#parts.runner.submit(id);
    await this.#parts.runner.settled(id, 1000);
    return this.#again(operation);
  }

  /** Waiting, and this caller may be its second person. */
  async #awaiting(caller: Caller, id: string, action: string): Promise<Operation> {
    await this.#parts.security.requirePerson(caller, action);
    const operation = await this.#visible(caller, id);
    if (operation.state !== 'AWAITING_APPROVAL') throw new AppError('NOT_AWAITING_APPROVAL');
    await this.#requireKind(caller, operation, action);
    if (!maySecond(caller.viewer, operation)) throw new AppError('SECOND_PERSON_NEEDED');
    return operation;
  }

  async #visible(caller: Caller, id: string): Promise<Operation> {
    const operation = await findVisible(this.#parts.state, caller.viewer, id);
    if (!operation) throw noSuchOperation();
    return operation;
  }

  async #requireKind(caller: Caller, operation: Operation, action: string): Promise<void> {
    const { permission } = sagaOf(this.#parts.sagas, operation);
    const gate = gateAgainst(caller.viewer, permission);
    if (gate) throw await this.#parts.security.refusal(caller, gate, permission, action);
  }

  async #again(operation: Operation): Promise<Operation> {
    return (await this.#parts.state.operations.find(operation.id)) ?? operation;
  }
}

/** Decisions of a person; each asks for the permission of the operation's kind. */
export type Approvals = Pick<VenueApprovals, 'approve' | 'reject' | 'approvers' | 'resolve'>;

/** Kept in its row, so that it is carried out also when it is being asked again just now, and after a restart. */
async function choose(operations: OperationStore, id: string, chosen: string): Promise<void> {
  const now = await operations.find(id);
  const isAsked = now !== undefined && !isTerminal(now.state) && questionOf(now) !== undefined;
  if (!isAsked || !(await operations.transition(id, [now.state], now.state, { chosen })))
    throw new AppError('CHOICE_UNKNOWN');
}
