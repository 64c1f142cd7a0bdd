/** Runs a document against the guarded schema, as the server does, without the server. */
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, graphql, parse } from 'graphql';
import type { Viewer } from '../../src/domain/request/viewer.js';
import { AppError } from '../../src/errors/errors.js';
import { buildGuardedSchema } from '../../src/resolvers/build-schema.js';
import { createRequestContext } from '../../src/resolvers/request/context.js';
import { openEventStream, SharedResults } from '../../src/server/websocket/event-stream.js';
import { type Fake, fakeControlPlane, viewer } from './fake-control-plane.js';

export const schema: GraphQLSchema = buildGuardedSchema();

export interface Question {
  readonly fake?: Fake;
  /** Null: no clerk is signed in. Default a viewer who may do everything. */
  readonly as?: Viewer | null;
  /** Why it is not known who is signed in. */
  readonly away?: AppError;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Who the caller is at an event; default: the caller at the opening. */
  readonly viewerNow?: () => Viewer | undefined;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever the answer holds
export type Answer = ExecutionResult<any>;

export async function ask(source: string, question: Question = {}): Promise<Answer> {
  const { variables, ...rest } = question;
  const contextValue = contextOf(rest);
  return graphql({ schema, source, contextValue, variableValues: variables ?? {} });
}

export async function open(source: string, question: Question = {}): Promise<AsyncIterator<Answer> | Answer> {
  const { variables, viewerNow, ...rest } = question;
  const { as = viewer() } = rest;
  const leaving = new AbortController();
  return openEventStream({
    args: {
      schema,
      document: parse(source),
      contextValue: contextOf({ ...rest, left: leaving.signal }),
      variableValues: variables ?? {},
    },
    viewerNow: async () => (viewerNow ? viewerNow() : (as ?? undefined)),
    contextFor: (now) => contextOf({ ...rest, as: now }),
    shared: new SharedResults(),
    onEnd: () => leaving.abort(),
  });
}

/** The AppError that a GraphQL error carries to the server. */
export function appError(error: GraphQLError | undefined): AppError {
  if (error?.originalError instanceof AppError) return error.originalError;
  throw new Error(`No AppError: ${String(error)}`);
}

export function codesOf(answer: Answer): string[] {
  return (answer.errors ?? []).map((error) => appError(error).code);
}

export function contextOf({
  fake = fakeControlPlane(),
  as = viewer(),
  away,
  left,
}: Question & { readonly left?: AbortSignal }) {
  return createRequestContext({
    controlPlane: fake.controlPlane,
    viewer: as ?? undefined,
    viewerFailure: away,
    correlationId: 'correlation',
    peer: { address: '127.0.0.1', port: 1 },
    ...(left ? { left } : {}),
  });
}
