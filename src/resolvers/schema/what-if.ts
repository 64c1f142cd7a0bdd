/** A mutation that is only asked about (@whatIf): null where it would be done, its refusal where it would be refused. */
import type { GraphQLResolveInfo } from 'graphql';
import { WouldBeDone } from '../../domain/request/what-if.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { WHAT_IF } from './security.directive.js';

/** They act on the caller, not for them: the domain's one way to act has no part in them. */
const NEVER_ONLY_ASKED: readonly string[] = ['signIn', 'signOut', 'stepUp', 'changePin'];

export function isOnlyAsked({ operation }: Pick<GraphQLResolveInfo, 'operation'>): boolean {
  return operation.directives?.some(({ name }) => name.value === WHAT_IF) ?? false;
}

export async function asked(
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
