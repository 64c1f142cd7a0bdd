import { Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { actionOf } from '../../domain/alerts/conditions.js';
import { Permission } from '../../domain/types/permissions.js';
import { operationOf, type ShownAlert } from '../../domain/types/venue-alert.js';
import type { RequestContext } from '../request/context.js';
import { type Connection, connectionOf, readCursor, writeCursor } from '../schema/connections.js';
import { Requires } from '../schema/security.directive.js';
import { AcknowledgeAlertArgs, Alert, AlertConnection, AlertsArgs } from './alerts.types.js';

@Resolver()
export class AlertsResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => AlertConnection, { nullable: true, description: 'The alerts of the venue, newest first.' })
  async alerts(
    @Args(() => AlertsArgs) args: AlertsArgs,
    @Ctx() { controlPlane }: RequestContext,
  ): Promise<Connection<ShownAlert>> {
    const key = readCursor(args.after);
    const first = args.first ?? 50;
    const after = key && { openedAt: key.createdAt, id: key.id };
    const found = await controlPlane.alerts.list({ first, after, state: args.state ?? undefined });
    return connectionOf(found.slice(0, first), {
      hasNextPage: found.length > first,
      isAfter: key !== undefined,
      cursorOf: ({ openedAt, id }) => writeCursor({ createdAt: openedAt, id }),
    });
  }

  @Requires(Permission.SERVICES_VIEW)
  @Mutation(() => Alert, {
    nullable: true,
    description:
      'Records that you have seen the alert. It is not sent again until it is cleared, or until a time.',
  })
  acknowledgeAlert(
    @Args(() => AcknowledgeAlertArgs) { id, reason, until }: AcknowledgeAlertArgs,
    @Ctx() context: RequestContext,
  ): Promise<ShownAlert> {
    const how = { reason, until: until ?? undefined };
    return context.controlPlane.alerts.acknowledge(context.caller(), id, how);
  }

  @Requires(Permission.SERVICES_VIEW)
  @Subscription(() => Alert, {
    nullable: true,
    description: 'Each alert when it is opened, acknowledged or cleared, or when its text changes.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.controlPlane.alerts.changes(context.left()),
  })
  alertChanged(@Root() alert: ShownAlert): ShownAlert {
    return alert;
  }
}

@Resolver(() => Alert)
export class AlertResolver {
  @FieldResolver()
  beganAt(@Root() { seenAt }: ShownAlert): Date {
    return seenAt;
  }

  @FieldResolver()
  overSince(@Root() { quietSince }: ShownAlert): Date | undefined {
    return quietSince;
  }

  @FieldResolver()
  async findingCode(
    @Root() alert: ShownAlert,
    @Ctx() { loaders }: RequestContext,
  ): Promise<string | undefined> {
    return (await loaders.findingOfAlert.load(alert))?.code;
  }

  @FieldResolver()
  async causeCode(
    @Root() alert: ShownAlert,
    @Ctx() { loaders }: RequestContext,
  ): Promise<string | undefined> {
    return (await loaders.findingOfAlert.load(alert))?.causeCode;
  }

  @FieldResolver()
  async actionCode(
    @Root() alert: ShownAlert,
    @Ctx() { loaders }: RequestContext,
  ): Promise<string | undefined> {
    return actionOf(alert, await loaders.findingOfAlert.load(alert));
  }

  @FieldResolver()
  async service(@Root() alert: ShownAlert, @Ctx() { loaders }: RequestContext): Promise<string | undefined> {
    return (await loaders.findingOfAlert.load(alert))?.service;
  }

  @FieldResolver()
  operationId(@Root() alert: ShownAlert): string | undefined {
    return operationOf(alert);
  }
}
