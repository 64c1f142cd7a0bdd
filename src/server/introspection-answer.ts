/**
 * Answers what reads nothing but the schema. The IDE's own question is fourteen thousand fields that no guard stands before and no
 * resolver works out: 6 ms of graphql-js, which nobody else's request gets meanwhile. Here they are picked from the schema's own
 * description, which is made once.
 */
import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type GraphQLField,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getArgumentValues,
  getDirectiveValues,
  getNamedType,
  getVariableValues,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  SchemaMetaFieldDef,
  type SelectionSetNode,
  TypeMetaFieldDef,
} from 'graphql';
import { type Described, describedSchema } from './described-schema.js';

/** One field of the answer, with what is selected inside it. */
interface Picked {
  readonly key: string;
  readonly name: string;
  readonly given: Readonly<Record<string, unknown>>;
  readonly inside: readonly Picked[];
}

/** The data of a *valid* operation that asks for introspection alone; undefined for any other, and for variables that graphql refuses. */
export function introspectionAnswer(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Readonly<Record<string, unknown>> | undefined,
): Record<string, unknown> | undefined {
  const [first] = operation.selectionSet.selections;
  // Nearly every document: it asks for something else from its first field on.
  if (first?.kind === Kind.FIELD && !first.name.value.startsWith('__')) return undefined;
  const root = schema.getRootType(operation.operation);
  const { coerced } = getVariableValues(schema, operation.variableDefinitions ?? [], variables ?? {});
  if (!root || !coerced) return undefined;
  const fragments = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION);
  const picked = unlessRefused(() =>
    pick(root, [operation.selectionSet], {
      fragments: new Map(fragments.map((fragment) => [fragment.name.value, fragment])),
      variables: coerced,
    }),
  );
  if (!picked?.every(({ name }) => name.startsWith('__'))) return undefined;
  const { whole, types } = describedSchema(schema);
  const data: Record<string, unknown> = {};
  for (const { key, name, given, inside } of picked) {
    if (name === '__typename') data[key] = root.name;
    else {
      const found = name === '__schema' ? whole : types.get(String(given['name']));
      data[key] = found ? answer(found, inside) : null;
    }
  }
  return data;
}

/** Undefined for an argument that graphql refuses, such as a variable that is null where none may be: graphql says so itself. */
function unlessRefused<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

interface Known {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Fragments written out, and what has the same key put together. Each type of introspection is an object: no type condition fails. */
function pick(parent: GraphQLObjectType, sets: readonly SelectionSetNode[], known: Known): readonly Picked[] {
  const fields = new Map<string, FieldNode[]>();
  const collect = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (!isIncluded(selection, known)) continue;
      if (selection.kind === Kind.INLINE_FRAGMENT) collect(selection.selectionSet);
      else if (selection.kind === Kind.FRAGMENT_SPREAD) {
        const fragment = known.fragments.get(selection.name.value);
        if (fragment) collect(fragment.selectionSet);
      } else {
        const key = (selection.alias ?? selection.name).value;
        const sameKey = fields.get(key);
        if (sameKey) sameKey.push(selection);
        else fields.set(key, [selection]);
      }
    }
  };
  for (const set of sets) collect(set);
  return [...fields].flatMap(([key, [node, ...others]]) => {
    if (!node) return [];
    const name = node.name.value;
    const field = definitionOf(parent, name);
    const given = field ? getArgumentValues(field, node, known.variables) : {};
    const type = field && getNamedType(field.type);
    const selected = [node, ...others].flatMap(({ selectionSet }) => selectionSet ?? []);
    return [{ key, name, given, inside: isObjectType(type) ? pick(type, selected, known) : [] }];
  });
}

function definitionOf(parent: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  if (name === SchemaMetaFieldDef.name) return SchemaMetaFieldDef;
  if (name === TypeMetaFieldDef.name) return TypeMetaFieldDef;
  return parent.name.startsWith('__') ? parent.getFields()[name] : undefined;
}

function isIncluded(node: { readonly directives?: readonly DirectiveNode[] }, { variables }: Known): boolean {
  if (!node.directives?.length) return true;
  const skip = getDirectiveValues(GraphQLSkipDirective, node, variables);
  const include = getDirectiveValues(GraphQLIncludeDirective, node, variables);
  return skip?.['if'] !== true && include?.['if'] !== false;
}

function answer(of: Described, picked: readonly Picked[]): Record<string, unknown> {
  const data: Record<string, unknown> = {};
  for (const { key, name, given, inside } of picked) {
    const value = of[name];
    if (Array.isArray(value)) {
      const all = given['includeDeprecated'] !== false;
      const shown = all ? value : value.filter((one: Described) => one['isDeprecated'] !== true);
      data[key] = inside.length === 0 ? shown : shown.map((one: Described) => answer(one, inside));
    } else {
      data[key] = inside.length > 0 && value ? answer(value as Described, inside) : (value ?? null);
    }
  }
  return data;
}
