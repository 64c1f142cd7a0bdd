import fc from 'fast-check';
import {
  buildSchema,
  execute,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  getOperationAST,
  isObjectType,
  MaxIntrospectionDepthRule,
  parse,
  specifiedRules,
  validate,
} from 'graphql';
import { buildGuardedSchema } from '../../src/resolvers/schema/build-schema.js';
import { introspectionAnswer } from '../../src/server/introspection-answer.js';

const OWN = buildGuardedSchema();
const ALL_SORTS = buildSchema(`
  "What is asked" schema { query: Query subscription: Later }
  directive @many(on: Int = 3, old: Int @deprecated(reason: "no")) repeatable on FIELD | QUERY
  scalar Url @specifiedBy(url: "https://url.spec.whatwg.org/")
  input One @oneOf { a: Int b: [String!] }
  input Options { "why" size: Int! = 3 gone: [[Int!]!] @deprecated }
  enum Colour { RED GREY @deprecated(reason: "use RED") }
  interface Named { name: String! }
  interface Known implements Named { name: String! id: ID! }
  type Bar implements Known & Named { name: String! id: ID! url: Url colour(of: Colour = RED): Colour! }
  type Kiosk implements Named { name: String! opens(with: Options, old: Int @deprecated): [[Bar!]!]! gone: Int @deprecated }
  union Place = Bar | Kiosk
  type Query { places(one: One): [Place!]! named: Named }
  type Later { place: Place }
`);
/** How deep lists nest is a matter of cost, and held elsewhere. */
const rules = specifiedRules.filter((rule) => rule !== MaxIntrospectionDepthRule);
const variables = { yes: true, no: false, name: 'Kiosk' };

/** As graphql-js answers and as we do, in the text that leaves. */
async function answersTo(schema: GraphQLSchema, query: string) {
  const document = parse(query);
  expect(validate(schema, document, rules)).toEqual([]);
  const operation = getOperationAST(document);
  if (!operation) throw new Error(`no operation in ${query}`);
  return {
    theirs: JSON.stringify(await execute({ schema, document, variableValues: variables })),
    ours: JSON.stringify({ data: introspectionAnswer(schema, document, operation, variables) }),
  };
}

const FRAGMENTS = `query ($name: String!, $yes: Boolean = true, $no: Boolean!) {
  ...root kind: __typename again: __type(name: $name) { ...type } none: __type(name: "Nobody") { name }
}
fragment root on Query { __schema { types { ...type } ... @include(if: $yes) { types { kind } } } }
fragment type on __Type {
  name fields(includeDeprecated: $yes) { name } ... on __Type @skip(if: $yes) { description }
  later: fields { args { defaultValue @skip(if: $no) type { ofType { ofType { __typename kind name ofType { name } } } } } }
}`;

describe.each([
  ["the product's schema", OWN],
  ['a schema with all that one may have', ALL_SORTS],
] as const)('introspection of %s', (_what, schema) => {
  it.each([
    ['the usual question', getIntrospectionQuery()],
    [
      'the whole question',
      getIntrospectionQuery({
        inputValueDeprecation: true,
        oneOf: true,
        schemaDescription: true,
        specifiedByUrl: true,
        directiveIsRepeatable: true,
      }),
    ],
    ['fragments, variables and aliases', FRAGMENTS],
  ])('is answered as graphql-js does: %s', async (_name, query) => {
    const { theirs, ours } = await answersTo(schema, query);
    expect(ours).toBe(theirs);
  });

  it('is answered as graphql-js does: 300 made-up questions', async () => {
    await fc.assert(
      fc.asyncProperty(question(schema), async (query) => {
        const { theirs, ours } = await answersTo(schema, query);
        return ours === theirs;
      }),
      { numRuns: 300, seed: 1 },
    );
  });

  it.each<[string, string, Record<string, unknown>?]>([
    [
      'has a null where none may be',
      'query ($is: Boolean = true) { __typename @skip(if: $is) }',
      { is: null },
    ],
    [
      'asks for a type that is null',
      'query ($name: String = "Query") { __type(name: $name) { name } }',
      { name: null },
    ],
    ['asks for data as well', '{ __schema { description } named: __typename other: health { status } }'],
    ['has a variable that is missing', 'query ($name: String!) { __type(name: $name) { name } }'],
  ])('is left to graphql-js when a document %s', (_name, query, variables = {}) => {
    const document = parse(query);
    const operation = getOperationAST(document);
    expect(operation && introspectionAnswer(OWN, document, operation, variables)).toBeUndefined();
  });
});

/** Any question: fields of the meta types, as deep as five, now and then under an alias, with a directive, or with what is deprecated. */
function question(schema: GraphQLSchema): fc.Arbitrary<string> {
  const whole = schema.getType('__Schema') as GraphQLObjectType;
  const type = schema.getType('__Type') as GraphQLObjectType;
  const names = fc.constantFrom('Query', 'Bar', 'Place', 'Colour', 'Options', 'Nobody', 'String');
  return fc
    .tuple(selection(whole, 4), selection(type, 3), names)
    .map(([schemas, types, name]) => `{ __schema { ${schemas} } __type(name: "${name}") { ${types} } }`);
}

function selection(of: GraphQLObjectType, depth: number): fc.Arbitrary<string> {
  const fields = Object.values(of.getFields()).filter((one) => depth > 0 || !isComposite(one));
  return fc
    .array(
      fc.constantFrom(...fields).chain((one) => fieldText(one, depth)),
      { minLength: 1, maxLength: 3 },
    )
    .map((texts) => ['__typename', ...texts].join(' '));
}

let aliases = 0;
function fieldText(field: GraphQLField<unknown, unknown>, depth: number): fc.Arbitrary<string> {
  const type = getNamedType(field.type);
  const inside = isObjectType(type)
    ? selection(type, depth - 1).map((text) => `{ ${text} }`)
    : fc.constant('');
  const given = field.args.length
    ? fc.constantFrom('(includeDeprecated: true)', '(includeDeprecated: false)', '')
    : fc.constant('');
  const directive = fc.constantFrom('', '', '', '@skip(if: true)', '@include(if: true)');
  return fc.tuple(given, directive, inside).map(([args, said, text]) => {
    aliases += 1;
    return `a${aliases}: ${field.name}${args} ${said} ${text}`;
  });
}

function isComposite(field: GraphQLField<unknown, unknown>): boolean {
  return isObjectType(getNamedType(field.type));
}
