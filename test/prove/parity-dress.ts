/** What a document can be written with besides fields and arguments: aliases, fragments, type conditions, @skip and @include, variables. */
import {
  type ASTNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Chance } from './seeded.js';

export interface Dressed {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The same fields, otherwise written; what is left out by a directive, or spread, is decided by `chance`. */
export function dressed(schema: GraphQLSchema, text: string, chance: Chance): Dressed {
  const often = (share: number) => chance.between(0, 1) < share;
  const types = new TypeInfo(schema);
  const fragments: string[] = [];
  const variables = new Map<string, { readonly type: string; readonly value: unknown }>();
  const flag = (): string => {
    const value = chance.pick([true, false, true]);
    if (often(0.4)) return String(value);
    const name = `flag${variables.size}`;
    variables.set(name, { type: chance.pick(['Boolean!', 'Boolean! = true', 'Boolean = true']), value });
    return `$${name}`;
  };
  const selectionOf = (written: string): SelectionNode =>
    (parse(`{ ${written} }`).definitions[0] as OperationDefinitionNode).selectionSet
      .selections[0] as SelectionNode;
  const document = visit(
    parse(text),
    visitWithTypeInfo(types, {
      [Kind.FIELD]: {
        leave(field): ASTNode | undefined {
          const parent = types.getParentType()?.name;
          let written = print(
            often(0.12)
              ? ({ ...field, alias: { kind: Kind.NAME, value: `other${fragments.length}` } } as FieldNode)
              : field,
          );
          if (often(0.06)) written = `... @${chance.pick(['skip', 'include'])}(if: ${flag()}) { ${written} }`;
          const place = parent ? chance.between(0, 1) : 1;
          if (place < 0.06) written = `... on ${parent} { ${written} }`;
          else if (place < 0.12) {
            const name = `part${fragments.length}`;
            fragments.push(`fragment ${name} on ${parent} { ${written} }`);
            written = `...${name}`;
          }
          return selectionOf(written);
        },
      },
    }),
  );
  const first = often(0.15)
    ? chance.pick(['__typename', '__type(name: "Query") { kind }', `__typename @skip(if: ${flag()})`])
    : '';
  const declared = [...variables].map(([name, { type }]) => `$${name}: ${type}`).join(', ');
  const body = print(document).replace('{', `{ ${first}`);
  const query = [
    variables.size > 0 ? body.replace(/^(\w+ \w+)/, `$1(${declared})`) : body,
    ...fragments,
  ].join('\n');
  // One that has a default may be left out, and one that is told wrong is refused.
  const told = [...variables].filter(([, { type }]) => !type.includes('=') || often(0.5));
  return {
    query,
    variables: Object.fromEntries(
      told.map(([name, { value }]) => [name, often(0.06) ? chance.pick(['perhaps', null]) : value]),
    ),
  };
}
