/** A state whose administrator hears of what can't wait for somebody to look: of what was committed, never of what was rolled back. */
import type { AuditRecord } from '../ports/audit-log.js';
import type { Alerts } from '../ports/machine.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import { ALERTS, type Alert } from '../words/alerts.js';
import type { Operation, OperationFailure, OperationState } from '../words/operation.js';

/** `question`: of an operation that waits for a person, which is asked once, however often somebody looks again whether it still waits. */
interface Question {
  readonly id: string;
  readonly code: string | undefined;
}

type Raise = (alert: Alert, text: string, question?: Question) => void;

const BAD_ENDS: Partial<Record<OperationState, Alert>> = {
  FAILED: ALERTS.OPERATION_FAILED,
  NEEDS_ATTENTION: ALERTS.OPERATION_NEEDS_ATTENTION,
};

export function alertingState<State extends StateDatabase>(state: State, alerts: Alerts): State {
  const raise = onceAQuestion(alerts);
  return {
    ...state,
    ...watched(state, raise),
    async transaction<T>(work: (stores: StateStores) => Promise<T>): Promise<T> {
      const raised: Parameters<Raise>[] = [];
      const result = await state.transaction((stores) => {
        // Work may be taken again from its beginning.
        raised.length = 0;
        return work({ ...stores, ...watched(stores, (...alert) => void raised.push(alert)) });
      });
      for (const alert of raised) raise(...alert);
      return result;
    },
  };
}

/** A few at a time: an operation that waits keeps its place, and others of its kind out. */
function onceAQuestion(alerts: Alerts): Raise {
  const asked = new Map<string, string | undefined>();
  return (alert, text, question) => {
    if (question) {
      if (asked.has(question.id) && asked.get(question.id) === question.code) return;
      asked.delete(question.id);
      asked.set(question.id, question.code);
      const [oldest] = asked.keys();
      if (oldest !== undefined && asked.size > QUESTIONS) asked.delete(oldest);
    }
    alerts.raise(alert, text);
  };
}

const QUESTIONS = 100;

function watched(
  { operations, audit }: StateStores,
  raise: Raise,
): Pick<StateStores, 'operations' | 'audit'> {
  return {
    // Over what is there, and no copy of it.
    operations: over(operations, {
      async transition(id, from, to, patch, attempt) {
        const isMoved = await operations.transition(id, from, to, patch, attempt);
        const alert = BAD_ENDS[to];
        if (!isMoved || !alert) return isMoved;
        // What has moved has moved, also where it can't be looked at right now.
        const operation = await operations.find(id).catch(() => undefined);
        const question = to === 'NEEDS_ATTENTION' ? { id, code: patch?.failure?.code } : undefined;
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

/** Names and reasons that somebody typed stay where the audit has them. */
function inWords(
  operation: Operation | undefined,
  id: string,
  failure: OperationFailure | null | undefined,
): string {
  const what = `Operation ${id}${operation ? ` (${operation.kind})` : ''}`;
  const why = failure ? `: ${failure.code}` : '';
  return failure?.choices?.length
    ? `${what} waits for a person to decide${why}. Open it in the console: it says what is known, and what there is to choose from.`
    : `${what} did not go through${why}. Open it in the console: it says what was put back, what was not, and what to do.`;
}

/** A row that only counts how often it was tried since tells nothing new. */
function isLockOut({ action, outcome, reason, detail }: AuditRecord): boolean {
  if (detail?.['repeated'] !== undefined) return false;
  return ['signIn', 'stepUp', 'changePin'].includes(action) && outcome === 'DENIED' && reason === 'locked';
}

function lockedInWords({ clerkId, action }: AuditRecord): string {
  const who = clerkId === undefined ? 'An ID that no clerk has' : `Clerk ${clerkId}`;
  return `${who} is locked after too many wrong PINs (${action}). If nobody of this venue tried, somebody guesses; if it was the clerk, "venue-control clerk unlock" on the server lets them in at once.`;
}
