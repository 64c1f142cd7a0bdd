import { Args, Mutation, Resolver } from 'type-graphql';
import { notAvailableYet } from './not-available-yet.js';
import { OperationReasonArgs, ResolveOperationArgs } from './operations.args.js';
import { Operation } from './operations.types.js';
import { SignedIn } from './security.directive.js';

@Resolver()
export class ApprovalsResolver {
  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description: 'The second person, where a venue asks for one; never the one who asked.',
  })
  approveOperation(@Args(() => OperationReasonArgs) _args: OperationReasonArgs): never {
    throw notAvailableYet('Mutation.approveOperation');
  }

  @SignedIn()
  @Mutation(() => Operation, { nullable: true, description: 'The second person says no: it ends CANCELLED.' })
  rejectOperation(@Args(() => OperationReasonArgs) _args: OperationReasonArgs): never {
    throw notAvailableYet('Mutation.rejectOperation');
  }

  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description: "Leaves NEEDS_ATTENTION by one of the failure's choices.",
  })
  resolveOperation(@Args(() => ResolveOperationArgs) _args: ResolveOperationArgs): never {
    throw notAvailableYet('Mutation.resolveOperation');
  }
}
