/** What the newest run brought, and when: of a query its answer's time and size, of a subscription every event. */
export interface Arrival {
  /** Counts from 1. */
  readonly number: number;
  /** In milliseconds. */
  readonly at: number;
  /** In bytes of UTF-8, as JSON. */
  readonly size: number;
  readonly text: string;
}

export interface Run {
  readonly kind: 'answer' | 'events';
  /** Of the operation, where it has one. */
  readonly name: string | undefined;
  readonly startedAt: number;
  /** The newest ones, oldest first. */
  readonly arrivals: readonly Arrival[];
  /** Of HTTP, once it answered. */
  readonly status?: number;
  /** Undefined while it continues. */
  readonly endedAt?: number;
  /** Why it ended. */
  readonly ending?: string;
}

export interface Journal {
  newest(): Run | undefined;
  /** Another run has its own place: what comes late for this one is not reported any more. */
  begin(kind: Run['kind'], name: string | undefined): RunWriter;
  subscribe(listener: () => void): () => void;
}

export interface RunWriter {
  arrived(text: string): void;
  ended(ending: string, status?: number): void;
}

/** Older ones are dropped: a page that follows for hours must not grow for hours. */
export const MOST_ARRIVALS = 500;

export function createJournal(now: () => number = Date.now): Journal {
  const listeners = new Set<() => void>();
  let newest: Run | undefined;
  return {
    newest: () => newest,
    begin(kind, name) {
      let run: Run = { kind, name, startedAt: now(), arrivals: [] };
      let count = 0;
      const tell = (changed: Run) => {
        if (newest !== run) return;
        newest = run = changed;
        for (const listener of listeners) listener();
      };
      newest = run;
      tell(run);
      return {
        arrived(text) {
          count += 1;
          const size = new TextEncoder().encode(text).length;
          const arrival = { number: count, at: now(), size, text };
          tell({ ...run, arrivals: [...run.arrivals, arrival].slice(-MOST_ARRIVALS) });
        },
        ended(ending, status) {
          if (run.endedAt !== undefined) return;
          tell({ ...run, endedAt: now(), ending, ...(status !== undefined && { status }) });
        },
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
