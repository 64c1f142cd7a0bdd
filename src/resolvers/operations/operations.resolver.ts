import { Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { noSuchOperation } from '../../domain/operations/operations.js';
import { decideBy } from '../../domain/operations/schedule.js';
import type { SeenOperation } from '../../domain/operations/seen-operation.js';
import { type AsPlanned, asPlanned } from '../../domain/plans/as-planned.js';
import type { ClerkRow } from '../../domain/ports/clerk-reader.js';
import type {
  OperationEvent,
  OperationFailure,
  OperationStep,
  Operation as StoredOperation,
} from '../../domain/types/operation.js';
import { Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { IdArgs, IdReasonArgs } from '../schema/argument-rules.js';
import { type Connection, connectionOf, readCursor, writeCursor } from '../schema/connections.js';
import { Requires, SignedIn } from '../schema/security.directive.js';
import { EventsArgs } from './operation-events.types.js';
import { ActivateLocationsArgs, OperationsArgs } from './operations.args.js';
import { type OperationFailure as Failure, Operation, OperationConnection } from './operations.types.js';

@Resolver(() => Operation)
export class OperationsResolver {
  @SignedIn()
  @Query(() => Operation, {
    nullable: true,
    description: 'NOT_FOUND if it does not exist or you have no access to it.',
  })
  async operation(
    @Args(() => IdArgs) args: IdArgs,
    @Ctx() context: RequestContext,
  ): Promise<StoredOperation> {
    const found = await context.controlPlane.operations.find(context.caller().viewer, args.id);
    if (found === undefined) throw noSuchOperation();
    return found;
  }

  @SignedIn()
  @Query(() => OperationConnection, {
    nullable: true,
    description: 'Newest first, only operations that you have access to.',
  })
  async operations(
    @Args(() => OperationsArgs) args: OperationsArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<StoredOperation> & { totalCount(): Promise<number> }> {
    const after = readCursor(args.after);
    const { operations } = context.controlPlane;
    const { viewer } = context.caller();
    const filter = {
      ...(args.kinds ? { kinds: args.kinds } : {}),
      ...(args.states ? { states: args.states } : {}),
      ...(args.requestedBy ? { requestedById: args.requestedBy } : {}),
      ...(args.since ? { since: args.since } : {}),
      ...(args.until ? { until: args.until } : {}),
      ...(args.text ? { text: args.text } : {}),
    };
    const page = await operations.list(viewer, {
      first: args.first ?? 20,
      ...(after ? { after } : {}),
      ...filter,
    });
    const connection = connectionOf(page.operations, {
      hasNextPage: page.hasNextPage,
      isAfter: after !== undefined,
      cursorOf: writeCursor,
    });
    // Counted only where it is asked for.
    return { ...connection, totalCount: () => operations.count(viewer, filter) };
  }

  @SignedIn()
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Cancels the operation and rolls back its changes; a redeemed code stays redeemed. For clerks with the permission of its kind, also for operations of others.',
  })
  cancelOperation(
    @Args(() => IdReasonArgs) args: IdReasonArgs,
    @Ctx() context: RequestContext,
  ): Promise<StoredOperation> {
    return context.controlPlane.operations.cancel(context.caller(), args.id, args.reason);
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_LOCATIONS)
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Activates locations in the cloud; each yields its Cloud Client ID. Only those in your scope.',
  })
  activateLocations(
    @Args(() => ActivateLocationsArgs) args: ActivateLocationsArgs,
    @Ctx() context: RequestContext,
  ): Promise<StoredOperation> {
    return context.controlPlane.locations.activate(context.caller(), args.locationIds);
  }

  @FieldResolver()
  async requestedBy(
    @Root() operation: StoredOperation,
    @Ctx() context: RequestContext,
  ): Promise<ClerkRow | undefined> {
    return unlessAway(context.loaders.clerk.load(operation.requestedById));
  }

  @FieldResolver()
  async approvers(
    @Root() operation: StoredOperation,
    @Ctx() context: RequestContext,
  ): Promise<readonly ClerkRow[] | undefined> {
    return unlessAway(context.controlPlane.approvals.approvers(operation));
  }

  @FieldResolver()
  decideBy(@Root() operation: StoredOperation): Date | undefined {
    return operation.state === 'AWAITING_APPROVAL' ? decideBy(operation) : undefined;
  }

  @FieldResolver()
  window(@Root() operation: StoredOperation, @Ctx() context: RequestContext): AsPlanned['window'] {
    return asPlanned(context.caller().viewer, operation).window;
  }

  @FieldResolver()
  impact(@Root() operation: StoredOperation, @Ctx() context: RequestContext): AsPlanned['impact'] {
    return asPlanned(context.caller().viewer, operation).impact;
  }

  @FieldResolver()
  overrides(@Root() operation: StoredOperation, @Ctx() context: RequestContext): AsPlanned['overrides'] {
    return asPlanned(context.caller().viewer, operation).overrides;
  }

  @FieldResolver()
  async steps(
    @Root() operation: StoredOperation,
    @Ctx() context: RequestContext,
  ): Promise<readonly OperationStep[]> {
    const steps = await context.loaders.steps.load(operation.id);
    const seen = seenHere(operation, context);
    return steps.map(seen.step);
  }

  @FieldResolver()
  async failure(
    @Root() operation: StoredOperation,
    @Ctx() context: RequestContext,
  ): Promise<(OperationFailure & Pick<Failure, 'actionCode'>) | undefined> {
    const { failure } = seenHere(operation, context);
    if (!failure) return undefined;
    const canFinish =
      operation.kind === 'ONBOARD' && (await context.loaders.unfinishedOnboarding()) === operation.id;
    return { ...failure, actionCode: canFinish ? 'FINISH_ONBOARDING' : undefined };
  }

  @FieldResolver()
  async events(
    @Root() operation: StoredOperation,
    @Args(() => EventsArgs) args: EventsArgs,
    @Ctx() context: RequestContext,
  ): Promise<readonly OperationEvent[]> {
    const { operations } = context.controlPlane;
    const events = await operations.events(operation.id, args.after ?? 0, args.first ?? 100);
    return events.map(seenHere(operation, context).event);
  }

  @FieldResolver()
  title(@Root() operation: StoredOperation, @Ctx() context: RequestContext): string {
    return seenHere(operation, context).text(context.controlPlane.operations.title(operation));
  }

  @FieldResolver()
  async summary(@Root() operation: StoredOperation, @Ctx() context: RequestContext): Promise<string> {
    const steps = await context.loaders.steps.load(operation.id);
    return seenHere(operation, context).text(context.controlPlane.operations.summary(operation, steps));
  }
}

/** What is known of clerks is in the venue's database: while it is away, no one can say it. */
async function unlessAway<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof AppError && error.code === 'VENUE_DATABASE_UNAVAILABLE') return undefined;
    throw error;
  }
}

/** Every text of an operation that is built from names passes here, whichever query or mutation answers it. */
function seenHere(operation: StoredOperation, context: RequestContext): SeenOperation {
  return context.controlPlane.operations.seenBy(context.caller().viewer, operation);
}
