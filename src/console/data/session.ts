/** How it ended, for the person: by their own hand, at the server, or because nobody used the page. */
export type Ending = 'byClerk' | 'elsewhere' | 'idle';

/** The token, in this tab's sessionStorage and nowhere else. */
export interface Session {
  /** Undefined: nobody is signed in. */
  token(): string | undefined;
  /** A sign-in or a step-up: the old token has ended by now. */
  replace(token: string): void;
  /** `why` is said on the sign-in page. */
  end(why?: Ending): void;
  why(): Ending | undefined;
  subscribe(listener: () => void): () => void;
}

const KEY = 'venue-control.token';

export function createSession(storage: Storage): Session {
  const listeners = new Set<() => void>();
  let reason: Ending | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return {
    token: () => storage.getItem(KEY) ?? undefined,
    replace(token) {
      storage.setItem(KEY, token);
      reason = undefined;
      tell();
    },
    end(why) {
      if (storage.getItem(KEY) === null) return;
      storage.removeItem(KEY);
      reason = why;
      tell();
    },
    why: () => reason,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
