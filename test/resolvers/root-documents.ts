/** A document for any root field, with values that its argument rules accept. */
import {
  type GraphQLField,
  type GraphQLInputType,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
} from 'graphql';

export type Root = 'query' | 'mutation' | 'subscription';

/** `given`: the text of an argument, by name. */
export function documentOf(
  root: Root,
  field: GraphQLField<unknown, unknown>,
  given: Readonly<Record<string, string>> = {},
): string {
  const args = field.args
    .filter((arg) => isNonNullType(arg.type) || arg.name in given)
    .map(
      (arg) =>
        `${arg.name}: ${given[arg.name] ?? (field.name === 'clerk' ? '"1"' : sample(arg.name, arg.type))}`,
    );
  const selection = isLeafType(getNamedType(field.type)) ? '' : '{ __typename }';
  return `${root} { ${field.name}${args.length ? `(${args.join(', ')})` : ''} ${selection} }`;
}

const SAMPLES: Readonly<Record<string, string>> = {
  customerNumber: '"10482213"',
  pin: '"2468"',
  key: '"gateway-client"',
  id: '"op-1"',
  expiresAt: '"2031-05-06T12:00:00Z"',
  on: 'true',
  from: '"2031-05-06T12:00:00Z"',
  to: '"2031-05-06T13:00:00Z"',
};

export function sample(name: string, type: GraphQLInputType): string {
  const inner = isNonNullType(type) ? type.ofType : type;
  if (isListType(inner)) return `[${sample(name, inner.ofType)}]`;
  if (isEnumType(inner)) return inner.getValues()[0]?.name ?? '';
  if (isInputObjectType(inner)) {
    const wanted = Object.values(inner.getFields()).filter((field) => isNonNullType(field.type));
    return `{ ${wanted.map((field) => `${field.name}: ${sample(field.name, field.type)}`).join(', ')} }`;
  }
  return SAMPLES[name] ?? '"1"';
}
