import { Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { StatusFinding as Finding, VenueStatus as Status } from '../../domain/status/judge-status.js';
import type { RequestContext } from '../request/context.js';
import { SignedIn } from '../schema/security.directive.js';
import { type MessageParam, StatusFinding, VenueStatus } from './status.types.js';

@Resolver(() => VenueStatus)
export class VenueStatusResolver {
  @SignedIn()
  @Query(() => VenueStatus, {
    description:
      'For every signed-in clerk. Responds at once, even if databases, PowerShell and cloud are unavailable.',
  })
  venueStatus(@Ctx() context: RequestContext): Status {
    return context.controlPlane.status.status();
  }

  @SignedIn()
  @Subscription(() => VenueStatus, {
    description: 'First the status of the venue, then each time that more than `checkedAt` changes.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.controlPlane.status.changes(context.left()),
  })
  venueStatusChanged(@Root() status: Status): Status {
    return status;
  }
}

@Resolver(() => StatusFinding)
export class StatusFindingResolver {
  @FieldResolver()
  params(@Root() finding: Finding): readonly MessageParam[] {
    return Object.entries(finding.params).map(([name, value]) => ({ name, value }));
  }
}
