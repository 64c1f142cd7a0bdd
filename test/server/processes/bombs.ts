/** Documents past each limit, by the limit's name. */

export const nested = (depth: number) =>
  `{ viewer ${'{ boss '.repeat(depth - 2)}{ name }${' }'.repeat(depth - 2)} }`;
export const times = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => text(i)).join(' ');

export function letter(index: number): string {
  return index < 26 ? String.fromCharCode(97 + index) : 'z';
}

/** Fragments a, b, c, ... each with the body given for it, the last with `end`. */
export function fragments(
  count: number,
  body: (index: number) => string,
  end: string,
  type = 'Clerk',
): string {
  return times(count + 1, (i) => `fragment ${letter(i)} on ${type} { ${i === count ? end : body(i)} }`);
}

export const BOMBS: readonly (readonly [string, string])[] = [
  ['depth', nested(9)],
  ['depth', `{ viewer { ...a } } ${fragments(8, (i) => `boss { ...${letter(i + 1)} }`, 'name')}`],
  ['aliases', `{ viewer { ${times(16, (i) => `a${i}: name`)} } }`],
  [
    'aliases',
    `{ viewer { ...a } } ${fragments(6, (i) => `x: boss { ...${letter(i + 1)} } y: boss { ...${letter(i + 1)} }`, 'name')}`,
  ],
  ['rootFields', `{ ${times(11, (i) => `a${i}: health`)} }`],
  ['rootFields', `{ ${times(11, () => 'health')} }`],
  ['rootFields', `{ ...a ...a ...a ...a } fragment a on Query { health secret correlation }`],
  ['directives', `{ ${times(9, () => 'health @include(if: true)')} }`],
  ['directives', `query ${times(1, () => '')} { health ${'@include(if: true) '.repeat(9)}}`],
  ['pinChecks', 'mutation { a: signIn(clerkId: "1", pin: "1") b: signIn(clerkId: "1", pin: "2") }'],
  ['pinChecks', 'mutation { signIn(clerkId: "1", pin: "1") stepUp(pin: "2") }'],
  [
    'pinChecks',
    'mutation { ...a } fragment a on Mutation { signIn(clerkId: "1", pin: "1") ... { b: signIn(clerkId: "1", pin: "1") } }',
  ],
  ['aliases', `{ __schema { ${times(16, (i) => `a${i}: types { name }`)} } }`],
  ['aliases', `{ ${times(16, (i) => `a${i}: __typename`)} }`],
  ['schemaLists', `{ __schema { ${times(6, (i) => `a${i}: types { fields { args { name } } }`)} } }`],
  [
    'schemaListsBesideData',
    '{ health __schema { types { fields { name } args: fields { args { name } } } } }',
  ],
  [
    'schemaListsBesideData',
    'query a { ...x } fragment x on Query { viewer { name } ...y } fragment y on Query { __schema { types { fields { args { name } } enumValues { name } } } }',
  ],
  ['directives', `{ __schema { types { ${times(9, () => 'name @include(if: true)')} } } }`],
  [
    'fields',
    `{ __schema { types { ...a } } } ${fragments(20, (i) => `...${letter(i + 1)} ...${letter(i + 1)}`, 'name', '__Type')}`,
  ],
  [
    'fields',
    `{ viewer { ...a } } ${fragments(20, (i) => `...${letter(i + 1)} ...${letter(i + 1)}`, 'name')}`,
  ],
];
