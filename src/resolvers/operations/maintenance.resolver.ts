import { Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { MaintenanceView } from '../../domain/operations/maintenance.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Requires, SignedIn } from '../schema/security.directive.js';
import { ConfirmClockArgs, Maintenance, SetMaintenanceArgs } from './maintenance.types.js';

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

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => DateTimeScalar, {
    nullable: true,
    description:
      'Confirms that the clock of the server is right, after the finding CLOCK_JUMPED: all times count by it from now on. Returns its time. Needs a step-up less than five minutes old.',
  })
  confirmClock(
    @Args(() => ConfirmClockArgs) args: ConfirmClockArgs,
    @Ctx() context: RequestContext,
  ): Promise<Date> {
    return context.controlPlane.clock.confirm(context.caller(), args.reason);
  }
}
