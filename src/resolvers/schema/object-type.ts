/** Object types as tables of their fields: what a field holds has its type in the domain, here is what the schema says of it. */
import { type ClassType, Field, ObjectType } from 'type-graphql';
import type { Permission } from '../../domain/types/permissions.js';
import { Requires } from './security.directive.js';

type TypeOf = NonNullable<Parameters<typeof Field>[0]>;

interface FieldOf {
  readonly type: TypeOf;
  readonly description: string | undefined;
  readonly isNullable: boolean;
  readonly permission?: Permission;
}

interface NullableField extends FieldOf {
  readonly isNullable: true;
}

export function field(type: TypeOf, description?: string): FieldOf {
  return { type, description, isNullable: false };
}

export function nullable(type: TypeOf, description?: string): NullableField {
  return { type, description, isNullable: true };
}

/** The same field, only for a clerk who passes both gates of this permission. */
export function requiring<Of extends FieldOf>(permission: Permission, of: Of): Of {
  return { ...of, permission };
}

/** `Row` is what the domain answers, where it answers all of it: the type has no other field, and one that may be left out is nullable. */
export function objectType<Row extends object = Record<string, NonNullable<unknown>>>(
  name: string,
  description: string | undefined,
  fields: NoInfer<{ readonly [Name in keyof Row]?: undefined extends Row[Name] ? NullableField : FieldOf }>,
): ClassType {
  class Type {}
  ObjectType(name, { simpleResolvers: true, ...(description && { description }) })(Type);
  for (const [key, { type, description: about, isNullable, permission }] of Object.entries(
    fields as Readonly<Record<string, FieldOf>>,
  )) {
    Field(type, { nullable: isNullable, ...(about && { description: about }) })(Type.prototype, key);
    if (permission) Requires(permission)(Type.prototype, key);
  }
  return Type;
}
