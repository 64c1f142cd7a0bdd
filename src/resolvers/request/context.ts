import type { ContextRequest, ControlPlane } from '../../domain/control-plane.js';
import type { Gate } from '../../domain/permissions/refusals.js';
import type { Caller, Viewer } from '../../domain/request/viewer.js';
import type { Peer } from '../../domain/types/peer.js';
import type { Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import { createLoaders, type Loaders } from '../loaders.js';

type ViewerNow = NonNullable<ContextRequest['viewerNow']>;

/** One context a request; a subscription has one that opens it, and one for each of its events. */
export function createRequestContext(options: ContextRequest): RequestContext {
  return new RequestContext(options);
}

/** No #private fields and no closures: Apollo copies the context (`Object.assign` onto its prototype) before it executes. */
export class RequestContext {
  readonly controlPlane: ControlPlane;
  readonly correlationId: string;
  readonly peer: Peer;
  readonly client: string | undefined;
  viewer: Viewer | undefined;
  /** The mutations of this request only ask whether they would be refused. */
  whatIf = false;
  private readonly viewerFailure: unknown;
  private readonly leftSignal: AbortSignal | undefined;
  private viewerNow: ViewerNow | undefined;
  private loadersOfRequest: Loaders | undefined;
  private readonly refusals = new Map<string, Promise<Error>>();

  constructor(options: ContextRequest) {
    this.controlPlane = options.controlPlane;
    this.viewer = options.viewer;
    this.viewerFailure = options.viewerFailure;
    this.viewerNow = options.viewerNow;
    this.correlationId = options.correlationId;
    this.peer = options.peer;
    this.client = options.client;
    this.leftSignal = options.left;
  }

  get loaders(): Loaders {
    this.loadersOfRequest ??= createLoaders(this.controlPlane, this.viewer);
    return this.loadersOfRequest;
  }

  /** Before each root mutation: session, clerk, permissions and rows are read again, as the mutation before it may have taken long. */
  async readAgain(): Promise<void> {
    this.loadersOfRequest = undefined;
    if (this.viewer !== undefined && this.viewerNow !== undefined) this.viewer = await this.viewerNow();
  }

  /** For what needs a viewer, where there is none. */
  noViewer(): Error {
    return this.viewerFailure instanceof Error ? this.viewerFailure : new AppError('UNAUTHENTICATED');
  }

  /** The signed-in viewer with the correlation ID; throws without one. */
  caller(): Caller {
    if (this.viewer === undefined) throw this.noViewer();
    const { viewer, correlationId, client, whatIf } = this;
    return { viewer, correlationId, client, whatIf };
  }

  /** From here on the request speaks for someone else, or for no one: after signIn, stepUp and signOut. */
  speakFor(viewer: Viewer | undefined, viewerNow?: ViewerNow): void {
    this.viewer = viewer;
    this.viewerNow = viewerNow;
  }

  /** What a source of events has to watch: aborted once no one follows it any more. */
  left(): AbortSignal {
    if (this.leftSignal === undefined) throw new Error('Only a subscription can be left.');
    return this.leftSignal;
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
