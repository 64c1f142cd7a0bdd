import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { ConsumerView } from '../../domain/conditions/consumers.js';
import { visibleGroups } from '../../domain/permissions/visibility.js';
import type { SendWindow } from '../../domain/plans/window.js';
import type { LocationGroupRow, LocationRow, TradingPeriodRow } from '../../domain/ports/venue-store.js';
import type { VenueStatus } from '../../domain/status/judge-status.js';
import type { FirstSyncView, OnboardingView } from '../../domain/venue/onboarding-state.js';
import type { VenueView } from '../../domain/venue/reader.js';
import { Location, LocationGroup } from '../locations.types.js';
import type { RequestContext } from '../request/context.js';
import { SignedIn } from '../schema/security.directive.js';
import { FirstSync, Venue } from './venue.types.js';

@Resolver(() => Venue)
export class VenueResolver {
  @SignedIn()
  @Query(() => Venue, {
    nullable: true,
    description:
      "The venue and its connection. While the venue's database is unavailable, the last known data; see observedAt.",
  })
  venue(@Ctx() context: RequestContext): Promise<VenueView> {
    return context.controlPlane.venue.venue();
  }

  @FieldResolver()
  registeredEmail(@Root() venue: VenueView): string {
    return venue.maskedEmail;
  }

  @FieldResolver()
  registrationExpiresOn(@Root() venue: VenueView): string {
    return venue.expiresOn;
  }

  @FieldResolver()
  onboarding(@Ctx() context: RequestContext): Promise<OnboardingView> {
    return context.controlPlane.venue.onboarding();
  }

  @FieldResolver()
  async locationGroups(@Ctx() context: RequestContext): Promise<readonly LocationGroupRow[]> {
    return visibleGroups(context.viewer, await context.loaders.locationGroups());
  }

  @FieldResolver()
  tradingHours(@Ctx() context: RequestContext): Promise<readonly TradingPeriodRow[]> {
    return context.controlPlane.venueRows.tradingPeriods();
  }

  @FieldResolver()
  consumers(@Ctx() context: RequestContext): readonly ConsumerView[] {
    return context.controlPlane.status.status().consumers;
  }

  @FieldResolver()
  status(@Ctx() context: RequestContext): VenueStatus {
    return context.controlPlane.status.status();
  }
}

@Resolver(() => FirstSync)
export class FirstSyncResolver {
  @FieldResolver()
  window(@Root() sync: FirstSyncView, @Ctx() context: RequestContext): Promise<SendWindow | undefined> {
    return context.controlPlane.onboarding.windowOf(sync);
  }
}

@Resolver(() => LocationGroup)
export class LocationGroupResolver {
  @FieldResolver()
  locations(
    @Root() group: LocationGroupRow,
    @Ctx() context: RequestContext,
  ): Promise<readonly LocationRow[]> {
    return context.loaders.locationsOfGroup.load(group.id);
  }
}

@Resolver(() => Location)
export class LocationResolver {
  @FieldResolver()
  async activated(
    @Root() location: LocationRow,
    @Ctx() context: RequestContext,
  ): Promise<boolean | undefined> {
    return (await context.loaders.locationStates())?.get(location.id)?.activated;
  }

  @FieldResolver()
  async cloudClientId(
    @Root() location: LocationRow,
    @Ctx() context: RequestContext,
  ): Promise<string | undefined> {
    return (await context.loaders.locationStates())?.get(location.id)?.cloudClientId;
  }
}
