import { AppError } from '../../errors.js';
import type { Gate } from '../../operations/clerks/clerk-security.js';
import type { Caller, Viewer } from '../../operations/clerks/viewer.js';
import type { ControlPlane } from '../../operations/control-plane.js';
import type { Permission } from '../../operations/words/permissions.js';
import { createLoaders, type Loaders } from '../loaders.js';

export interface RequestContextOptions {
  readonly controlPlane: ControlPlane;
  /** Undefined: nobody is signed in. */
  readonly viewer: Viewer | undefined;
  /** Joins answer, log and audit. */
  readonly correlationId: string;
  /** The peer's address, for the limit on sign-ins. */
  readonly source: string;
  /** Who the bearer of the token is now, for the events of a subscription; default: whoever it was at the start. */
  readonly viewerNow?: () => Promise<Viewer | undefined>;
}

/** One context a request; a subscription's lives as long as the subscription. */
export function createRequestContext(options: RequestContextOptions): RequestContext {
  return new RequestContext(options);
}

/** A viewer is loaded again for an event when the last look is older than this. */
const LOOK_AGAIN_MS = 1000;

/** No #private fields and no closures: Apollo copies the context (`Object.assign` onto its prototype) before it executes. */
export class RequestContext {
  readonly controlPlane: ControlPlane;
  readonly correlationId: string;
  readonly source: string;
  viewer: Viewer | undefined;
  private readonly viewerNow: (() => Promise<Viewer | undefined>) | undefined;
  private lookedAt = performance.now();
  private loadersOfRequest: Loaders | undefined;
  private readonly refusals = new Map<string, Promise<Error>>();

  constructor(options: RequestContextOptions) {
    this.controlPlane = options.controlPlane;
    this.viewer = options.viewer;
    this.correlationId = options.correlationId;
    this.source = options.source;
    this.viewerNow = options.viewerNow;
  }

  get loaders(): Loaders {
    this.loadersOfRequest ??= createLoaders(this.controlPlane);
    return this.loadersOfRequest;
  }

  /** The signed-in viewer with the correlation ID; throws UNAUTHENTICATED without one. */
  caller(): Caller {
    if (this.viewer === undefined) throw new AppError('UNAUTHENTICATED');
    return { viewer: this.viewer, correlationId: this.correlationId };
  }

  /** From here on the request speaks for somebody else, or for nobody: after signIn, stepUp and signOut. */
  speakFor(viewer: Viewer | undefined): void {
    this.viewer = viewer;
  }

  /** Before each event of a subscription: nothing that was loaded for an earlier one answers it, and who the caller is is looked up at most once a second. */
  async lookAgain(): Promise<void> {
    this.loadersOfRequest = undefined;
    if (this.viewerNow === undefined || performance.now() - this.lookedAt < LOOK_AGAIN_MS) return;
    this.lookedAt = performance.now();
    this.viewer = await this.viewerNow();
  }

  /** The FORBIDDEN error. A mutation's (`action`) is audited each time; a field's is worked out once a request, however many rows carry it. */
  refusal(gate: Gate, permission: Permission, action?: string): Promise<Error> {
    const { security } = this.controlPlane;
    if (action !== undefined) return security.refusal(this.caller(), gate, permission, action);
    const key = `${gate} ${permission}`;
    const known = this.refusals.get(key) ?? security.refusal(this.caller(), gate, permission);
    this.refusals.set(key, known);
    return known;
  }
}
