import { registerEnumType } from 'type-graphql';

/**
 * Registers a GraphQL enum whose values equal their names, from a table of descriptions ('' for none), and returns the object that
 * type thunks name. Typed with the domain's union, the compiler says when one of the two lists grows alone.
 */
export function namedEnum<Value extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Value, string>>,
): { readonly [Name in Value]: Name } {
  const names = Object.keys(values) as Value[];
  const enumeration = Object.fromEntries(names.map((value) => [value, value])) as {
    readonly [Name in Value]: Name;
  };
  const described = names.filter((value) => values[value] !== '');
  registerEnumType(enumeration, {
    name,
    description,
    valuesConfig: Object.fromEntries(
      described.map((value) => [value, { description: values[value] }]),
    ) as Record<Value, { description: string }>,
  });
  return enumeration;
}
