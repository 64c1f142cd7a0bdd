/** What a socket may do, told to graphql-ws: who connects, what may be asked, how it runs, what leaves. */
import { randomUUID } from 'node:crypto';
import {
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  OperationTypeNode,
} from 'graphql';
import { CloseCode, type Context, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { AppError } from '../errors.js';
import type { Viewer } from '../operations/clerks/viewer.js';
import type { ControlPlane } from '../operations/control-plane.js';
import { bearerToken } from './bearer.js';
import { clientNameOf } from './client-name.js';
import { openEventStream } from './event-stream.js';
import type { FreshViewers } from './fresh-viewers.js';
import { introspectionAnswer } from './introspection-answer.js';
import type { Log } from './log.js';
import { maskError } from './mask-errors.js';
import { prepareDocument } from './prepare-document.js';
import type { ContextFactory } from './request-context.js';
import type { RunningOperation, SocketExtra } from './socket-extra.js';
import { watchToken } from './watch-token.js';

/** Subscriptions, and operations of any kind, that one socket carries at a time. */
const SUBSCRIPTION_LIMIT = 5;
const OPERATION_LIMIT = 20;
/** IANA's registry of close codes. */
const TRY_AGAIN_LATER = 1013;

export interface SocketParts {
  readonly schema: GraphQLSchema;
  readonly controlPlane: ControlPlane;
  readonly createContext: ContextFactory;
  readonly viewers: FreshViewers;
  readonly log: Log;
  readonly stopping: () => boolean;
  /** Told of every query and mutation that runs, so that stopping can wait for it. */
  readonly track: (work: Promise<unknown>) => void;
}

type InitPayload = Record<string, unknown> | undefined;
type Socket = Context<InitPayload, SocketExtra>;
type RunArgs = ExecutionArgs & { readonly contextValue: SocketOperation };

/** Travels as graphql-ws' contextValue and is exchanged for the resolvers' own context when something runs. */
interface SocketOperation {
  readonly socket: Socket;
  readonly running: RunningOperation;
}

export function socketOperations(parts: SocketParts): ServerOptions<InitPayload, SocketExtra> {
  return {
    connectionInitWaitTimeout: 3_000,
    onConnect: (socket) => connect(socket, parts),
    onSubscribe: (socket, _id, payload) => admit(socket, payload, parts),
    execute: (args) => run(args as RunArgs, parts),
    subscribe: (args) => follow(args as RunArgs, parts),
    onNext: ({ extra }, _id, payload, _args, result) => masked(result, extra.running.get(payload), parts.log),
    onError: ({ extra }, _id, payload, errors) => {
      const scope = scopeOf(extra.running.get(payload));
      // graphql-ws tells nobody that an operation which was never admitted is over.
      extra.running.delete(payload);
      return errors.map((error) => maskError(error, scope, parts.log));
    },
    onComplete: ({ extra }, _id, payload) => void extra.running.delete(payload),
    onClose: ({ extra }) => {
      extra.stopWatching?.();
      extra.running.clear();
    },
  };
}

/** `false` closes the socket with 4403, unless it has been closed already. */
async function connect({ connectionParams, extra }: Socket, parts: SocketParts): Promise<boolean> {
  const token = bearerToken(connectionParams?.['authorization']);
  const viewer = token === undefined ? undefined : await parts.viewers.ofListener(token);
  if (token === undefined || viewer === undefined) return false;
  if (!extra.seat(viewer.clerk.id)) {
    extra.close(TRY_AGAIN_LATER, 'Too many sockets');
    return false;
  }
  extra.token = token;
  extra.client = clientNameOf(connectionParams?.['client'], extra.userAgent);
  extra.stopWatching = watchToken(token, parts.viewers, parts.log, () => forbid(extra));
  return true;
}

async function admit(
  socket: Socket,
  payload: SubscribePayload,
  parts: SocketParts,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const running: RunningOperation = {
    correlationId: randomUUID(),
    subscription: false,
  };
  socket.extra.running.set(payload, running);
  // Before it is read: a thousand that will be refused cost nothing.
  const early = parts.stopping() ? new AppError('SHUTTING_DOWN') : tooMany(socket.extra);
  if (early) return [asGraphQLError(early)];
  const prepared = prepareDocument(parts.schema, payload.query, payload.operationName ?? undefined);
  if ('errors' in prepared) return prepared.errors;
  const subscription = prepared.operation.operation === OperationTypeNode.SUBSCRIPTION;
  const operation = { ...running, subscription };
  socket.extra.running.set(payload, operation);
  const refused = tooMany(socket.extra);
  if (refused) return [asGraphQLError(refused)];
  return {
    schema: parts.schema,
    document: prepared.document,
    operationName: payload.operationName ?? undefined,
    variableValues: payload.variables ?? undefined,
    contextValue: { socket, running: operation } satisfies SocketOperation,
  };
}

function tooMany({ running }: SocketExtra): AppError | undefined {
  const subscriptions = [...running.values()].filter((operation) => operation.subscription).length;
  if (subscriptions <= SUBSCRIPTION_LIMIT && running.size <= OPERATION_LIMIT) return undefined;
  return new AppError('BUSY', {
    message: `A socket carries at most ${SUBSCRIPTION_LIMIT} subscriptions and ${OPERATION_LIMIT} operations at a time.`,
    remedy: 'Complete one, then try again.',
  });
}

async function run(args: RunArgs, parts: SocketParts): Promise<ExecutionResult> {
  const work = (async () => {
    const { schema, document, operationName, variableValues } = args;
    const operation = getOperationAST(document, operationName);
    const acts = operation?.operation !== OperationTypeNode.QUERY;
    const token = tokenOf(args.contextValue.socket);
    const viewer = await (acts ? parts.viewers.ofActor(token) : parts.viewers.ofReader(token));
    const contextValue = contextFor(args.contextValue, parts, viewer);
    if (contextValue === undefined) return signedOut();
    const data = operation && introspectionAnswer(schema, document, operation, variableValues ?? undefined);
    if (data) return { data };
    try {
      return await execute({ ...args, contextValue });
    } finally {
      if (acts) parts.viewers.forget();
    }
  })();
  parts.track(work);
  return await work;
}

async function follow(
  args: RunArgs,
  parts: SocketParts,
): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const { contextValue: operation } = args;
  const token = tokenOf(operation.socket);
  const leaving = new AbortController();
  const contextValue = contextFor(operation, parts, await parts.viewers.ofListener(token), leaving.signal);
  if (contextValue === undefined) return signedOut();
  return await openEventStream({
    args: { ...args, contextValue },
    contextNow: async () => contextFor(operation, parts, await parts.viewers.of(token)),
    onEnd: () => leaving.abort(),
  });
}

/** A new context for this viewer. When the token stands for nobody any more, the socket is closed. */
function contextFor(
  { socket, running }: SocketOperation,
  { controlPlane, createContext }: SocketParts,
  viewer: Viewer | undefined,
  left?: AbortSignal,
): object | undefined {
  if (viewer === undefined) {
    forbid(socket.extra);
    return undefined;
  }
  return createContext({
    controlPlane,
    viewer,
    correlationId: running.correlationId,
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

function signedOut(): ExecutionResult {
  return { errors: [asGraphQLError(new AppError('UNAUTHENTICATED'))] };
}

function asGraphQLError(originalError: AppError): GraphQLError {
  return new GraphQLError(originalError.message, { originalError });
}

function masked(
  result: { readonly errors?: readonly GraphQLError[] | undefined; readonly data?: unknown },
  running: RunningOperation | undefined,
  log: Log,
): FormattedExecutionResult {
  const { errors, ...rest } = result as ExecutionResult;
  if (errors === undefined) return rest;
  return { ...rest, errors: errors.map((error) => maskError(error, scopeOf(running), log)) };
}

/** Every socket is signed in, or it would have been closed. */
function scopeOf(running: RunningOperation | undefined) {
  return { correlationId: running?.correlationId ?? randomUUID(), signedIn: true };
}
