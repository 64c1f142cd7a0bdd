import {
  defaultFieldResolver,
  type GraphQLField,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  isObjectType,
} from 'graphql';
import { WouldBeDone } from '../../domain/request/what-if.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { type Guard, guardsOf, WHAT_IF } from './security.directive.js';

type GuardedField = GraphQLField<unknown, RequestContext>;

/** Mutations that a clerk with a temporary PIN may use: to choose another, and to go. */
const WITH_TEMPORARY_PIN: readonly (string | undefined)[] = ['changePin', 'signOut'];

/**
 * Makes every guard real: wraps `resolve` and `subscribe` of each field that carries one, in place, and returns the schema.
 * Default is deny: a root field with no guard, or with two, throws, and the server doesn't start.
 */
export function guardSchema(schema: GraphQLSchema): GraphQLSchema {
  const roots = new Map([
    [schema.getQueryType(), 'query'],
    [schema.getMutationType(), 'mutation'],
    [schema.getSubscriptionType(), 'subscription'],
  ]);
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    const root = roots.get(type);
    for (const field of Object.values(type.getFields())) {
      const guard = onlyGuard(field, `${type.name}.${field.name}`, root !== undefined);
      if (guard !== undefined) wrap(field, guard, root);
      if (root === 'mutation') wrapAsked(field);
    }
  }
  return schema;
}

function onlyGuard(field: GuardedField, path: string, isRoot: boolean): Guard | undefined {
  const [guard, ...others] = guardsOf(field);
  if (others.length > 0) {
    throw new Error(
      `The server refuses to start: ${path} has ${others.length + 1} guards, but needs exactly one.`,
    );
  }
  if (isRoot && guard === undefined) {
    throw new Error(
      `The server refuses to start: ${path} has no guard. Add @Requires(…), @SignedIn() or @Public().`,
    );
  }
  return guard;
}

function wrap(field: GuardedField, guard: Guard, root: string | undefined): void {
  if (guard.kind === 'public') return;
  const action = root === 'mutation' ? field.name : undefined;
  const resolve = field.resolve ?? defaultFieldResolver;
  const guarded: typeof resolve = (source, args, context, info) => {
    const refused = refusal(guard, context, action);
    return refused === undefined ? resolve(source, args, context, info) : rejection(refused);
  };
  field.resolve =
    action === undefined
      ? guarded
      : async (source, args, context, info) => {
          await context.readAgain();
          return guarded(source, args, context, info);
        };
  const subscribe = field.subscribe;
  if (root !== 'subscription') return;
  if (subscribe === undefined)
    throw new Error(`The server refuses to start: ${field.name} can't be subscribed to.`);
  // For the opening. Each event is executed again, so that `resolve` above asks again, for the caller as of then.
  field.subscribe = async (source, args, context, info) => {
    const refused = await refusal(guard, context, undefined);
    if (refused !== undefined) throw refused;
    return await subscribe(source, args, context, info);
  };
}

/** Around the guard: what the guard refuses is refused also where it is only asked about. */
function wrapAsked(field: GuardedField): void {
  const resolve = field.resolve ?? defaultFieldResolver;
  field.resolve = (source, args, context, info) =>
    isOnlyAsked(info)
      ? asked(context, info, async () => resolve(source, args, context, info))
      : resolve(source, args, context, info);
}

/** Answers at once when the call may pass, and that is nearly always: no promise for each of ten thousand rows. */
function refusal(
  guard: Guard,
  context: RequestContext,
  action: string | undefined,
): Error | Promise<Error> | undefined {
  if (guard.kind === 'public') return undefined;
  if (context.viewer === undefined) return context.noViewer();
  if (context.viewer.mustChangePin && !WITH_TEMPORARY_PIN.includes(action))
    return new AppError('PIN_TEMPORARY');
  if (guard.kind === 'signedIn') return undefined;
  const gate = context.controlPlane.security.gateAgainst(context.viewer, guard.permission);
  return gate === undefined ? undefined : context.refusal(gate, guard.permission, action);
}

async function rejection(refused: Error | Promise<Error>): Promise<never> {
  throw await refused;
}

/** They act on the caller, not for them: the domain's one way to act has no part in them. */
const NEVER_ONLY_ASKED: readonly string[] = ['signIn', 'signOut', 'stepUp', 'changePin'];

/** A mutation that is only asked about (@whatIf): null where it would be done, its refusal where it would be refused. */
function isOnlyAsked({ operation }: Pick<GraphQLResolveInfo, 'operation'>): boolean {
  return operation.directives?.some(({ name }) => name.value === WHAT_IF) ?? false;
}

async function asked(
  context: RequestContext,
  { fieldName }: Pick<GraphQLResolveInfo, 'fieldName'>,
  work: () => Promise<unknown>,
): Promise<null> {
  if (NEVER_ONLY_ASKED.includes(fieldName)) {
    throw new AppError('BAD_USER_INPUT', {
      message: `${fieldName} does not support @whatIf.`,
      remedy: 'Leave @whatIf out.',
    });
  }
  context.whatIf = true;
  try {
    await work();
  } catch (error) {
    if (error instanceof WouldBeDone) return null;
    throw error;
  }
  throw new Error(`${fieldName} was executed despite @whatIf.`);
}

/**
 * The description of a guarded field ends with what it needs: so introspection, the IDE and schema.graphql say what the directive says. Adds
 * the last line to each guarded field, in place, and returns the schema.
 */
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
