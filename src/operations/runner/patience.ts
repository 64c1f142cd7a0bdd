/**
 * A state database that can't be written for a while (another program locks it, the disk is full) delays what runs and decides nothing:
 * its writes are tried again while the work goes on. Past the site's limit the operation is let go of as a restart would, and taken up again.
 */
import type { Clock, Log } from '../ports/machine.js';
import { isStateAway, type StateDatabase, type StateStores } from '../ports/state-database.js';

const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 2000;

export interface PatienceParts {
  readonly clock: Clock;
  readonly log: Log;
  /** How long one write is tried. */
  readonly limitMs: number;
}

/** Tries again what failed by an outage of the state database, until the limit or until `signal` aborts. Work must do no harm when done twice. */
export async function patiently<T>(
  { clock, log, limitMs }: PatienceParts,
  work: () => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  const since = clock.workMs();
  for (let wait = FIRST_WAIT_MS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MS)) {
    try {
      return await work();
    } catch (error) {
      const isOver = signal?.aborted || clock.workMs() - since >= limitMs;
      if (!isStateAway(error) || isOver) throw error;
      if (wait === FIRST_WAIT_MS) log.warn({ err: error }, 'The state database is away; trying again');
    }
    await clock.sleep(wait, signal);
  }
}

/** The same database, patient in every store and in transactions, whose work may therefore run more than once. */
export function patientState(
  state: StateDatabase,
  parts: PatienceParts,
  signal?: AbortSignal,
): StateDatabase {
  const store = <Name extends keyof StateStores>(name: Name): StateStores[Name] =>
    new Proxy(state[name], {
      get(target, method) {
        const plain = Reflect.get(target, method);
        if (typeof plain !== 'function') return plain;
        return (...args: unknown[]) => patiently(parts, () => plain.apply(target, args), signal);
      },
    });
  return {
    operations: store('operations'),
    audit: store('audit'),
    plans: store('plans'),
    sessions: store('sessions'),
    pins: store('pins'),
    apiTokens: store('apiTokens'),
    transaction: (work) => patiently(parts, () => state.transaction(work), signal),
  };
}
