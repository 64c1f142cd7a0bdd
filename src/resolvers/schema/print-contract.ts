import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';

const HEADER = `# Printed from src/resolvers; do not edit. "npm run schema" writes it again, and a test compares it with the code.
# Every field of Query, Mutation and Subscription carries exactly one of @requires, @signedIn, @public.

`;

/** The text of the committed schema.graphql: the schema with its directives, which graphql's own printSchema would drop. */
export function printContract(schema: GraphQLSchema): string {
  return `${HEADER}${printSchemaWithDirectives(schema)}\n`;
}
