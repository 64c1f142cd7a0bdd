/**
 * Who a token stands for *now*: what acts is looked up anew, what only looks may be told what was so half a second ago. A clerk who is
 * disabled or loses a tick box, by whatever program, is out within a second, open subscriptions too. Whoever shows the same token shares
 * one look-up, over HTTP and over sockets.
 */
import type { Viewer } from '../operations/clerks/viewer.js';

/** How old an answer may be, and how often an open socket asks, in milliseconds: together less than a second, with time for the look itself. */
export const FRESH_FOR = 450;

/** `ControlPlane.signIn`, as far as it matters here. An open socket must not keep a session awake that nobody uses. */
export interface ViewerSource {
  viewerOf(token: string, look?: { readonly countsAsActivity: boolean }): Promise<Viewer | undefined>;
}

interface Look {
  /** When it began: it may tell nothing that is newer. */
  readonly at: number;
  readonly countedAsActivity: boolean;
  readonly viewer: Promise<Viewer | undefined>;
}

export class FreshViewers {
  readonly #source: ViewerSource;
  readonly #looks = new Map<string, Look>();

  constructor(source: ViewerSource) {
    this.#source = source;
  }

  /** For an event or a watch: nobody has done anything. Undefined: the token has ended. */
  of(token: string): Promise<Viewer | undefined> {
    return this.#fresh(token)?.viewer ?? this.#look(token, false);
  }

  /** For a query: the session is in use, which one look in half a second is enough to say. */
  ofReader(token: string): Promise<Viewer | undefined> {
    const look = this.#fresh(token);
    return look?.countedAsActivity ? look.viewer : this.#look(token, true);
  }

  /** For a mutation: always looked up. */
  ofActor(token: string): Promise<Viewer | undefined> {
    return this.#look(token, true);
  }

  /** For a socket, and what stays open on it: looked up, but no use of the session, as a page opens it again by itself whenever it was lost. */
  ofListener(token: string): Promise<Viewer | undefined> {
    return this.#look(token, false);
  }

  /** Somebody may be another one now: after each mutation. */
  forget(): void {
    this.#looks.clear();
  }

  #fresh(token: string): Look | undefined {
    const look = this.#looks.get(token);
    return look && performance.now() - look.at < FRESH_FOR ? look : undefined;
  }

  /** Of a token that stands for nobody, and of a look that failed, nothing is kept. */
  #look(token: string, countsAsActivity: boolean): Promise<Viewer | undefined> {
    const at = performance.now();
    for (const [known, look] of this.#looks) if (at - look.at >= FRESH_FOR) this.#looks.delete(known);
    const viewer = countsAsActivity
      ? this.#source.viewerOf(token)
      : this.#source.viewerOf(token, { countsAsActivity });
    const look = { at, countedAsActivity: countsAsActivity, viewer };
    this.#looks.set(token, look);
    const drop = () => {
      if (this.#looks.get(token) === look) this.#looks.delete(token);
    };
    viewer.then((found) => found ?? drop(), drop);
    return viewer;
  }
}
