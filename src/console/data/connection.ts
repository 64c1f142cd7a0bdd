/** Whether the server answers. The socket notices first; a failed request says so too. */
export interface Connection {
  /** Since when it doesn't answer, in milliseconds; undefined while it does. */
  lostSince(): number | undefined;
  /** Counts the times it was found again: whatever is shown is asked for anew. */
  epoch(): number;
  lost(): void;
  found(): void;
  subscribe(listener: () => void): () => void;
}

export function createConnection(now: () => number = Date.now): Connection {
  const listeners = new Set<() => void>();
  let since: number | undefined;
  let epoch = 0;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    lostSince: () => since,
    epoch: () => epoch,
    lost() {
      if (since !== undefined) return;
      since = now();
      tell();
    },
    found() {
      if (since === undefined) return;
      since = undefined;
      epoch += 1;
      tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
