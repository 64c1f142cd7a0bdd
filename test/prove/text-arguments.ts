/** Every argument of the schema that takes text, wherever it stands: found from the schema, so that a new one is tried without a word here. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';

const TEXT = new Set(['String', 'ID', 'AuthenticationCode', 'Passphrase']);

/** Where a good value is more than any text; what isn't here is `x`. */
const GOOD: Readonly<Record<string, unknown>> = {
  key: 'connect',
  on: false,
  customerNumber: '10482213',
  confirmation: 'Harbour View Hotel',
  authenticationCode: 'K7Q2-99ZZ',
  passphrase: 'seven gulls over the marina',
  content: 'VkNQQVNTUFQ=',
  clerkId: '77',
  pin: '0000',
  securityGroupId: '4',
  startMode: 'MANUAL',
  reason: 'A campaign',
  expiresAt: new Date(Date.now() + 3_600_000).toISOString(),
};

export interface TextArgument {
  /** `Mutation.onboard input.reason`. */
  readonly name: string;
  /** Its last word. */
  readonly last: string;
  readonly query: string;
  /** With this text there, and good values everywhere else. */
  readonly variables: (text: string) => Record<string, unknown>;
}

export function textArguments(schema: GraphQLSchema): readonly TextArgument[] {
  return [...reachable(schema)].flatMap(({ type, field, path }) =>
    field.args.flatMap((arg) =>
      placesIn(arg.type).map((place) => ({
        name: `${type.name}.${field.name} ${[arg.name, ...place].join('.')}`,
        last: String([arg.name, ...place].at(-1)),
        query: documentOf(path, field),
        variables: (text: string) => ({
          ...Object.fromEntries(given(field, arg).map((one) => [one.name, goodOf(one.name, one.type)])),
          [arg.name]: valueWith(arg.name, arg.type, place, text),
        }),
      })),
    ),
  );
}

interface Reached {
  readonly type: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  /** Document before and behind the field. */
  readonly path: readonly [string, string];
}

/** Each field once that has arguments, by the shortest way that wants none. */
function* reachable(schema: GraphQLSchema): Iterable<Reached> {
  const seen = new Set<string>();
  const next: { type: GraphQLObjectType; path: readonly [string, string] }[] = (
    ['Query', 'Mutation', 'Subscription'] as const
  ).flatMap((name) => {
    const type = schema.getType(name);
    return isObjectType(type) ? [{ type, path: [`${name.toLowerCase()} VARIABLES { `, ' }'] as const }] : [];
  });
  for (let one = next.shift(); one; one = next.shift()) {
    const { type, path } = one;
    if (seen.has(type.name)) continue;
    seen.add(type.name);
    for (const field of Object.values(type.getFields())) {
      if (field.args.length > 0) yield { type, field, path };
      const inner = getNamedType(field.type);
      const isOpen = field.args.every(({ type: of }) => !isNonNullType(of));
      if (isObjectType(inner) && isOpen)
        next.push({ type: inner, path: [`${path[0]}${field.name} { `, ` }${path[1]}`] });
    }
  }
}

/** Only what has to be there beside the argument, and what makes the call a real one. */
function given(field: GraphQLField<unknown, unknown>, arg: GraphQLArgument): readonly GraphQLArgument[] {
  return field.args.filter((one) => one !== arg && (isNonNullType(one.type) || one.name in GOOD));
}

function documentOf(
  [before, behind]: readonly [string, string],
  field: GraphQLField<unknown, unknown>,
): string {
  const args = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
  const variables = `(${field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ')})`;
  const selection = isObjectType(getNamedType(field.type)) ? ' { __typename }' : '';
  return `${before.replace('VARIABLES', variables)}${field.name}(${args})${selection}${behind}`;
}

/** Paths to texts inside of an argument; an empty one is the argument itself. */
function placesIn(type: GraphQLInputType): readonly (readonly string[])[] {
  const named = getNamedType(type);
  if (TEXT.has(named.name)) return [[]];
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    placesIn(field.type).map((place) => [field.name, ...place]),
  );
}

function valueWith(name: string, type: GraphQLInputType, place: readonly string[], text: string): unknown {
  if (isNonNullType(type)) return valueWith(name, type.ofType, place, text);
  if (isListType(type)) return [valueWith(name, type.ofType, place, text)];
  if (!isInputObjectType(type)) return text;
  const [first = '', ...rest] = place;
  return Object.fromEntries(
    Object.values(type.getFields())
      .filter((field) => field.name === first || isNonNullType(field.type))
      .map((field) => [
        field.name,
        field.name === first ? valueWith(field.name, field.type, rest, text) : goodOf(field.name, field.type),
      ]),
  );
}

function goodOf(name: string, type: GraphQLInputType): unknown {
  if (isNonNullType(type)) return goodOf(name, type.ofType);
  if (isListType(type)) return [goodOf(name, type.ofType)];
  if (name in GOOD) return GOOD[name];
  if (isEnumType(type)) return type.getValues()[0]?.name;
  if (isInputObjectType(type))
    return Object.fromEntries(
      Object.values(type.getFields())
        .filter((field) => isNonNullType(field.type))
        .map((field) => [field.name, goodOf(field.name, field.type)]),
    );
  return { Int: 1, Float: 1, Boolean: false, DateTime: '2031-05-06T17:10:00Z' }[type.name] ?? 'x';
}
