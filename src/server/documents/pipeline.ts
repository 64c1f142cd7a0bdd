/**
 * The rules that each GraphQL request passes, over HTTP and WebSocket alike. Apollo parses and validates with these options over HTTP, `prepare`
 * does the same for a socket; neither transport adds a rule of its own.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import type { RequestTrace } from '../../domain/types/traces.js';
import { AppError } from '../../errors/errors.js';
import type { Log } from '../log.js';
import { DOCUMENT_LIMITS, limitDocument } from './document-limits.js';
import { maskError, type RequestScope } from './mask-errors.js';
import { RefusalLog } from './refusal-log.js';

export type Transport = 'http' | 'socket';

export interface ValidDocument {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
}

/** Of the schema: what a caller calls it stays out of traces. */
export function namesOf(operation: OperationDefinitionNode | undefined): RequestTrace['operation'] {
  const [first] = operation?.selectionSet.selections ?? [];
  return (
    operation && { type: operation.operation, field: first?.kind === Kind.FIELD ? first.name.value : '' }
  );
}

export class Pipeline {
  readonly parseOptions = { maxTokens: DOCUMENT_LIMITS.tokens };
  readonly validationRules = [limitDocument];
  /** Each further error costs as much to report as a small document does. */
  readonly validationOptions = { maxErrors: 20 };
  /** Also of what is refused before it is read. */
  readonly refusals: RefusalLog;
  readonly #schema: GraphQLSchema;
  readonly #log: Log;
  readonly #introspects = new WeakMap<DocumentNode, boolean>();

  constructor(schema: GraphQLSchema, log: Log) {
    this.#schema = schema;
    this.#log = log;
    this.refusals = new RefusalLog(log);
  }

  /** Parses and validates, with the codes that Apollo gives. */
  prepare(source: string, operationName: string | undefined): ValidDocument | readonly GraphQLError[] {
    let document: DocumentNode;
    try {
      document = parse(source, this.parseOptions);
    } catch (error) {
      return [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')];
    }
    const rules = [...specifiedRules, ...this.validationRules];
    const invalid = validate(this.#schema, document, rules, this.validationOptions);
    if (invalid.length > 0) return invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED'));
    const operation = getOperationAST(document, operationName);
    if (operation) return { document, operation };
    return [new GraphQLError('', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })];
  }

  /** Throws for a valid document that this caller may not send, or not over this transport. */
  admit(
    document: DocumentNode,
    operation: OperationDefinitionNode | undefined,
    {
      transport,
      signedIn,
      refusal,
    }: Pick<RequestScope, 'signedIn' | 'refusal'> & { readonly transport: Transport },
  ): void {
    if (!signedIn && this.#readsSchema(document))
      throw refusal === undefined
        ? refused('UNAUTHENTICATED', 401, SCHEMA_IS_GUARDED)
        : schemaRefused(refusal);
    if (operation === undefined) return;
    const served = operation.operation === OperationTypeNode.SUBSCRIPTION ? 'socket' : 'http';
    if (served !== transport) throw refused('BAD_REQUEST', 400, SERVED_OVER[served]);
  }

  /** Everything that leaves as an error. */
  mask(error: unknown, scope: RequestScope): GraphQLFormattedError {
    return maskError(error, scope, { log: this.#log, refusals: this.refusals });
  }

  /** Not a validation rule: a kept document was validated for one caller and is executed for the next. */
  #readsSchema(document: DocumentNode): boolean {
    const known = this.#introspects.get(document);
    if (known !== undefined) return known;
    const reads = validate(this.#schema, document, [NoSchemaIntrospectionCustomRule]).length > 0;
    this.#introspects.set(document, reads);
    return reads;
  }
}

interface Refusal {
  readonly message: string;
  readonly remedy: string;
}

const SCHEMA_IS_GUARDED: Refusal = {
  message: 'Only a signed-in clerk may read the schema.',
  remedy: 'Sign in first. /schema.graphql has the schema as a file, for clerks and API tokens.',
};
const SERVED_OVER: Readonly<Record<Transport, Refusal>> = {
  http: {
    message: 'Queries and mutations are served over HTTP, at the same address.',
    remedy: 'Send the document by HTTP POST to /graphql.',
  },
  socket: {
    message: 'Subscriptions are served over WebSocket, at the same address.',
    remedy: 'Subscribe over WebSocket at /graphql, by the protocol graphql-transport-ws.',
  },
};

/** Of a caller with a valid session. */
function schemaRefused(refusal: unknown): GraphQLError {
  const originalError = refusal instanceof Error ? refusal : new AppError('INTERNAL_SERVER_ERROR');
  const isTemporary = originalError instanceof AppError && originalError.code === 'PIN_TEMPORARY';
  return withStatus(originalError, isTemporary ? 403 : 503);
}

function withStatus(originalError: Error, status: number): GraphQLError {
  return new GraphQLError(originalError.message, { originalError, extensions: { http: { status } } });
}

function refused(code: 'UNAUTHENTICATED' | 'BAD_REQUEST', status: number, refusal: Refusal): GraphQLError {
  return withStatus(new AppError(code, refusal), status);
}

function coded(error: GraphQLError, code: string): GraphQLError {
  const { message, nodes, source, positions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    originalError: error.originalError ?? error,
    extensions: { code },
  });
}
