/**
 * Wraps the state database: logs how operations begin and end, and raises event-log alerts for what an administrator must see at once. Only
 * for what was committed.
 */
import type { AuditRecord } from '../ports/audit-log.js';
import type { EventLogAlerts, Log } from '../ports/machine.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import { ALERTS, type Alert } from '../types/alerts.js';
import type { Operation, OperationFailure, OperationState } from '../types/operation.js';
import { type MovedOperation, PUBLISHED } from '../types/traces.js';

/** `question`: of an operation that waits for a person, which is asked once, however often someone checks again whether it still waits. */
interface Question {
  readonly id: string;
  readonly code: string | undefined;
  readonly tell: () => void;
}

type Raise = (alert: Alert, text: string, question?: Question) => void;

const BAD_ENDS: Partial<Record<OperationState, Alert>> = {
  FAILED: ALERTS.OPERATION_FAILED,
  NEEDS_ATTENTION: ALERTS.OPERATION_NEEDS_ATTENTION,
};

/** `alerts`: undefined where no alert is raised. */
export function alertingState<State extends StateDatabase>(
  state: State,
  { alerts, log }: { readonly alerts?: EventLogAlerts | undefined; readonly log: Log },
): State {
  const raise = onceAQuestion(alerts);
  const tell: Tell = (...line) => logMove(log, ...line);
  return {
    ...state,
    ...watched(state, { raise, tell }),
    async transaction<T>(work: (stores: StateStores) => Promise<T>): Promise<T> {
      const later: (() => void)[] = [];
      const result = await state.transaction((stores) => {
        // Work may be taken again from its beginning.
        later.length = 0;
        const heard = watched(stores, {
          raise: (...alert) => void later.push(() => raise(...alert)),
          tell: (...line) => void later.push(() => tell(...line)),
        });
        return work({ ...stores, ...heard });
      });
      for (const each of later) each();
      return result;
    },
  };
}

/** An operation that this server took up, or that went into another state. */
type Tell = (operation: Operation | undefined, id: string, to: OperationState, code?: string) => void;

function logMove(log: Log, operation: Operation | undefined, id: string, to: OperationState, code?: string) {
  const { kind, correlationId, attempt } = operation ?? {};
  publish(operation, to);
  const fields = { operationId: id, kind, correlationId, attempt, state: to, ...(code ? { code } : {}) };
  if (to === 'RUNNING') log.info(fields, attempt === 1 ? 'Operation begun' : 'Operation taken up');
  else if (to === 'FAILED' || to === 'NEEDS_ATTENTION') log.warn(fields, MOVES[to]);
  else if (Object.hasOwn(MOVES, to)) log.info(fields, MOVES[to as keyof typeof MOVES]);
}

function publish(operation: Operation | undefined, state: OperationState): void {
  if (!operation || !PUBLISHED.moved.hasSubscribers) return;
  const { id: operationId, kind, startedAt, finishedAt } = operation;
  const seconds = startedAt && finishedAt && (finishedAt.getTime() - startedAt.getTime()) / 1000;
  const moved: MovedOperation = { operationId, kind, state, seconds };
  PUBLISHED.moved.publish(moved);
}

const MOVES = {
  SUCCEEDED: 'Operation ended',
  FAILED: 'Operation ended',
  CANCELLED: 'Operation ended',
  NEEDS_ATTENTION: 'Operation needs attention',
} as const;

/** A few at a time: an operation that waits keeps its place, and others of its kind out. */
function onceAQuestion(alerts: EventLogAlerts | undefined): Raise {
  const asked = new Map<string, string | undefined>();
  return (alert, text, question) => {
    if (question) {
      if (asked.has(question.id) && asked.get(question.id) === question.code) return;
      asked.delete(question.id);
      asked.set(question.id, question.code);
      const [oldest] = asked.keys();
      if (oldest !== undefined && asked.size > QUESTIONS) asked.delete(oldest);
      question.tell();
    }
    alerts?.raise(alert, text);
  };
}

const QUESTIONS = 100;

function watched(
  { operations, audit }: StateStores,
  { raise, tell }: { readonly raise: Raise; readonly tell: Tell },
): Pick<StateStores, 'operations' | 'audit'> {
  return {
    // Over what is there, and no copy of it.
    operations: over(operations, {
      async claim(id, ...how) {
        const claimed = await operations.claim(id, ...how);
        // An operation with a failure is rolling back, or its decision is read again: that is no start.
        if (claimed && !claimed.failure) tell(claimed, id, 'RUNNING');
        return claimed;
      },
      async transition(id, from, to, patch, attempt) {
        const isMoved = await operations.transition(id, from, to, patch, attempt);
        if (!isMoved || !Object.hasOwn(MOVES, to)) return isMoved;
        // What has moved has moved, also where it can't be checked right now.
        const operation = await operations.find(id).catch(() => undefined);
        const move = () => tell(operation, id, to, patch?.failure?.code);
        if (to !== 'NEEDS_ATTENTION') move();
        const alert = BAD_ENDS[to];
        if (!alert) return isMoved;
        const question =
          to === 'NEEDS_ATTENTION' ? { id, code: patch?.failure?.code, tell: move } : undefined;
        raise(alert, inWords(operation, id, patch?.failure), question);
        return isMoved;
      },
    }),
    audit: over(audit, {
      async append(record) {
        await audit.append(record);
        if (isLockOut(record)) raise(ALERTS.SIGN_IN_LOCKED, lockedInWords(record));
      },
    }),
  };
}

function over<Store extends object>(store: Store, own: Partial<Store>): Store {
  return new Proxy(store, {
    get: (target, name) => Reflect.get(Object.hasOwn(own, name) ? own : target, name),
  });
}

/** Names and reasons that someone typed stay where the audit has them. */
function inWords(
  operation: Operation | undefined,
  id: string,
  failure: OperationFailure | null | undefined,
): string {
  const what = `Operation ${id}${operation ? ` (${operation.kind})` : ''}`;
  const why = failure ? `: ${failure.code}` : '';
  return failure?.choices?.length
    ? `${what} waits for a decision${why}. Open it in the console to see the facts and the choices.`
    : `${what} failed${why}. Open it in the console to see what was rolled back, what was not, and what to do.`;
}

/** A row that only counts how often it was tried since reveals nothing new. */
function isLockOut({ action, outcome, reason, detail }: AuditRecord): boolean {
  if (detail?.['repeated'] !== undefined) return false;
  return ['signIn', 'stepUp', 'changePin'].includes(action) && outcome === 'DENIED' && reason === 'locked';
}

function lockedInWords({ clerkId, action }: AuditRecord): string {
  const who = clerkId === undefined ? 'An unknown clerk ID' : `Clerk ${clerkId}`;
  return `${who} is locked after too many wrong PINs (${action}). If it was not the clerk, someone may be guessing PINs. If it was, run "venue-control clerk unlock" on the server.`;
}
