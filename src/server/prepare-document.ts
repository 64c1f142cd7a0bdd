/** Parse, limit and validate for the WebSocket, as Apollo does it for HTTP with the same rules. */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { DOCUMENT_LIMITS, limitErrors, VALIDATION } from './document-limits.js';

export type PreparedDocument =
  | { readonly document: DocumentNode; readonly operation: OperationDefinitionNode }
  | { readonly errors: readonly GraphQLError[] };

/** `known` is what an earlier answer for the very same `source` held. */
export function prepareDocument(
  schema: GraphQLSchema,
  source: string,
  operationName: string | undefined,
  known?: DocumentNode,
): PreparedDocument {
  const read = known ? { document: known } : readDocument(schema, source);
  if ('errors' in read) return read;
  const { document } = read;
  const operation = getOperationAST(document, operationName);
  if (operation) return { document, operation };
  return { errors: [new GraphQLError('', { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] };
}

function readDocument(
  schema: GraphQLSchema,
  source: string,
): { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] } {
  let document: DocumentNode;
  try {
    document = parse(source, { maxTokens: DOCUMENT_LIMITS.tokens });
  } catch (error) {
    return { errors: [coded(error as GraphQLError, 'GRAPHQL_PARSE_FAILED')] };
  }
  const tooLarge = limitErrors(document);
  if (tooLarge.length > 0) return { errors: tooLarge };
  const invalid = validate(schema, document, specifiedRules, VALIDATION);
  if (invalid.length > 0)
    return { errors: invalid.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
  return { document };
}

/** The code that Apollo gives the same error over HTTP. */
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
