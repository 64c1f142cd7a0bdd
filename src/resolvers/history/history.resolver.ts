import { Args, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import type { MetricSeries as Series } from '../../domain/history/series.js';
import type { TimelinePage } from '../../domain/history/timeline.js';
import type { TimelineEntry as Entry } from '../../domain/history/timeline-entry.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { type Connection, connectionOf } from '../schema/connections.js';
import { Requires } from '../schema/security.directive.js';
import type { MessageParam } from '../venue/status.types.js';
import { MetricSeries, MetricSeriesArgs } from './metrics.types.js';
import { TimelineConnection, TimelineEntry, VenueTimelineArgs } from './timeline.types.js';
import { readTimelineCursor, writeTimelineCursor } from './timeline-cursor.js';

@Resolver()
export class HistoryResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => TimelineConnection, {
    nullable: true,
    description:
      'What happened at the venue, newest first. Time in which the server was off is an entry of its own.',
  })
  async venueTimeline(
    @Args(() => VenueTimelineArgs) { from, to, lanes, text, first, after }: VenueTimelineArgs,
    @Ctx() context: RequestContext,
  ): Promise<Connection<Entry> & Pick<TimelinePage, 'missing'>> {
    const position = readTimelineCursor(after);
    const { rows, hasNextPage, end, missing } = await context.controlPlane.timeline.page(
      context.caller().viewer,
      {
        from,
        to,
        lanes: lanes ?? undefined,
        text: text ?? undefined,
        first: first ?? 200,
        after: position,
      },
    );
    const cursors = new Map(rows.map(({ entry, position: at }) => [entry, writeTimelineCursor(at)]));
    const connection = connectionOf(
      rows.map(({ entry }) => entry),
      { hasNextPage, isAfter: position !== undefined, cursorOf: (entry) => cursors.get(entry) ?? '' },
    );
    const endCursor = hasNextPage && end ? writeTimelineCursor(end) : connection.pageInfo.endCursor;
    return { ...connection, pageInfo: { ...connection.pageInfo, endCursor }, missing };
  }

  @Requires(Permission.SERVICES_VIEW)
  @Query(() => MetricSeries, {
    nullable: true,
    description: 'A figure over time: at most as many buckets as points.',
  })
  metricSeries(
    @Args(() => MetricSeriesArgs) { name, from, to, points }: MetricSeriesArgs,
    @Ctx() { controlPlane }: RequestContext,
  ): Promise<Series> {
    return controlPlane.metrics.series({ name, from, to, points: points ?? 300 });
  }
}

@Resolver(() => MetricSeries)
export class MetricSeriesResolver {
  @FieldResolver()
  maxima(@Root() { buckets }: Series): readonly (number | undefined)[] {
    return buckets.map(({ max }) => max);
  }
}

@Resolver(() => TimelineConnection)
export class TimelineConnectionResolver {
  @FieldResolver()
  recordedSince(@Ctx() { controlPlane }: RequestContext): Promise<Date | undefined> {
    return controlPlane.timeline.recordedSince();
  }
}

@Resolver(() => TimelineEntry)
export class TimelineEntryResolver {
  @FieldResolver()
  params(@Root() entry: Entry): readonly MessageParam[] {
    return Object.entries(entry.params).map(([name, value]) => ({ name, value }));
  }
}
