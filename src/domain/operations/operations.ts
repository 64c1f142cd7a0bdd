/** Reads, follows and cancels operations for the API. */
import { AppError, isErrorCode } from '../../errors/errors.js';
import { actorOf } from '../audit/trail.js';
import type { TwoGateSecurity } from '../permissions/clerk-security.js';
import { gateAgainst } from '../permissions/rules.js';
import type { OperationQuery } from '../ports/operation-store.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Caller, Viewer } from '../request/viewer.js';
import { isOfMetricsAlone } from '../types/api-token.js';
import {
  type FollowedEvent,
  isTerminal,
  OPERATION_STATES,
  type Operation,
  type OperationEvent,
  type OperationStep,
} from '../types/operation.js';
import { Permission } from '../types/permissions.js';
import { type EndingParts, endUnstarted } from './ending.js';
import type { Runner } from './runner.js';
import { sagaOf } from './saga.js';
import { type SeenOperation, seenBy } from './seen-operation.js';
import { summaryOf } from './summary.js';

export interface OperationPage {
  readonly operations: readonly Operation[];
  readonly hasNextPage: boolean;
}

export interface OperationsParts extends EndingParts {
  readonly security: TwoGateSecurity;
  readonly runner: Runner;
}

export type OperationFilter = Omit<OperationQuery, 'notOverBefore'>;

/**
 * How many that are not over a follower of all gets first: one holds the venue, each service has one, others
 * wait.
 */
const FIRST_CHANGES = 100;

export class VenueOperations {
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  /** Undefined when there is none *or* the viewer may not see it: started by the viewer, or the viewer holds SERVICES_VIEW. */
  async find(viewer: Viewer, id: string): Promise<Operation | undefined> {
    return findVisible(this.#parts.state, viewer, id);
  }

  /** Rejects with FORBIDDEN once the caller may not see it any more: asked for each event of one that is followed. */
  async requireVisible(caller: Caller, operation: Operation): Promise<void> {
    const gate = gateToSee(caller.viewer, operation);
    if (gate) throw await this.#parts.security.refusal(caller, gate, Permission.SERVICES_VIEW);
  }

  async list(
    viewer: Viewer,
    query: OperationFilter & { first: number; after?: { createdAt: Date; id: string } },
  ): Promise<OperationPage> {
    const visible = visibleTo(viewer, query);
    if (!visible) return { operations: [], hasNextPage: false };
    const rows = await this.#parts.state.operations.list({ ...query, ...visible });
    return { operations: rows.slice(0, query.first), hasNextPage: rows.length > query.first };
  }

  /** How many of them the viewer may see. */
  async count(viewer: Viewer, filter: OperationFilter): Promise<number> {
    const visible = visibleTo(viewer, filter);
    return visible ? this.#parts.state.operations.count({ ...filter, ...visible }) : 0;
  }

  steps(operationIds: readonly string[]): Promise<readonly OperationStep[]> {
    return this.#parts.state.operations.steps(operationIds);
  }

  events(operationId: string, after: number, first: number): Promise<readonly OperationEvent[]> {
    return this.#parts.state.operations.events(operationId, after, first);
  }

  /** What was asked for, as a button says it, with every name in it. */
  title(operation: Operation): string {
    return sagaOf(this.#parts.sagas, operation).title(operation.input);
  }

  /** One sentence for the shift manager, with every name in it. */
  summary(operation: Operation, steps: readonly OperationStep[]): string {
    return summaryOf(sagaOf(this.#parts.sagas, operation), operation, steps);
  }

  /** How this viewer reads it. */
  seenBy(viewer: Viewer, operation: Operation): SeenOperation {
    const concerned = sagaOf(this.#parts.sagas, operation).concerns?.(operation.input) ?? [];
    return seenBy(viewer, operation, concerned);
  }

  /** Asks for the permission of the operation's kind, or that the caller started it. */
  async cancel(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.find(caller.viewer, id);
    if (!operation) throw noSuchOperation();
    await this.#requireMayCancel(caller, operation);
    if (isTerminal(operation.state)) throw new AppError('OPERATION_OVER');
    if (operation.state === 'NEEDS_ATTENTION') throw stillAsked(operation);
    const act = { action: 'cancelOperation', target: id, reason };
    await this.#parts.audit.audited(actorOf(caller), act, () => this.#cancel(operation, caller, reason));
    this.#parts.feed.wake(id);
    return (await this.#parts.state.operations.find(id)) ?? operation;
  }

  async #cancel(operation: Operation, caller: Caller, reason: string): Promise<void> {
    const by = { cancelReason: reason, cancelledByName: caller.viewer.clerk.name };
    const message = `${by.cancelledByName} cancelled it: ${reason}`;
    const why = new AppError('OPERATION_CANCELLED', {
      remedy: 'Start it again if it is still needed. It had not started, so nothing was changed.',
    });
    const unbegun = ['PENDING', 'SCHEDULED', 'AWAITING_APPROVAL'] as const;
    if (await endUnstarted(this.#parts, operation, unbegun, why, { ...by, message })) return;
    await this.#cancelRunning(operation.id, by, message);
  }

  /** The runner is notified before the response, by the second caller too: no step ends well behind an accepted cancel. */
  async #cancelRunning(
    id: string,
    by: { cancelReason: string; cancelledByName: string },
    message: string,
  ): Promise<void> {
    const { state, runner, feed } = this.#parts;
    const isFirst = await state.transaction(async (stores) => {
      const held = await stores.operations.transition(id, ['RUNNING'], 'CANCELLING', by);
      if (held) await feed.sayWith(stores, id, message, 'WARNING');
      return held;
    });
    if (!isFirst) {
      const now = await state.operations.find(id);
      if (now?.state === 'RUNNING') return this.#cancelRunning(id, by, message);
      requireCancelling(now);
    }
    runner.cancel(id);
  }

  /** Recorded events after `after` first, then live ones, until the operation is over; none lost, none twice. */
  follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<FollowedEvent> {
    return this.#parts.feed.follow(operationId, after, signal);
  }

  /**
   * First each operation that is not over, then each one when it changes, until `signal` aborts; those that
   * the viewer may see.
   */
  async *changes(viewer: Viewer, signal: AbortSignal): AsyncIterable<Operation> {
    const active = async () => {
      const query = { first: FIRST_CHANGES, states: OPERATION_STATES.filter((state) => !isTerminal(state)) };
      return (await this.list(viewer, query)).operations.map(({ id }) => id);
    };
    for await (const id of this.#parts.feed.changes(active, signal)) {
      const operation = await this.find(viewer, id);
      if (operation) yield operation;
    }
  }

  /** Holding the kind's permission; anyone who started it must still hold it too. */
  async #requireMayCancel(caller: Caller, operation: Operation): Promise<void> {
    const { permission } = sagaOf(this.#parts.sagas, operation);
    const gate = gateAgainst(caller.viewer, permission);
    if (gate) throw await this.#parts.security.refusal(caller, gate, permission, 'cancelOperation');
  }
}

export type Operations = Pick<
  VenueOperations,
  | 'find'
  | 'requireVisible'
  | 'list'
  | 'count'
  | 'steps'
  | 'events'
  | 'seenBy'
  | 'title'
  | 'summary'
  | 'cancel'
  | 'follow'
  | 'changes'
>;

/** Undefined when there is none, or the viewer may not see it. */
export async function findVisible(
  state: StateDatabase,
  viewer: Viewer,
  id: string,
): Promise<Operation | undefined> {
  const operation = await state.operations.find(id);
  return operation && gateToSee(viewer, operation) === undefined ? operation : undefined;
}

export function noSuchOperation(): AppError {
  return new AppError('NOT_FOUND', {
    message: 'The operation does not exist, or you have no access to it.',
    remedy: 'List the operations and use an ID from the list.',
  });
}

/** Anyone who started it sees it; everyone else needs SERVICES_VIEW. */
function gateToSee(viewer: Viewer, operation: Operation): ReturnType<typeof gateAgainst> {
  return operation.requestedById === viewer.clerk.id && !isCollector(viewer)
    ? undefined
    : gateAgainst(viewer, Permission.SERVICES_VIEW);
}

/** Its token lies in the settings of another program for a year. */
function isCollector({ token }: Viewer): boolean {
  return token !== undefined && isOfMetricsAlone(token.permissions);
}

/** What has ended, or has come to ask a person, in the moment of the cancel was not cancelled, and no one is informed that it was. */
function requireCancelling(now: Operation | undefined): void {
  if (now?.state === 'NEEDS_ATTENTION') throw stillAsked(now);
  if (now?.state !== 'CANCELLING') throw new AppError('OPERATION_OVER');
}

/** It is unknown what a cancel would have to restore: what is asked of a person comes first. */
function stillAsked({ failure }: Operation): AppError {
  const code = isErrorCode(failure?.code) ? failure.code : 'OPERATION_OVER';
  return new AppError(code);
}

/** Everyone's, or the viewer's own; undefined: none. */
function visibleTo(
  viewer: Viewer,
  { requestedById }: OperationFilter,
): Pick<OperationFilter, 'requestedById'> | undefined {
  if (gateAgainst(viewer, Permission.SERVICES_VIEW) === undefined) return {};
  const isOthers = ![undefined, viewer.clerk.id].includes(requestedById);
  return isOthers || isCollector(viewer) ? undefined : { requestedById: viewer.clerk.id };
}
