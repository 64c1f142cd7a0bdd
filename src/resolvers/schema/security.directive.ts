/** The three guards as directives: how a field carries one, how the schema declares them, and how one is read back; and what a client may say, @whatIf. */
import {
  type ConstDirectiveNode,
  DirectiveLocation,
  GraphQLDirective,
  GraphQLEnumType,
  type GraphQLField,
  GraphQLNonNull,
  GraphQLSchema,
  Kind,
  specifiedDirectives,
} from 'graphql';
import { Directive } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';

export type Guard =
  | { readonly kind: 'public' }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'requires'; readonly permission: Permission };

export type FieldDecorator = PropertyDecorator & MethodDecorator;

/** What a client says on a mutation that it only asks about. */
export const WHAT_IF = 'whatIf';

/** Only for a clerk who passes both gates of this permission. */
export function Requires(permission: Permission): FieldDecorator {
  return Directive(`@requires(permission: ${permission})`);
}

/** For any signed-in clerk. */
export function SignedIn(): FieldDecorator {
  return Directive('@signedIn');
}

/** For anyone who reaches the port: signIn and health, nothing else. */
export function Public(): FieldDecorator {
  return Directive('@public');
}

/** The same schema with the directives declared. `requires` uses the schema's own Permission enum: so it prints as an enum literal. */
export function declareDirectives(schema: GraphQLSchema): GraphQLSchema {
  const permission = schema.getType('Permission');
  if (!(permission instanceof GraphQLEnumType)) throw new Error('The schema has no enum named Permission.');
  const locations = [DirectiveLocation.FIELD_DEFINITION];
  return new GraphQLSchema({
    ...schema.toConfig(),
    directives: [
      ...specifiedDirectives,
      new GraphQLDirective({
        name: 'requires',
        description:
          'Only for a signed-in clerk whose Clerk Security Group has this permission, and whose Clerk Group has access to the data.',
        locations,
        args: { permission: { type: new GraphQLNonNull(permission) } },
      }),
      new GraphQLDirective({ name: 'signedIn', description: 'For any signed-in clerk.', locations }),
      new GraphQLDirective({
        name: 'public',
        description: 'For anyone who can reach the loopback port: signIn and health, nothing else.',
        locations,
      }),
      new GraphQLDirective({
        name: WHAT_IF,
        description:
          'Only checks whether the mutations of this document would be refused: by permission, rank, state, plan or arguments, but not for a missing step-up. A mutation that would succeed returns null without an error. Nothing is changed.',
        locations: [DirectiveLocation.MUTATION],
      }),
    ],
  });
}

/** Every guard that a field carries; what can't be read throws, so that a typing error never leaves a field open. */
export function guardsOf(field: Pick<GraphQLField<unknown, unknown>, 'name' | 'astNode'>): readonly Guard[] {
  const directives = field.astNode?.directives ?? [];
  return directives.flatMap((directive) => guardOf(directive, field.name) ?? []);
}

function guardOf(directive: ConstDirectiveNode, fieldName: string): Guard | undefined {
  const name = directive.name.value;
  if (name === 'public' || name === 'signedIn') return { kind: name };
  if (name !== 'requires') return undefined;
  const value = directive.arguments?.find((argument) => argument.name.value === 'permission')?.value;
  if (value?.kind === Kind.ENUM && Object.hasOwn(Permission, value.value)) {
    return { kind: 'requires', permission: value.value as Permission };
  }
  throw new Error(`The server refuses to start: @requires on ${fieldName} names no known permission.`);
}
