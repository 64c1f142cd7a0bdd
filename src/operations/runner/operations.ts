/** Looking at operations, following one, cancelling one. */
import { AppError } from '../../errors.js';
import { gateAgainst, type TwoGateSecurity } from '../clerks/clerk-security.js';
import type { Caller, Viewer } from '../clerks/viewer.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { OperationState } from '../words/operation.js';
import {
  isTerminal,
  type Operation,
  type OperationEvent,
  type OperationKind,
  type OperationStep,
} from '../words/operation.js';
import { Permission } from '../words/permissions.js';
import type { EventFeed } from './event-feed.js';
import type { Runner } from './runner.js';
import { summaryOf } from './summary.js';

export interface OperationPage {
  readonly operations: readonly Operation[];
  readonly hasNextPage: boolean;
}

export interface Operations {
  /** Undefined when there is none *or* the viewer may not see it: started by the viewer, or the viewer holds SERVICES_VIEW. */
  find(viewer: Viewer, id: string): Promise<Operation | undefined>;
  list(
    viewer: Viewer,
    query: {
      first: number;
      after?: { createdAt: Date; id: string };
      kinds?: readonly OperationKind[];
      states?: readonly OperationState[];
    },
  ): Promise<OperationPage>;
  steps(operationIds: readonly string[]): Promise<readonly OperationStep[]>;
  events(operationId: string, after: number, first: number): Promise<readonly OperationEvent[]>;
  /** One sentence for the shift manager. */
  summary(operation: Operation, steps: readonly OperationStep[]): string;
  /** Asks for the permission of the operation's kind, or that the caller started it. */
  cancel(caller: Caller, id: string, reason: string): Promise<Operation>;
  /** Recorded events after `after` first, then live ones, until the operation is over; none lost, none twice. */
  follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<OperationEvent>;
}

/** What cancelling, approving and resolving ask for. */
export const PERMISSION_OF: Readonly<Record<OperationKind, Permission>> = {
  ONBOARD: Permission.CLOUD_CONNECTIVITY_ONBOARD,
  RESYNC: Permission.CLOUD_CONNECTIVITY_ONBOARD,
  ACTIVATE_LOCATIONS: Permission.CLOUD_CONNECTIVITY_LOCATIONS,
  SERVICE_CONTROL: Permission.SERVICES_CONTROL,
};

export interface OperationsParts {
  readonly state: StateDatabase;
  readonly security: TwoGateSecurity;
  readonly runner: Runner;
  readonly feed: EventFeed;
  readonly clock: Clock;
}

export class VenueOperations implements Operations {
  readonly #parts: OperationsParts;

  constructor(parts: OperationsParts) {
    this.#parts = parts;
  }

  async find(viewer: Viewer, id: string): Promise<Operation | undefined> {
    return findVisible(this.#parts.state, viewer, id);
  }

  async list(viewer: Viewer, query: Parameters<Operations['list']>[1]): Promise<OperationPage> {
    const seesAll = gateAgainst(viewer, Permission.SERVICES_VIEW) === undefined;
    const rows = await this.#parts.state.operations.list({
      ...query,
      ...(seesAll ? {} : { requestedById: viewer.clerk.id }),
    });
    return { operations: rows.slice(0, query.first), hasNextPage: rows.length > query.first };
  }

  steps(operationIds: readonly string[]): Promise<readonly OperationStep[]> {
    return this.#parts.state.operations.steps(operationIds);
  }

  events(operationId: string, after: number, first: number): Promise<readonly OperationEvent[]> {
    return this.#parts.state.operations.events(operationId, after, first);
  }

  summary(operation: Operation, steps: readonly OperationStep[]): string {
    return summaryOf(operation, steps);
  }

  async cancel(caller: Caller, id: string, reason: string): Promise<Operation> {
    const operation = await this.find(caller.viewer, id);
    if (!operation)
      throw new AppError('NOT_FOUND', { message: 'There is no such operation, or you may not see it.' });
    await this.#requireMayCancel(caller, operation);
    if (isTerminal(operation.state)) throw new AppError('OPERATION_OVER');
    if (operation.state === 'NEEDS_ATTENTION') throw new AppError('REDEMPTION_OUTCOME_UNKNOWN');
    await this.#audit(caller, operation, reason);
    const by = { cancelReason: reason, cancelledByName: caller.viewer.clerk.name };
    const { operations } = this.#parts.state;
    const ended = await operations.transition(
      id,
      ['PENDING', 'SCHEDULED', 'AWAITING_APPROVAL'],
      'CANCELLED',
      {
        ...by,
        finishedAt: this.#parts.clock.now(),
        failure: neverBegun(),
      },
    );
    if (!ended) await this.#cancelRunning(id, by);
    this.#parts.feed.wake(id);
    return (await operations.find(id)) ?? operation;
  }

  /** The runner is told before anything is said, by whoever comes second too: no step ends well behind an accepted cancel. */
  async #cancelRunning(id: string, by: { cancelReason: string; cancelledByName: string }): Promise<void> {
    const { state, runner, feed } = this.#parts;
    const isFirst = await state.operations.transition(id, ['RUNNING'], 'CANCELLING', by);
    if (isFirst || (await state.operations.find(id))?.state === 'CANCELLING') runner.cancel(id);
    if (!isFirst) return;
    await feed.record({
      operationId: id,
      step: undefined,
      level: 'WARNING',
      percent: undefined,
      message: `${by.cancelledByName} cancelled it: ${by.cancelReason}`,
    });
  }

  follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<OperationEvent> {
    return this.#parts.feed.follow(operationId, after, signal);
  }

  /** Holding the kind's permission; whoever started it must still hold it too. */
  async #requireMayCancel(caller: Caller, operation: Operation): Promise<void> {
    const permission = PERMISSION_OF[operation.kind];
    const gate = gateAgainst(caller.viewer, permission);
    if (gate) throw await this.#parts.security.refusal(caller, gate, permission, 'cancelOperation');
  }

  async #audit(caller: Caller, operation: Operation, reason: string): Promise<void> {
    const { clerk } = caller.viewer;
    await this.#parts.state.audit.append({
      at: this.#parts.clock.now(),
      clerkId: clerk.id,
      clerkName: clerk.name,
      action: 'cancelOperation',
      target: operation.id,
      outcome: 'INTENDED',
      reason,
      correlationId: caller.correlationId,
    });
  }
}

/** Undefined when there is none, or the viewer may not see it. */
export async function findVisible(
  state: StateDatabase,
  viewer: Viewer,
  id: string,
): Promise<Operation | undefined> {
  const operation = await state.operations.find(id);
  return operation && maySee(viewer, operation) ? operation : undefined;
}

function maySee(viewer: Viewer, operation: Operation): boolean {
  return (
    operation.requestedById === viewer.clerk.id || gateAgainst(viewer, Permission.SERVICES_VIEW) === undefined
  );
}

function neverBegun() {
  const { code, message, remedy } = new AppError('OPERATION_CANCELLED', {
    remedy: 'It had not begun: nothing was changed.',
  });
  return { code, message, cause: undefined, remedy, restored: [], notRestored: [], trail: [], choices: [] };
}
