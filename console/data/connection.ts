import { pause } from './request';

/**
 * Whether the server answers. One request that fails is a doubt: the server is asked, and only when it doesn't answer that twice it
 * is lost. Anything that answers, on whatever way, ends both.
 */
export interface Connection {
  /** Since when it doesn't answer, in milliseconds; undefined while it does. */
  lostSince(): number | undefined;
  /** Counts the times it was found again: whatever is shown is asked for again. */
  epoch(): number;
  /** The socket is open: what changes is pushed. */
  isPushed(): boolean;
  answered(): void;
  failed(): void;
  socketOpened(): void;
  socketClosed(): void;
  /** Nothing is asked any more. */
  end(): void;
  subscribe(listener: () => void): () => void;
}

export interface ConnectionParts {
  /** Asks the server something small; false when no answer came. */
  readonly ask: () => Promise<boolean>;
  readonly wait?: (milliseconds: number) => Promise<void>;
  readonly now?: () => number;
}

/** Longest time between two questions, in milliseconds. */
const PATIENCE = 4_000;

export function createConnection({ ask, wait = pause, now = Date.now }: ConnectionParts): Connection {
  const listeners = new Set<() => void>();
  let doubtSince: number | undefined;
  let lostSince: number | undefined;
  let epoch = 0;
  let pushed = false;
  let asking = false;
  let ended = false;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  const answered = () => {
    doubtSince = undefined;
    if (lostSince === undefined) return;
    lostSince = undefined;
    epoch += 1;
    tell();
  };
  /** Asks until something answers: this question, or anything else meanwhile. */
  const findOut = async () => {
    for (let tries = 0; doubtSince !== undefined && !ended; tries++) {
      if (await ask()) return answered();
      if (tries > 0 && lostSince === undefined && doubtSince !== undefined) {
        lostSince = doubtSince;
        tell();
      }
      await wait(Math.min(PATIENCE, 250 * 2 ** tries));
    }
  };
  const failed = () => {
    doubtSince ??= now();
    if (asking || ended) return;
    asking = true;
    void findOut().finally(() => {
      asking = false;
    });
  };
  const setPushed = (is: boolean) => {
    if (pushed === is) return;
    pushed = is;
    tell();
  };
  return {
    lostSince: () => lostSince,
    epoch: () => epoch,
    isPushed: () => pushed,
    answered,
    failed,
    socketOpened() {
      answered();
      setPushed(true);
    },
    socketClosed() {
      setPushed(false);
      failed();
    },
    end() {
      ended = true;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
