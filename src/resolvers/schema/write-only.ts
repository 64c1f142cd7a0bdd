import { GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import { Secret } from '../../domain/types/secret.js';

/**
 * Write-only: a Secret from the moment it is read. Reading never fails: graphql-js quotes the whole input in every coercion error, so
 * what can't be one (a number, a list) becomes an empty Secret, which the edge then refuses.
 */
function writeOnly(name: string, description: string): GraphQLScalarType<Secret, never> {
  return new GraphQLScalarType<Secret, never>({
    name,
    description: `Write-only: accepted as input, never printed. ${description}`,
    serialize() {
      throw new GraphQLError(`${name} is write-only.`);
    },
    parseValue: (value) => new Secret(typeof value === 'string' ? value : ''),
    parseLiteral: (node) => new Secret(node.kind === Kind.STRING ? node.value : ''),
  });
}

export const AuthenticationCodeScalar = writeOnly(
  'AuthenticationCode',
  'The code exactly as in the newest e-mail, as a string.',
);

export const PassphraseScalar = writeOnly(
  'Passphrase',
  'The passphrase of a migration file: 12 to 200 characters.',
);
