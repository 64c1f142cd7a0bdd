/**
 * Who a token stands for *now*, at most half a second old: a clerk who is disabled or loses a tick box must lose an open
 * subscription within a second. Sockets with the same token share one look-up.
 */
import type { ControlPlane } from '../operations/control-plane.js';
import type { Viewer } from '../operations/viewer.js';

/** How old an answer may be, and how often an open socket asks, in milliseconds. */
export const FRESH_FOR = 500;

export class FreshViewers {
  readonly #signIn: Pick<ControlPlane['signIn'], 'viewerOf'>;
  readonly #seen = new Map<string, { readonly at: number; readonly viewer: Promise<Viewer | undefined> }>();

  constructor(signIn: Pick<ControlPlane['signIn'], 'viewerOf'>) {
    this.#signIn = signIn;
  }

  /** Undefined: the token has ended. */
  of(token: string): Promise<Viewer | undefined> {
    const now = performance.now();
    const seen = this.#seen.get(token);
    if (seen && now - seen.at < FRESH_FOR) return seen.viewer;
    const viewer = this.#signIn.viewerOf(token);
    this.#seen.set(token, { at: now, viewer });
    this.#dropOlderThan(now - 2 * FRESH_FOR);
    return viewer;
  }

  #dropOlderThan(limit: number): void {
    for (const [token, { at }] of this.#seen) if (at < limit) this.#seen.delete(token);
  }
}
