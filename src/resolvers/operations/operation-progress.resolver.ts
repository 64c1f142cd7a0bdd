import type { GraphQLResolveInfo } from 'graphql';
import { Args, Ctx, FieldResolver, Info, Resolver, Root, Subscription } from 'type-graphql';
import { noSuchOperation } from '../../domain/operations/operations.js';
import type {
  FollowedEvent,
  OperationEvent as RecordedEvent,
  Operation as StoredOperation,
} from '../../domain/types/operation.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { SignedIn } from '../schema/security.directive.js';
import { validateArguments } from '../schema/validate-arguments.js';
import { OperationEvent, OperationProgressArgs } from './operation-events.types.js';
import { Operation } from './operations.types.js';

@Resolver(() => OperationEvent)
export class OperationProgressResolver {
  @SignedIn()
  @Subscription(() => OperationEvent, {
    nullable: true,
    description:
      'Recorded events after sequence number `after` first, then live ones, without gaps or duplicates. Ends when the operation has ended.',
    subscribe: ({ args, context }) => openProgress(args as OperationProgressArgs, context as RequestContext),
  })
  async operationProgress(
    @Root() { operation, event }: FollowedEvent,
    // The stream was opened with them; this method runs for each event.
    @Args(() => OperationProgressArgs, { validateFn: () => undefined }) _args: OperationProgressArgs,
    @Ctx() context: RequestContext,
  ): Promise<RecordedEvent> {
    const { operations } = context.controlPlane;
    await operations.requireVisible(context.caller(), operation);
    return operations.seenBy(context.caller().viewer, operation).event(event);
  }

  @SignedIn()
  @Subscription(() => Operation, {
    nullable: true,
    description:
      'First each operation that is not over, then each one when it is requested, changes or ends; only operations that you have access to.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.controlPlane.operations.changes(context.caller().viewer, context.left()),
  })
  async operationChanged(
    @Root() operation: StoredOperation,
    @Ctx() context: RequestContext,
  ): Promise<StoredOperation> {
    await context.controlPlane.operations.requireVisible(context.caller(), operation);
    return operation;
  }

  @FieldResolver(() => Operation, {
    nullable: true,
    description:
      'In an event of operationProgress: the operation as of this event, or its current state for an older event. Elsewhere BAD_USER_INPUT; null only with an error.',
  })
  async operation(
    @Root() event: RecordedEvent,
    @Ctx() context: RequestContext,
    @Info() { path }: GraphQLResolveInfo,
  ): Promise<StoredOperation> {
    // An operation in its own events, and those in it again, would multiply with every level.
    if (path.prev?.prev !== undefined)
      throw new AppError('BAD_USER_INPUT', {
        message:
          'An event has its operation in operationProgress only; here the operation contains the event.',
      });
    return visible(context, event.operationId);
  }
}

async function openProgress(
  given: OperationProgressArgs,
  context: RequestContext,
): Promise<AsyncIterable<FollowedEvent>> {
  const args = Object.assign(new OperationProgressArgs(), given);
  validateArguments(args, { ...given });
  const { operations } = context.controlPlane;
  await visible(context, args.id);
  return operations.follow(args.id, args.after ?? 0, context.left());
}

async function visible(context: RequestContext, id: string): Promise<StoredOperation> {
  const found = await context.controlPlane.operations.find(context.caller().viewer, id);
  if (found === undefined) throw noSuchOperation();
  return found;
}
