import { Args, Mutation, Query, Resolver } from 'type-graphql';
import { Permission } from '../operations/permissions.js';
import { Maintenance, SetMaintenanceArgs } from './maintenance.types.js';
import { notAvailableYet } from './not-available-yet.js';
import { Requires, SignedIn } from './security.directive.js';

@Resolver()
export class MaintenanceResolver {
  @SignedIn()
  @Query(() => Maintenance, { nullable: true, description: 'Whether the stop-everything switch is on.' })
  maintenance(): never {
    throw notAvailableYet('Query.maintenance');
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Maintenance, {
    nullable: true,
    description: 'Stop-everything switch: nothing new starts, schedules wait; what runs goes on.',
  })
  setMaintenance(@Args(() => SetMaintenanceArgs) _args: SetMaintenanceArgs): never {
    throw notAvailableYet('Mutation.setMaintenance');
  }
}
