/**
 * Who a token stands for *now*, at most half a second old: a clerk who is disabled or loses a tick box must lose an open
 * subscription within a second. Sockets with the same token share one look-up.
 */
import type { Viewer } from '../operations/clerks/viewer.js';

/** How old an answer may be, and how often an open socket asks, in milliseconds. */
export const FRESH_FOR = 500;

/** `ControlPlane.signIn`, as far as it matters here. An open socket must not keep a session awake that nobody uses. */
export interface ViewerSource {
  viewerOf(token: string, look?: { readonly countsAsActivity: boolean }): Promise<Viewer | undefined>;
}

export class FreshViewers {
  readonly #source: ViewerSource;
  readonly #seen = new Map<string, { readonly at: number; readonly viewer: Promise<Viewer | undefined> }>();

  constructor(source: ViewerSource) {
    this.#source = source;
  }

  /** For an event or a watch: nobody has done anything. Undefined: the token has ended. */
  of(token: string): Promise<Viewer | undefined> {
    const seen = this.#seen.get(token);
    if (seen && performance.now() - seen.at < FRESH_FOR) return seen.viewer;
    return this.#remember(token, this.#source.viewerOf(token, { countsAsActivity: false }));
  }

  /** For something that the caller asks for: always looked up, and the session is in use. */
  ofActive(token: string): Promise<Viewer | undefined> {
    return this.#remember(token, this.#source.viewerOf(token));
  }

  #remember(token: string, viewer: Promise<Viewer | undefined>): Promise<Viewer | undefined> {
    const at = performance.now();
    for (const [known, seen] of this.#seen) if (at - seen.at > 2 * FRESH_FOR) this.#seen.delete(known);
    this.#seen.set(token, { at, viewer });
    return viewer;
  }
}
