import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { MaintenanceView } from '../../domain/operations/maintenance.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires, SignedIn } from '../schema/security.directive.js';
import { Maintenance, SetMaintenanceArgs } from './maintenance.types.js';

@Resolver()
export class MaintenanceResolver {
  @SignedIn()
  @Query(() => Maintenance, { nullable: true, description: 'Whether maintenance mode is on.' })
  maintenance(@Ctx() context: RequestContext): Promise<MaintenanceView> {
    return context.controlPlane.maintenance.read();
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Maintenance, {
    nullable: true,
    description:
      'Turns maintenance mode on until a time, or off. While it is on, no new operation starts and schedules wait; running operations continue, and the clerk who turned it on can still control services. It ends automatically. Needs a step-up less than five minutes old.',
  })
  setMaintenance(
    @Args(() => SetMaintenanceArgs) args: SetMaintenanceArgs,
    @Ctx() context: RequestContext,
  ): Promise<MaintenanceView> {
    const { on, reason, until } = args;
    return context.controlPlane.maintenance.set(context.caller(), on, reason, until ?? undefined);
  }
}
