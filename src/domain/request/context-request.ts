/** How the server asks for the context that resolvers receive: one for each request, operation or event, never shared. */
import type { ControlPlane } from '../control-plane.js';
import type { Peer } from '../types/peer.js';
import type { Viewer } from './viewer.js';

export interface ContextRequest {
  readonly controlPlane: ControlPlane;
  /** Undefined: no clerk is signed in. */
  readonly viewer: Viewer | undefined;
  /** Why it could not be read who the token belongs to. */
  readonly viewerFailure?: unknown;
  /** Reads again who the request's token belongs to; undefined once it has ended. */
  readonly viewerNow?: () => Promise<Viewer | undefined>;
  /** Links response, log and audit log. */
  readonly correlationId: string;
  /** Who is at the other end, for the limits on sign-ins. */
  readonly peer: Peer;
  /** What the caller says it is, for the audit. */
  readonly client?: string | undefined;
  /** Of a subscription that is opened: aborted once no one follows it any more. */
  readonly left?: AbortSignal;
}

/** Answers a plain object: Apollo copies it, which would break #private fields. */
export type ContextFactory = (request: ContextRequest) => object;
