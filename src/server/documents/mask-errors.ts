/**
 * Everything that leaves as a GraphQL error passes here, over HTTP and WebSocket alike: a code of the catalogue, what to do, and the
 * correlation ID. Never a stack, a path, SQL, a host's name or a rejected value. What isn't meant for callers is logged, and answered
 * as INTERNAL_SERVER_ERROR.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { GraphQLError, type GraphQLFormattedError, Kind } from 'graphql';
import { visible } from '../../domain/types/plain-text.js';
import type { RequestTrace } from '../../domain/types/traces.js';
import { AppError, ERRORS, type ErrorCode } from '../../errors/errors.js';
import type { Log } from '../log.js';
import {
  argumentMessage,
  isVariableComplaint,
  syntaxMessage,
  validationMessage,
  variableMessage,
  withoutSuggestion,
} from './plain-messages.js';
import type { RefusalLog } from './refusal-log.js';

export function maskError(
  error: unknown,
  scope: RequestScope,
  { log, refusals }: { readonly log: Log; readonly refusals: RefusalLog },
): GraphQLFormattedError {
  const readable = readableError(error, scope);
  const { code, cause } = readable;
  const { correlationId, clerkId } = scope;
  scope.errorCode ??= code;
  if (code === 'INTERNAL_SERVER_ERROR') logMasked(error, scope, log);
  else refusals.note({ code, field: fieldOf(error), clerkId, correlationId, err: cause });
  return { ...locationAndPath(error), ...errorBody(readable, scope.correlationId) };
}

/** As the schema names it: what was executed was valid before. */
function fieldOf(error: unknown): string | undefined {
  if (!(error instanceof GraphQLError) || error.path === undefined) return undefined;
  const [node] = error.nodes ?? [];
  return node?.kind === Kind.FIELD ? node.name.value : undefined;
}

/** The two members that every error of ours has, in a GraphQL answer or in a refusal before GraphQL. */
export function errorBody(
  error: AppError,
  correlationId: string,
): { message: string; extensions: Record<string, unknown> } {
  const { code, remedy, details, message } = error;
  return {
    message: visible(message),
    extensions: { ...details, code, remedy: visible(remedy), correlationId },
  };
}

function readableError(error: unknown, scope: RequestScope): AppError {
  const ours = appErrorIn(error);
  if (ours) return ours;
  if (!(error instanceof GraphQLError)) return new AppError('INTERNAL_SERVER_ERROR');
  return engineError(error, scope.signedIn) ?? new AppError('INTERNAL_SERVER_ERROR');
}

/** GraphQL wraps what a resolver or a scalar throws, sometimes twice. Causes aren't checked: they aren't meant for callers. */
function appErrorIn(error: unknown): AppError | undefined {
  let inside: unknown = error;
  for (let depth = 0; depth < 6 && inside instanceof Error; depth++) {
    if (inside instanceof AppError) return inside;
    inside = inside instanceof GraphQLError ? inside.originalError : undefined;
  }
  return undefined;
}

/** What graphql-js and Apollo say about a request. A GraphQLError that code of ours threw from a field isn't among them. */
function engineError(error: GraphQLError, signedIn: boolean): AppError | undefined {
  if (error.path !== undefined) {
    const message = argumentMessage(error.message);
    return message === undefined ? undefined : says('BAD_USER_INPUT', message);
  }
  if (/Document contains more tha[nt] \d+ tokens/.test(error.message)) {
    return says('DOCUMENT_TOO_LARGE', 'The document passes the limit of 1000 for tokens.');
  }
  if (isVariableComplaint(error)) return says('BAD_USER_INPUT', variableMessage(error));
  if (/^Too many errors processing variables/.test(error.message)) {
    return says('BAD_USER_INPUT', 'Too many variables have invalid values.');
  }
  switch (error.extensions['code']) {
    case 'GRAPHQL_PARSE_FAILED':
      return says('GRAPHQL_PARSE_FAILED', syntaxMessage(error.message));
    case 'GRAPHQL_VALIDATION_FAILED': {
      const message = validationMessage(error);
      return says('GRAPHQL_VALIDATION_FAILED', signedIn ? message : withoutSuggestion(message));
    }
    case 'BAD_REQUEST':
      return says('BAD_REQUEST', error.message.trim());
    case 'OPERATION_RESOLUTION_FAILURE':
      return new AppError('BAD_REQUEST', {
        message: 'The document has no operation of that name, or several operations but no operation name.',
        remedy: 'Send "operationName" with the name of one operation of the document.',
      });
    case 'PERSISTED_QUERY_NOT_SUPPORTED':
    case 'PERSISTED_QUERY_NOT_FOUND':
      return says('BAD_REQUEST', 'Persisted queries are not supported.');
    default:
      return undefined;
  }
}

function says(code: ErrorCode, message: string): AppError {
  return new AppError(code, { message: message || ERRORS[code].message });
}

function locationAndPath(error: unknown): Pick<GraphQLFormattedError, 'locations' | 'path'> {
  if (!(error instanceof GraphQLError)) return {};
  return {
    ...(error.locations && { locations: error.locations }),
    ...(error.path && { path: error.path }),
  };
}

/** The log has what the caller doesn't get: the innermost error with its stack. */
function logMasked(error: unknown, { correlationId }: RequestScope, log: Log): void {
  let inside: unknown = error;
  while (inside instanceof GraphQLError && inside.originalError) inside = inside.originalError;
  log.error({ correlationId, err: inside }, 'masked error');
}

export interface RequestScope extends RequestTrace {
  /** Set once the token has been read. */
  signedIn: boolean;
  /** Whose token it is. */
  clerkId?: string | undefined;
  /** Why it isn't, where a token was given that is not over. */
  refusal?: unknown;
}

const scopes = new AsyncLocalStorage<RequestScope>();

/** What masking must know about the request that it is called for: Apollo's `formatError` is shown nothing but the error. */
export function inScope<T>(scope: RequestScope, work: () => T): T {
  return scopes.run(scope, work);
}

/** Of the request being answered. Outside of any: no clerk is signed in, and there is nothing to correlate. */
export function currentScope(): RequestScope {
  return scopes.getStore() ?? { correlationId: 'none', signedIn: false };
}
