import { Args, Resolver, Root, Subscription } from 'type-graphql';
import { AppError } from '../../errors.js';
import type { OperationEvent as RecordedEvent } from '../../operations/words/operation.js';
import type { RequestContext } from '../request/context.js';
import { abortableStream } from '../request/event-streams.js';
import { SignedIn } from '../schema/security.directive.js';
import { validateArguments } from '../schema/validate-arguments.js';
import { OperationEvent, OperationProgressArgs } from './operation-events.types.js';

@Resolver()
export class OperationProgressResolver {
  @SignedIn()
  @Subscription(() => OperationEvent, {
    nullable: true,
    description:
      'Recorded events after sequence number `after` first, then live ones: none lost, none twice. Ends when the operation has ended.',
    subscribe: ({ args, context }) => openProgress(args as OperationProgressArgs, context as RequestContext),
  })
  operationProgress(
    @Root() event: RecordedEvent,
    // The stream was opened with them; this method runs for each event.
    @Args(() => OperationProgressArgs, { validateFn: () => undefined }) _args: OperationProgressArgs,
  ): RecordedEvent {
    return event;
  }
}

async function openProgress(
  given: OperationProgressArgs,
  context: RequestContext,
): Promise<AsyncIterable<RecordedEvent>> {
  const args = Object.assign(new OperationProgressArgs(), given);
  validateArguments(args, OperationProgressArgs, { args: { ...given } });
  const { operations } = context.controlPlane;
  const found = await operations.find(context.caller().viewer, args.id);
  if (found === undefined)
    throw new AppError('NOT_FOUND', { message: 'There is no operation with that ID.' });
  return abortableStream((signal) => operations.follow(found.id, args.after ?? 0, signal));
}
