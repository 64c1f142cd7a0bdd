/** How the server asks for the context that resolvers receive: one for each request, operation or event, never shared. */

import type { ControlPlane } from '../domain/control-plane.js';
import type { Viewer } from '../domain/request/viewer.js';
import type { Peer } from '../domain/types/peer.js';

export interface ContextRequest {
  readonly controlPlane: ControlPlane;
  /** Undefined: no clerk is signed in. */
  readonly viewer: Viewer | undefined;
  /** Why it could not be read who the token belongs to. */
  readonly viewerFailure?: unknown;
  /** Reads again who the request's token belongs to; undefined once it has ended. */
  readonly viewerNow?: () => Promise<Viewer | undefined>;
  readonly correlationId: string;
  readonly peer: Peer;
  /** What the caller says it is. */
  readonly client?: string | undefined;
  /** Of a subscription that is opened: aborted once no one follows it any more. */
  readonly left?: AbortSignal;
}

/** Answers a plain object: Apollo copies it, which would break #private fields. */
export type ContextFactory = (request: ContextRequest) => object;
