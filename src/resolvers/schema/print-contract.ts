import { printSchemaWithDirectives } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';

const HEADER = `# Printed from src/resolvers; not to be edited by hand. "npm run schema" writes it anew, and a test holds it against the code.
# Every field of Query, Mutation and Subscription carries exactly one of @requires, @signedIn, @public.

`;

/** The text of the committed schema.graphql: the schema with its directives, which graphql's own printSchema would drop. */
export function printContract(schema: GraphQLSchema): string {
  return `${HEADER}${printSchemaWithDirectives(schema)}\n`;
}
