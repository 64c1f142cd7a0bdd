import { Args, Query, Resolver } from 'type-graphql';
import { Permission } from '../operations/permissions.js';
import { EventLogArgs, EventLogConnection } from './event-log.types.js';
import { notAvailableYet } from './not-available-yet.js';
import { Requires } from './security.directive.js';

@Resolver()
export class EventLogResolver {
  @Requires(Permission.EVENT_LOGS_VIEW)
  @Query(() => EventLogConnection, {
    nullable: true,
    description: "swiftpos' lines of the event log, newest first.",
  })
  eventLog(@Args(() => EventLogArgs) _args: EventLogArgs): never {
    throw notAvailableYet('Query.eventLog');
  }
}
