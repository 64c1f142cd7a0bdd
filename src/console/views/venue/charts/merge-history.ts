/** The history is read as a whole seldom, and what is new each minute. */
import type { SeriesLineFragment, VenueHistoryQuery } from '../../../generated/graphql';

type Timeline = VenueHistoryQuery['venueTimeline'];

/** `since` begins within `whole` and has what is so now, however long ago it began. */
export function mergedHistory(
  whole: VenueHistoryQuery,
  since: VenueHistoryQuery | undefined,
): VenueHistoryQuery {
  if (!since) return whole;
  return {
    ...whole,
    heartbeat: mergedSeries(whole.heartbeat, since.heartbeat),
    sent: mergedSeries(whole.sent, since.sent),
    waiting: mergedSeries(whole.waiting, since.waiting),
    venueTimeline: mergedTimeline(whole.venueTimeline, since.venueTimeline),
  };
}

type Series = SeriesLineFragment | null;

function mergedSeries<Whole extends Series>(whole: Whole, since: Series): Whole {
  if (!whole || !since) return whole;
  const known = (Date.parse(since.from) - Date.parse(whole.from)) / 1000 / whole.stepSeconds;
  // Of another range, which is on its way.
  if (since.stepSeconds !== whole.stepSeconds || known < 0) return whole;
  const before = Array.from({ length: known }, (_, index) => whole.maxima[index] ?? null);
  return { ...whole, maxima: [...before, ...since.maxima] };
}

/** Newest first. What has ended since has its end, in its place. */
function mergedTimeline(whole: Timeline, since: Timeline): Timeline {
  if (!whole || !since) return whole;
  const newer = new Map(since.edges.map((edge) => [edge.node.id, edge]));
  const known = new Set(whole.edges.map(({ node }) => node.id));
  return {
    ...whole,
    edges: [
      ...since.edges.filter(({ node }) => !known.has(node.id)),
      ...whole.edges.map((edge) => newer.get(edge.node.id) ?? edge),
    ],
    pageInfo: { hasNextPage: whole.pageInfo.hasNextPage || since.pageInfo.hasNextPage },
  };
}
