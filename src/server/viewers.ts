/**
 * Who a token belongs to now. Anyone who shows the same token in one turn of the event loop shares one lookup, over HTTP and over sockets; nothing is
 * kept after that, so that a clerk who is disabled or loses a permission, by whatever program, is refused at once.
 */

import type { Viewer } from '../domain/request/viewer.js';
import { TickCoalescer } from '../domain/types/tick-coalescer.js';
import type { Log } from './log.js';

/** How often an open socket's token is read, in milliseconds: with the lookup itself it is closed within a second. */
const WATCH_MS = 450;

/** `ControlPlane.signIn`, as far as it matters here. */
export interface ViewerSource {
  viewerOf(token: string, options: LookupOptions): Promise<Viewer | undefined>;
}

interface LookupOptions {
  /** A request of a clerk or a program; not an open socket, an event, or a page that no one uses. */
  readonly countsAsActivity: boolean;
}

export class Viewers {
  readonly #source: ViewerSource;
  readonly #turn = new TickCoalescer();
  readonly #watched = new Set<() => Promise<void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(source: ViewerSource) {
    this.#source = source;
  }

  /** Undefined: the token has ended. */
  of(token: string, options: LookupOptions): Promise<Viewer | undefined> {
    return this.#turn.ask(`${options.countsAsActivity} ${token}`, () =>
      this.#source.viewerOf(token, options),
    );
  }

  /** Calls `ended` once when the token belongs to no one. Returns what stops it. All watches query in the same turn. */
  watch(token: string, log: Log, ended: () => void): () => void {
    const poll = async () => {
      try {
        if ((await this.of(token, { countsAsActivity: false })) !== undefined || !this.#watched.has(poll))
          return;
        stop();
        ended();
      } catch (err) {
        // The database is away: events are refused meanwhile, each by its own lookup; the socket may live.
        log.warn({ err }, 'token cannot be checked');
      }
    };
    const stop = () => {
      this.#watched.delete(poll);
      if (this.#watched.size > 0) return;
      clearInterval(this.#timer);
      this.#timer = undefined;
    };
    this.#watched.add(poll);
    this.#timer ??= setInterval(() => {
      for (const each of this.#watched) void each();
    }, WATCH_MS);
    return stop;
  }
}
