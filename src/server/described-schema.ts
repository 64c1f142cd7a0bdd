/** A schema's own description as introspection shows it, walked by reference: a type is the same object wherever it stands. */
import {
  type GraphQLSchema,
  type IntrospectionQuery,
  type IntrospectionTypeRef,
  introspectionFromSchema,
} from 'graphql';

/** By the names of introspection's fields, `__typename` among them. What is absent is null there. */
export type Described = Readonly<Record<string, unknown>>;

interface DescribedSchema {
  readonly whole: Described;
  readonly types: ReadonlyMap<string, Described>;
}

const known = new WeakMap<GraphQLSchema, DescribedSchema>();

export function describedSchema(schema: GraphQLSchema): DescribedSchema {
  const before = known.get(schema);
  if (before) return before;
  const made = describe(introspectionFromSchema(schema, { inputValueDeprecation: true }).__schema);
  known.set(schema, made);
  return made;
}

function describe(schema: IntrospectionQuery['__schema']): DescribedSchema {
  const types = new Map<string, Record<string, unknown>>();
  for (const type of schema.types) types.set(type.name, { __typename: '__Type', ofType: null, ...type });
  const ofType = (type: unknown): Described | null => {
    const ref = type as IntrospectionTypeRef | null;
    if (!ref) return null;
    return 'ofType' in ref && ref.ofType
      ? { __typename: '__Type', kind: ref.kind, name: null, ofType: ofType(ref.ofType) }
      : (types.get((ref as { name: string }).name) ?? null);
  };
  const each = (typename: string, list: unknown): readonly Described[] | null =>
    (list as readonly Described[] | null)?.map((one) => ({
      __typename: typename,
      ...one,
      ...(one['type'] ? { type: ofType(one['type']) } : {}),
      ...(one['args'] ? { args: each('__InputValue', one['args']) } : {}),
    })) ?? null;
  for (const type of types.values()) {
    type['fields'] = each('__Field', type['fields']);
    type['inputFields'] = each('__InputValue', type['inputFields']);
    type['enumValues'] = each('__EnumValue', type['enumValues']);
    for (const list of ['interfaces', 'possibleTypes'])
      type[list] = (type[list] as readonly unknown[] | null)?.map(ofType) ?? null;
  }
  const whole = {
    __typename: '__Schema',
    description: schema.description,
    types: [...types.values()],
    queryType: ofType(schema.queryType),
    mutationType: ofType(schema.mutationType),
    subscriptionType: ofType(schema.subscriptionType),
    directives: each('__Directive', schema.directives),
  };
  return { whole, types };
}
