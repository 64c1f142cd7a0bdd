/** How it ended, for the person: by their own hand, at the server, or because no one used the page. */
export type Ending = 'byClerk' | 'elsewhere' | 'idle';

/** The token, in this tab's sessionStorage and nowhere else. */
export interface Session {
  /** Undefined: no clerk is signed in. */
  token(): string | undefined;
  /** A sign-in or a step-up: the old token has ended by now. */
  replace(token: string): void;
  /** `why` is said on the sign-in page. */
  end(why?: Ending): void;
  why(): Ending | undefined;
  subscribe(listener: () => void): () => void;
}

const KEY = 'venue-control.token';

/** Between the pages of this browser; nothing of it is kept. */
export type OtherPages = Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>;

export function otherPages(): OtherPages {
  return new BroadcastChannel(KEY);
}

/** A page that was opened from another has the same session: a step-up in one of them, which ends the token, hands the new one to the other. */
export function createSession(storage: Storage, others?: OtherPages): Session {
  const listeners = new Set<() => void>();
  let reason: Ending | undefined;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  others?.addEventListener('message', ({ data: { was, is } }) => {
    if (storage.getItem(KEY) !== was) return;
    storage.setItem(KEY, is);
    tell();
  });
  return {
    token: () => storage.getItem(KEY) ?? undefined,
    replace(token) {
      const was = storage.getItem(KEY);
      storage.setItem(KEY, token);
      if (was !== null) others?.postMessage({ was, is: token });
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
