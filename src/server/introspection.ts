/**
 * Introspection is for signed-in callers. It can't be a plain validation rule: Apollo keeps validated documents, and what was
 * validated for one caller is executed for the next.
 */
import {
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  validate,
} from 'graphql';
import { AppError } from '../errors.js';

const answers = new WeakMap<DocumentNode, boolean>();

/** Throws for a document that reads the schema while nobody is signed in. */
export function refuseIntrospection(schema: GraphQLSchema, document: DocumentNode): void {
  let introspects = answers.get(document);
  if (introspects === undefined) {
    introspects = validate(schema, document, [NoSchemaIntrospectionCustomRule]).length > 0;
    answers.set(document, introspects);
  }
  if (!introspects) return;
  const originalError = new AppError('UNAUTHENTICATED', {
    message: 'Only a signed-in clerk may read the schema.',
    remedy: 'Sign in first, or read schema.graphql in the project.',
  });
  throw new GraphQLError(originalError.message, { originalError, extensions: { http: { status: 401 } } });
}
