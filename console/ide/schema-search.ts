/** Finds types, fields, arguments and values of the schema by words of their names, descriptions and guards. */
import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
} from 'graphql';

export interface Found {
  /** `Venue`, `Query.services`, `Mutation.resync(input)`, `CloudRegion.AU`. */
  readonly name: string;
  /** `Needs SERVICES_VIEW.`, of an argument that of its field; empty where there is none. */
  readonly guard: string;
  readonly description: string;
  readonly type: GraphQLNamedType;
  /** Undefined: it is the type itself, or a value of it. */
  readonly field: Field | undefined;
}

type Field = GraphQLField<unknown, unknown> | GraphQLInputField;

/** Everything there is to find. */
export function everythingIn(schema: GraphQLSchema): readonly Found[] {
  return Object.values(schema.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => [foundOf(type, type), ...valuesOf(type), ...fieldsOf(type)]);
}

/** Those that have each of the words, nearest first: by their own name, by their whole name, by what is said of them. */
export function search(all: readonly Found[], text: string): readonly Found[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const ranked = all.flatMap((found) => {
    const name = found.name.toLowerCase();
    const own = name.replace(/\)$/, '').split(/[.(]/).at(-1) ?? name;
    const said = `${name} ${found.guard} ${found.description}`.toLowerCase();
    if (!words.every((word) => said.includes(word))) return [];
    const [word = ''] = words;
    const rank =
      own === word ? 0 : own.startsWith(word) ? 1 : words.every((each) => name.includes(each)) ? 2 : 3;
    return [{ found, rank }];
  });
  return ranked.toSorted((one, other) => one.rank - other.rank).map(({ found }) => found);
}

function valuesOf(type: GraphQLNamedType): readonly Found[] {
  if (!isEnumType(type)) return [];
  return type.getValues().map((value) => ({ ...foundOf(value, type), name: `${type.name}.${value.name}` }));
}

function fieldsOf(type: GraphQLNamedType): readonly Found[] {
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return [];
  const fields: readonly Field[] = Object.values(type.getFields());
  return fields.flatMap((field) => {
    const name = `${type.name}.${field.name}`;
    const found = { ...foundOf(field, type), name, field };
    const args: readonly GraphQLArgument[] = 'args' in field ? field.args : [];
    return [
      found,
      ...args.map((arg) => ({
        ...foundOf(arg, type),
        name: `${name}(${arg.name})`,
        guard: found.guard,
        field,
      })),
    ];
  });
}

/** The last lines of a description say what it needs. */
function foundOf(
  { name, description }: Pick<GraphQLNamedType, 'name' | 'description'>,
  type: GraphQLNamedType,
): Found {
  const lines = (description ?? '').split('\n');
  const isGuard = (line: string) => /^Needs .*\.$/.test(line);
  return {
    name,
    guard: lines.filter(isGuard).join(' '),
    description: lines.filter((line) => !isGuard(line)).join(' '),
    type,
    field: undefined,
  };
}
