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
import { LivingDocuments } from './living-documents.js';
import type { Log } from './log.js';
import { maskError } from './mask-errors.js';
import type { ContextFactory } from './request-context.js';
import { SharedResults } from './shared-results.js';
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
  const shared = new SharedResults();
  const documents = new LivingDocuments(parts.schema);
  return {
    connectionInitWaitTimeout: 3_000,
    onConnect: (socket) => connect(socket, parts),
    onSubscribe: (socket, _id, payload) => admit(socket, payload, parts, documents),
    execute: (args) => run(args as RunArgs, parts),
    subscribe: (args) => follow(args as RunArgs, parts, shared),
    onNext: ({ extra }, _id, payload, _args, result) => leaving(extra, payload, result, parts.log),
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
  documents: LivingDocuments,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const running: RunningOperation = {
    correlationId: randomUUID(),
    subscription: false,
  };
  socket.extra.running.set(payload, running);
  // Before it is read: a thousand that will be refused cost nothing.
  const early = parts.stopping() ? new AppError('SHUTTING_DOWN') : tooMany(socket.extra);
  if (early) return [asGraphQLError(early)];
  const prepared = documents.prepare(payload.query, payload.operationName ?? undefined);
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
    if (viewer === undefined) return signedOut(args.contextValue);
    const contextValue = contextFor(args.contextValue, parts, viewer);
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
  shared: SharedResults,
): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
  const { contextValue: operation } = args;
  const token = tokenOf(operation.socket);
  const viewer = await parts.viewers.ofListener(token);
  if (viewer === undefined) return signedOut(operation);
  const leaving = new AbortController();
  const contextValue = contextFor(operation, parts, viewer, leaving.signal);
  return await openEventStream({
    args: { ...args, contextValue },
    async viewerNow() {
      const now = await parts.viewers.of(token);
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
  { socket, running }: SocketOperation,
  { controlPlane, createContext }: SocketParts,
  viewer: Viewer,
  left?: AbortSignal,
): object {
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

/** The token stands for nobody any more: the socket is closed. */
function signedOut({ socket }: SocketOperation): ExecutionResult {
  forbid(socket.extra);
  return { errors: [asGraphQLError(new AppError('UNAUTHENTICATED'))] };
}

function asGraphQLError(originalError: AppError): GraphQLError {
  return new GraphQLError(originalError.message, { originalError });
}

/** An event without errors is written once for all who are told it. */
function leaving(
  { running, frames }: SocketExtra,
  payload: SubscribePayload,
  result: { readonly errors?: readonly GraphQLError[] | undefined; readonly data?: unknown },
  log: Log,
): FormattedExecutionResult {
  const operation = running.get(payload);
  const { errors, ...rest } = result as ExecutionResult;
  if (errors) return { ...rest, errors: errors.map((error) => maskError(error, scopeOf(operation), log)) };
  return operation?.subscription ? frames.mark(result as FormattedExecutionResult) : rest;
}

/** Every socket is signed in, or it would have been closed. */
function scopeOf(running: RunningOperation | undefined) {
  return { correlationId: running?.correlationId ?? randomUUID(), signedIn: true };
}
