/** Documents by chance, all of them valid: made from the schema, with whatever it has by then. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import type { Chance } from './seeded.js';

/** They try a PIN, which costs what it costs on purpose, or end the session that asks. */
const NEVER = new Set(['signIn', 'stepUp', 'signOut', 'changePin']);
const DEPTH = 6;
const FIELDS = 60;

export type OperationKind = 'query' | 'mutation' | 'subscription';

export class RandomDocuments {
  readonly #schema: GraphQLSchema;
  readonly #chance: Chance;
  #left = 0;

  constructor(schema: GraphQLSchema, chance: Chance) {
    this.#schema = schema;
    this.#chance = chance;
  }

  /** `without`: root fields that don't come. */
  next(
    kind: OperationKind = this.#chance.pick(['query', 'query', 'mutation'] as const),
    without: readonly string[] = [],
  ): string {
    this.#left = FIELDS;
    const type = this.#schema.getRootType(kind as never);
    const fields = Object.values(type?.getFields() ?? {}).filter(
      ({ name }) => !NEVER.has(name) && !without.includes(name),
    );
    const count = kind === 'subscription' ? 1 : 1 + Math.floor(this.#chance.between(0, 3));
    const chosen = this.#chance.shuffled(fields).slice(0, count);
    return `${kind} ${this.#name()} { ${chosen.map((field) => this.#field(field, 1)).join(' ')} }`;
  }

  #field(field: GraphQLField<unknown, unknown>, depth: number): string {
    this.#left -= 1;
    return `${field.name}${this.#arguments(field.args)}${this.#selection(getNamedType(field.type), depth)}`;
  }

  #selection(type: GraphQLNamedType, depth: number): string {
    if (!isObjectType(type)) return '';
    const fields = this.#chance.shuffled(Object.values(type.getFields()));
    const deep = depth >= DEPTH || this.#left <= 0;
    const possible = deep ? fields.filter(({ type: of }) => !isObjectType(getNamedType(of))) : fields;
    const chosen = possible.slice(0, 1 + Math.floor(this.#chance.between(0, 4)));
    const inside = chosen.map((field) => this.#field(field, depth + 1)).join(' ');
    return ` { ${inside === '' ? '__typename' : inside} }`;
  }

  #arguments(args: readonly GraphQLArgument[]): string {
    const given = args.filter(({ type }) => isNonNullType(type) || this.#chance.between(0, 1) < 0.5);
    if (given.length === 0) return '';
    return `(${given.map(({ name, type }) => `${name}: ${this.#value(type)}`).join(', ')})`;
  }

  #value(type: GraphQLInputType): string {
    if (isNonNullType(type)) return this.#value(type.ofType);
    if (isListType(type)) {
      const count = Math.floor(this.#chance.between(0, 4));
      return `[${Array.from({ length: count }, () => this.#value(type.ofType)).join(', ')}]`;
    }
    if (isEnumType(type)) return this.#chance.pick(type.getValues()).name;
    if (isInputObjectType(type)) {
      const given = Object.values(type.getFields()).filter(
        (field) => isNonNullType(field.type) || this.#chance.between(0, 1) < 0.5,
      );
      return `{ ${given.map((field) => `${field.name}: ${this.#value(field.type)}`).join(', ')} }`;
    }
    return this.#scalar(type.name);
  }

  #scalar(name: string): string {
    switch (name) {
      case 'Int':
        return this.#chance.pick(['0', '1', '-1', '50', '200', '2147483647']);
      case 'Float':
        return this.#chance.pick(['0.5', '-1e9', '3']);
      case 'Boolean':
        return this.#chance.pick(['true', 'false']);
      case 'DateTime':
        return this.#chance.pick(['"2031-05-06T17:10:00Z"', '"1999-01-01T00:00:00+10:00"']);
      case 'Date':
        return '"2031-05-06"';
      case 'Duration':
        return '"PT5M"';
      case 'AuthenticationCode':
        return '"K7Q2-99ZZ"';
      default:
        return JSON.stringify(
          this.#chance.pick([
            '',
            'connect',
            '10482213',
            'x'.repeat(300),
            'ünï 👩‍👩‍👧',
            "'; DROP TABLE x",
            '1',
          ]),
        );
    }
  }

  #name(): string {
    return `q${Math.floor(this.#chance.between(0, 1e6))}`;
  }
}

/** One that was good, bent in a few places: most can't be read any more, some don't fit the schema, a few are still good. */
export function bent(text: string, chance: Chance): string {
  let bentText = text;
  for (let times = 1 + Math.floor(chance.between(0, 3)); times > 0; times -= 1) {
    const at = Math.floor(chance.between(0, bentText.length));
    const length = Math.floor(chance.between(1, 12));
    const [before, part, after] = [
      bentText.slice(0, at),
      bentText.slice(at, at + length),
      bentText.slice(at + length),
    ];
    bentText = chance.pick([
      () => before + after,
      () => before + part + part + after,
      () => before + [...part].reverse().join('') + after,
      () => before + chance.pick(STRANGE) + part + after,
      () => before,
      () => after + before,
    ])();
  }
  return bentText;
}

const STRANGE = [
  '{',
  '}',
  '(',
  ')',
  '$x',
  '...',
  '... on ',
  '@skip',
  '@include(if: $x)',
  '"',
  '"""',
  '#',
  '\0',
  '\ufeff',
  '\u2028',
  '\ud800',
  '\u202e',
  'null',
  '__proto__',
  'fragment a on Query { ...a }',
  '\\u{10FFFF}',
  '99999999999999999999',
  '1e999',
];
