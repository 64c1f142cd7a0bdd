import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Secret } from '../../operations/words/secret.js';

/**
 * Write-only: a Secret from the moment it is read. Reading never fails: graphql-js quotes the whole input in every coercion error, so
 * what can't be a code (a number, a list) becomes an empty Secret, which the edge then refuses as CODE_MALFORMED.
 */
export const AuthenticationCodeScalar = new GraphQLScalarType<Secret, never>({
  name: 'AuthenticationCode',
  description:
    'Write-only: accepted as input, never printed. The code exactly as in the newest e-mail, as a string.',
  serialize() {
    throw new GraphQLError('AuthenticationCode is write-only.');
  },
  parseValue: (value) => new Secret(typeof value === 'string' ? value : ''),
  parseLiteral: (node) => new Secret(node.kind === Kind.STRING ? node.value : ''),
});
