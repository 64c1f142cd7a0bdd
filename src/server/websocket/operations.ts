/** The behavior of a socket for graphql-ws: who connects, what may be requested, how it runs, what is sent. */
import { randomUUID } from 'node:crypto';
import { type ExecutionArgs, type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import type { ContextFactory, ControlPlane } from '../../domain/control-plane.js';
import type { Viewer } from '../../domain/request/viewer.js';
import { type RequestTrace, TRACES } from '../../domain/types/traces.js';
import { AppError, type ErrorCode } from '../../errors/errors.js';
import { bearerToken, clientNameOf } from '../caller.js';
import { namesOf, type Pipeline } from '../documents/pipeline.js';
import type { Log } from '../log.js';
import type { Viewers } from '../viewers.js';
import { openEventStream, SharedResults } from './event-stream.js';
import type { SocketExtra } from './extra.js';

/** Subscriptions that one socket carries at a time. */
const SUBSCRIPTION_LIMIT = 5;
/** An open socket must not keep a session awake that no one uses: a page opens it again automatically. */
const UNATTENDED = { countsAsActivity: false };
/** IANA's registry of close codes. */
const TRY_AGAIN_LATER = 1013;

export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly pipeline: Pipeline;
  readonly controlPlane: ControlPlane;
  readonly createContext: ContextFactory;
  readonly viewers: Viewers;
  readonly log: Log;
  readonly stopping: () => boolean;
}

type InitPayload = Record<string, unknown> | undefined;
type Socket = Context<InitPayload, SocketExtra>;
type RunArgs = ExecutionArgs & { readonly contextValue: SocketOperation };

/** Travels as graphql-ws' contextValue and is exchanged for the resolvers' own context when something runs. */
interface SocketOperation {
  readonly socket: Socket;
  readonly names: RequestTrace['operation'];
  readonly correlationId: string;
}

export function socketOperations(parts: SocketParts): ServerOptions<InitPayload, SocketExtra> {
  const shared = new SharedResults();
  return {
    connectionInitWaitTimeout: 3_000,
    onConnect: (socket) => connect(socket, parts),
    onSubscribe: (socket, _id, payload) => admit(socket, payload, parts),
    subscribe: (args) => traced(args as RunArgs, () => follow(args as RunArgs, parts, shared)),
    onNext: ({ extra }, _id, payload, _args, result) => {
      const { errors, ...rest } = result as ExecutionResult;
      if (!errors) return rest;
      const scope = scopeOf(extra, payload);
      return { ...rest, errors: errors.map((error) => parts.pipeline.mask(error, scope)) };
    },
    onError: ({ extra }, _id, payload, errors) => {
      const scope = scopeOf(extra, payload);
      // graphql-ws reports no one that an operation which was never admitted is over.
      extra.running.delete(payload);
      return errors.map((error) => parts.pipeline.mask(error, scope));
    },
    onComplete: ({ extra }, _id, payload) => void extra.running.delete(payload),
    onClose: ({ extra }) => {
      extra.stopWatching?.();
      extra.running.clear();
    },
  };
}

/** `false` closes the socket with 4403, unless it has been closed already: with words, where we have some. */
async function connect({ connectionParams, extra }: Socket, parts: SocketParts): Promise<boolean> {
  const token = bearerToken(authorizationIn(connectionParams));
  const viewer = token === undefined ? undefined : await parts.viewers.of(token, UNATTENDED);
  if (token === undefined || viewer === undefined || viewer.mustChangePin) {
    extra.close(CloseCode.Forbidden, token === undefined ? NO_TOKEN : viewer ? TEMPORARY : TOKEN_OVER);
    return false;
  }
  if (!extra.assignTo(viewer.clerk.id)) {
    extra.close(TRY_AGAIN_LATER, 'Too many sockets');
    return false;
  }
  extra.token = token;
  extra.clerkId = viewer.clerk.id;
  extra.client = clientNameOf(connectionParams?.['client'], extra.userAgent);
  extra.stopWatching = parts.viewers.watch(token, parts.log, () => forbid(extra));
  return true;
}

/** Of at most 123 bytes, as a socket's last words are. */
const NO_TOKEN = 'No token: send {"authorization": "Bearer TOKEN"} as payload of connection_init.';
const TEMPORARY = 'This PIN is temporary. Change your PIN with changePin over HTTP, then connect again.';
const TOKEN_OVER = 'The token is expired or unknown. Sign in again, then connect with the new token.';

/** Written in any case, as a header would be. */
function authorizationIn(payload: InitPayload): unknown {
  return Object.entries(payload ?? {}).find(([name]) => name.toLowerCase() === 'authorization')?.[1];
}

async function admit(
  socket: Socket,
  payload: SubscribePayload,
  { schema, pipeline, stopping }: SocketParts,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const { running } = socket.extra;
  const correlationId = randomUUID();
  running.set(payload, correlationId);
  // Before it is read: a thousand that will be refused cost nothing.
  if (stopping()) return [asGraphQLError(new AppError('SHUTTING_DOWN'))];
  if (running.size > SUBSCRIPTION_LIMIT) return [asGraphQLError(tooMany())];
  const operationName = payload.operationName ?? undefined;
  const prepared = pipeline.prepare(payload.query, operationName);
  if (!('document' in prepared)) return prepared;
  const { document, operation } = prepared;
  try {
    pipeline.admit(document, operation, { transport: 'socket', signedIn: true });
  } catch (error) {
    return [error as GraphQLError];
  }
  const contextValue: SocketOperation = { socket, names: namesOf(operation), correlationId };
  return { schema, document, operationName, variableValues: payload.variables ?? undefined, contextValue };
}

function tooMany(): AppError {
  return new AppError('BUSY', {
    message: `A socket carries at most ${SUBSCRIPTION_LIMIT} subscriptions at a time.`,
    remedy: 'Complete one, then try again.',
  });
}

/** Until its events can come: each of them may be hours later. */
function traced({ contextValue: { correlationId, names } }: RunArgs, begin: () => ReturnType<typeof follow>) {
  const trace: RequestTrace = { correlationId, operation: names };
  return TRACES.request.tracePromise(async () => {
    const begun = await begin();
    if ('errors' in begun && begun.errors?.[0]) trace.errorCode = codeOf(begun.errors[0]);
    return begun;
  }, trace);
}

function codeOf({ originalError }: GraphQLError): ErrorCode {
  return originalError instanceof AppError ? originalError.code : 'INTERNAL_SERVER_ERROR';
}

async function follow(
  args: RunArgs,
  parts: SocketParts,
  shared: SharedResults,
): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const { contextValue: operation } = args;
  const token = tokenOf(operation.socket);
  const viewer = await parts.viewers.of(token, UNATTENDED);
  if (viewer === undefined) return signedOut(operation);
  const leaving = new AbortController();
  const contextValue = contextFor(operation, parts, viewer, leaving.signal);
  return await openEventStream({
    args: { ...args, contextValue },
    async viewerNow() {
      const now = await parts.viewers.of(token, UNATTENDED);
      if (now === undefined) forbid(operation.socket.extra);
      return now;
    },
    contextFor: (viewer) => contextFor(operation, parts, viewer),
    shared,
    onEnd: () => leaving.abort(),
  });
}

/** A new context for this viewer. */
function contextFor(
  { socket, correlationId }: SocketOperation,
  { controlPlane, createContext }: SocketParts,
  viewer: Viewer,
  left?: AbortSignal,
): object {
  return createContext({
    controlPlane,
    viewer,
    correlationId,
    peer: socket.extra.peer,
    client: socket.extra.client,
    ...(left ? { left } : {}),
  });
}

/** Known since connection_init: nothing runs before. */
function tokenOf({ extra }: Socket): string {
  return extra.token ?? '';
}

function forbid(extra: SocketExtra): void {
  extra.close(CloseCode.Forbidden, 'Forbidden');
}

/** The token belongs to no one any more: the socket is closed. */
function signedOut({ socket }: SocketOperation): ExecutionResult {
  forbid(socket.extra);
  return { errors: [asGraphQLError(new AppError('UNAUTHENTICATED'))] };
}

function asGraphQLError(originalError: AppError): GraphQLError {
  return new GraphQLError(originalError.message, { originalError });
}

/** Every socket is signed in, or it would have been closed. */
function scopeOf({ running, clerkId }: SocketExtra, payload: object) {
  return { correlationId: running.get(payload) ?? randomUUID(), signedIn: true, clerkId };
}
