/** The description of a guarded field ends with what it needs: so introspection, the IDE and schema.graphql say what the directive says. */
import { type GraphQLSchema, isObjectType } from 'graphql';
import { type Guard, guardsOf } from './security.directive.js';

/** Adds the last line to each guarded field, in place, and returns the schema. */
export function describeGuards(schema: GraphQLSchema): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      const needs = guardsOf(field).map(needOf);
      if (needs.length > 0) field.description = [field.description, ...needs].filter(Boolean).join('\n');
    }
  }
  return schema;
}

/** `Needs SERVICES_VIEW.`, by the permission's name in this API. */
export function needOf(guard: Guard): string {
  switch (guard.kind) {
    case 'requires':
      return `Needs ${guard.permission}.`;
    case 'signedIn':
      return 'Needs a sign-in.';
    case 'public':
      return 'Needs no sign-in.';
  }
}
