import { Args, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Operation as OperationRow } from '../../domain/types/operation.js';
import type { RequestContext } from '../request/context.js';
import { IdReasonArgs } from '../schema/argument-rules.js';
import { SignedIn } from '../schema/security.directive.js';
import { ResolveOperationArgs } from './operations.args.js';
import { Operation } from './operations.types.js';

@Resolver()
export class ApprovalsResolver {
  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Approves as the second person, if the venue requires one; never the clerk who requested it. Needs a step-up less than five minutes old.',
  })
  approveOperation(
    @Args(() => IdReasonArgs) { id, reason }: IdReasonArgs,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    return context.controlPlane.approvals.approve(context.caller(), id, reason);
  }

  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description: 'Rejects as the second person: the operation ends CANCELLED.',
  })
  rejectOperation(
    @Args(() => IdReasonArgs) { id, reason }: IdReasonArgs,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    return context.controlPlane.approvals.reject(context.caller(), id, reason);
  }

  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description:
      "Resolves NEEDS_ATTENTION with one of the failure's choices. Needs a step-up less than five minutes old.",
  })
  resolveOperation(
    @Args(() => ResolveOperationArgs) { id, choice, reason }: ResolveOperationArgs,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    return context.controlPlane.approvals.resolve(context.caller(), id, choice, reason);
  }
}
