/** Which operation holds a service now, and which one stopped it. Read with each read of the services. */

import { HOLDING } from '../operations/admission.js';
import { questionOf, type Sagas, sagaOf } from '../operations/saga.js';
import type { Clock, Log } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { Operation } from '../types/operation.js';
import type { HostService } from '../venue/host.js';

export interface ServiceOrder {
  readonly operationId: string;
  /** `Stop NetPOS` */
  readonly title: string;
  readonly byName: string;
  /** When it ended; of one that is under way, when it was asked for. */
  readonly at: Date;
  readonly reason: string | undefined;
}

export interface Ordered {
  /** No one else may change it until this has ended. */
  readonly heldBy: ServiceOrder | undefined;
  /** The holder moves it now, so that being stopped is a part of it; false where the holder needs it to run, or lets it be. */
  readonly isMoved: boolean;
  /** It was stopped before its holder began. */
  readonly wasDown: boolean;
  /** The last that was done to it left it stopped. */
  readonly stoppedBy: ServiceOrder | undefined;
}

export type Orders = (key: string) => Ordered;

export const NO_ORDER: Ordered = {
  heldBy: undefined,
  isMoved: false,
  wasDown: false,
  stoppedBy: undefined,
};
/** Who had a service stopped is among these, or no one remembers. */
const NEWEST = 100;

export interface OrdersParts {
  readonly state: StateDatabase;
  readonly sagas: Sagas;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Asked after services were checked from `checkedAt` on: what ended since then held them during that query, so that the middle of a
 * restart is never taken for a fault. None known while the state cannot be read.
 */
export async function readOrders(
  { state, sagas, clock, log }: OrdersParts,
  services: readonly HostService[],
  checkedAt: Date,
): Promise<Orders> {
  // While all of them run, no one asks who had one stopped.
  const isAnyAway = services.some(({ state }) => state !== 'Running' && state !== 'Missing');
  try {
    const [active, newest] = await Promise.all([
      state.operations.active(),
      isAnyAway ? state.operations.listAsStored({ first: NEWEST }) : [],
    ]);
    const now = clock.now();
    // What ended in the future, by a clock that was set back since, did not end during the query.
    const isSince = (at: Date | undefined) => at !== undefined && at > checkedAt && at <= now;
    const all = [...new Map([...newest, ...active].map((operation) => [operation.id, operation])).values()];
    const isGoingBack = (each: Operation) => each.failure !== undefined && !questionOf(each);
    const inSteps = active.filter((each) => sagas.get(each.kind)?.moves && !isGoingBack(each));
    const begun = inSteps.filter(({ startedAt }) => startedAt).map(({ id }) => id);
    const rows = begun.length > 0 ? await state.operations.steps(begun) : [];
    const during = rows.filter((row) => row.state === 'RUNNING' || isSince(row.finishedAt));
    const moved = new Map(
      inSteps.map((each) => {
        const own = during.filter(({ operationId }) => operationId === each.id).map(({ name }) => name);
        return [each.id, sagas.get(each.kind)?.moves?.(own)] as const;
      }),
    );
    return (key) => orderedOf(all, sagas, { key, isSince, moved });
  } catch (error) {
    log.debug({ err: error }, 'The holders of the services could not be read');
    return () => NO_ORDER;
  }
}

interface AskedOrder {
  readonly key: string;
  /** Whether that was during the query. */
  readonly isSince: (at: Date | undefined) => boolean;
  /** What the steps of these move, by operation; of the others, and in a rollback, all that is held may be moved. */
  readonly moved: ReadonlyMap<string, readonly string[] | undefined>;
}

/** `all`: the one that was stored last first. What leaves a service in a state begins as it is stored, and no two have it at once. */
function orderedOf(all: readonly Operation[], sagas: Sagas, { key, isSince, moved }: AskedOrder): Ordered {
  const concerned = all.filter(
    (each) => sagas.has(each.kind) && sagaOf(sagas, each).holds(each.input).includes(key),
  );
  const holder = concerned.find(({ state, finishedAt }) => HOLDING.includes(state) || isSince(finishedAt));
  const last = concerned.find((each) => each.state === 'SUCCEEDED' && leftBy(sagas, each, key) !== undefined);
  const saga = holder && sagaOf(sagas, holder);
  // Where its steps say what they move, that is said by them.
  const keptUp = holder && !saga?.moves && saga?.keepsUp?.(holder.input).includes(key);
  const isLeft = holder && moved.get(holder.id)?.includes(key) === false;
  const wasDown = holder !== undefined && saga?.foundDown?.(holder.input).includes(key) === true;
  const lets = keptUp || isLeft || wasDown;
  return {
    heldBy: holder && orderOf(sagas, holder, holder.createdAt),
    isMoved: holder !== undefined && holder.state !== 'NEEDS_ATTENTION' && !lets,
    wasDown,
    stoppedBy:
      last && leftBy(sagas, last, key) === 'stopped'
        ? orderOf(sagas, last, last.finishedAt ?? last.createdAt)
        : undefined,
  };
}

function orderOf(sagas: Sagas, operation: Operation, at: Date): ServiceOrder {
  return {
    operationId: operation.id,
    title: sagaOf(sagas, operation).title(operation.input),
    byName: operation.requestedByName,
    at,
    reason: operation.reason,
  };
}

function leftBy(sagas: Sagas, operation: Operation, key: string): 'running' | 'stopped' | undefined {
  return sagaOf(sagas, operation).leaves?.(operation.input)[key];
}
