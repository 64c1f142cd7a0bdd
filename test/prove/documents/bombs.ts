/** Documents and bodies that are made to be dear, one of each kind: just past what the limits let through, and well past. */
import { getIntrospectionQuery } from 'graphql';

export interface Bomb {
  readonly kind: string;
  readonly query: string;
  readonly variables?: unknown;
}

const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => text(index)).join(' ');
const fragments = (count: number, type: string, body: (next: string) => string, end: string) =>
  times(count + 1, (i) => `fragment f${i} on ${type} { ${i === count ? end : body(`...f${i + 1}`)} }`);
const TYPE = 'type { kind name ofType { kind name ofType { name } } }';

export const BOMBS: readonly Bomb[] = [
  { kind: 'depth', query: `{ viewer ${'{ securityGroup '.repeat(200)}{ name }${' }'.repeat(200)} }` },
  { kind: 'aliases', query: `{ ${times(300, (i) => `a${i}: __typename`)} }` },
  { kind: 'root fields', query: `{ ${times(11, (i) => `a${i}: health { status }`)} }` },
  { kind: 'the same field again and again', query: `{ ${times(400, () => 'health { status }')} }` },
  { kind: 'fields that have to be merged', query: `{ ${times(90, () => 'viewer { id name viewer: id }')} }` },
  { kind: 'directives', query: `{ __typename ${'@include(if: true) '.repeat(160)} }` },
  {
    kind: 'fragments that double',
    query: `{ viewer { ...f0 } } ${fragments(30, 'Clerk', (next) => `${next} ${next}`, 'name')}`,
  },
  {
    kind: 'fragments in a circle',
    query: '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }',
  },
  {
    kind: 'fragments that no one spreads',
    query: `{ __typename } ${times(120, (i) => `fragment f${i} on Query { __typename }`)}`,
  },
  { kind: 'operations', query: times(150, (i) => `query q${i} { __typename }`) },
  { kind: 'variables that no one uses', query: `query (${times(150, (i) => `$v${i}: Int`)}) { __typename }` },
  { kind: 'tokens', query: `{ ${'__typename '.repeat(20_000)} }` },
  { kind: 'commas and comments', query: `{ ${','.repeat(30_000)} __typename #${'x'.repeat(30_000)}\n}` },
  { kind: 'lists in lists', query: `{ operation(id: ${'['.repeat(400)}${']'.repeat(400)}) { id } }` },
  { kind: 'lists in lists without an end', query: `{ operation(id: ${'['.repeat(60_000)}` },
  { kind: 'selections without an end', query: '{a'.repeat(30_000) },
  { kind: 'objects in objects', query: `{ operation(id: ${'{a:'.repeat(300)}1${'}'.repeat(300)}) { id } }` },
  { kind: 'a long text', query: `{ operation(id: "${'x'.repeat(60_000)}") { id } }` },
  { kind: 'escapes', query: `{ operation(id: "${'\\u0041'.repeat(9000)}") { id } }` },
  { kind: 'a block text of blank lines', query: `{ operation(id: """${' \n'.repeat(25_000)}""") { id } }` },
  { kind: 'a long name', query: `{ ${'x'.repeat(60_000)} }` },
  { kind: 'a name that nearly is one', query: `{ ${times(150, (i) => `operatio${'n'.repeat(i % 9)}x`)} }` },
  {
    kind: 'a number of 60,000 digits',
    query: `{ operations(first: ${'9'.repeat(60_000)}) { pageInfo { hasNextPage } } }`,
  },
  {
    kind: 'variables in variables',
    query: 'query ($id: ID!) { operation(id: $id) { id } }',
    variables: JSON.parse(`{"id":${'['.repeat(2000)}${']'.repeat(2000)}}`),
  },
  {
    kind: 'many variables',
    query: 'query ($id: ID!) { operation(id: $id) { id } }',
    variables: Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`v${i}`, i])),
  },
  { kind: 'introspection: aliases', query: `{ __schema { ${times(16, (i) => `a${i}: types { name }`)} } }` },
  {
    kind: 'introspection: lists in lists',
    query: `{ __schema { types { fields { type { fields { type { fields { type { fields { name } } } } } } } } } }`,
  },
  {
    kind: 'introspection: types that hold types',
    query: `{ __schema { types { possibleTypes { interfaces { possibleTypes { interfaces { name } } } } } } }`,
  },
  {
    kind: 'introspection: fragments that double',
    query: `{ __schema { types { ...f0 } } } ${fragments(30, '__Type', (next) => `${next} ${next}`, 'name')}`,
  },
  {
    kind: 'introspection: ofType without end',
    query: `{ __schema { types { ${'ofType { '.repeat(150)}name${' }'.repeat(150)} } } }`,
  },
  {
    kind: 'introspection: one more list than may be',
    query: `{ __schema { ${times(4, (i) => `a${i}: types { fields { args { name ${TYPE} } } }`)} } }`,
  },
];

const LISTS = `types { name fields(includeDeprecated: true) { name args { name ${TYPE} } ${TYPE} } }`;

/** What the limits let through, and costs most: it runs. */
export const DEAREST: readonly Bomb[] = [
  {
    kind: 'introspection as dear as may be',
    query: `{ __schema { directives { name } ${times(3, (i) => `a${i}: ${LISTS}`)} } }`,
  },
  {
    kind: 'as dear as may be beside data',
    query: `{ health { status } __schema { types { name fields(includeDeprecated: true) { name description ${TYPE} } } } }`,
  },
  { kind: "the IDE's own", query: getIntrospectionQuery() },
];
