/** What the charts draw, from the recorded history. No drawing is done here. */
import { inVenueTime } from '../../../format/format';
import { tradingIn } from '../../../format/trading';
import type {
  OperationLineFragment,
  SeriesLineFragment,
  TimelineLineFragment,
  VenueHistoryQuery,
} from '../../../generated/graphql';
import { t } from '../../../messages';
import { entryTone } from '../../../ui/entry-tone';
import type { Tone } from '../../../ui/state-mark';
import type { Span } from '../../plan/time-line';
import type { Axis } from './axis';

/** A state from its begin to its end, within the axis. */
export interface Band extends Span {
  readonly tone: Tone;
  readonly text: string;
}

export interface Lane {
  readonly label: string;
  readonly bands: readonly Band[];
}

/** One value for each bucket; null: nothing was recorded. */
export type Values = readonly (number | null)[];

export type ChartData = ReturnType<typeof chartData>;

export function chartData(
  history: VenueHistoryQuery,
  planned: readonly OperationLineFragment[],
  axis: Axis,
  timeZone: string,
) {
  const newest = history.venueTimeline?.edges.map(({ node }) => node) ?? [];
  const standing = history.standing?.edges.map(({ node }) => node) ?? [];
  const entries = [...new Map([...newest, ...standing].map((entry) => [entry.id, entry])).values()].map(
    (entry) => ({ ...entry, text: inVenueTime(entry.text, timeZone) }),
  );
  const isCut = history.venueTimeline?.pageInfo.hasNextPage ?? false;
  // Older ones are among those that were not sent.
  const shownFrom = isCut ? Date.parse(newest.at(-1)?.from ?? '') : axis.from;
  const of = (lane: TimelineLineFragment['lane']) => entries.filter((entry) => entry.lane === lane);
  const gaps = of('SERVER')
    .filter(({ state }) => state === 'OFF')
    .map((entry): Band => ({ ...bandOf(entry, axis), tone: 'idle' }));
  const laneOf = (label: string, bands: readonly Band[]): Lane => ({
    label,
    bands: [...bands, ...gaps, ...notShown(bands, axis.from, shownFrom)],
  });
  return {
    /** Begins of the buckets, in milliseconds. */
    times: history.heartbeat ? timesOf(history.heartbeat) : [],
    link: laneOf(
      t.charts.lanes.link,
      of('LINK').map((entry) => bandOf(entry, axis)),
    ),
    /** In seconds. */
    heartbeat: history.heartbeat?.maxima ?? [],
    services: serviceLanes(of('SERVICE'), axis).map(({ label, bands }) => laneOf(label, bands)),
    /** Rows per second. */
    rate: history.sent ? rateOf(history.sent) : [],
    waiting: history.waiting?.maxima ?? [],
    trading: tradingIn(history.venue?.tradingHours ?? [], axis, timeZone),
    jobs: {
      label: t.charts.lanes.jobs,
      bands: [
        ...of('OPERATION').map((entry) => bandOf(entry, axis)),
        ...planned.flatMap((each) => plannedBand(each, axis)),
      ],
    },
    /** There are more changes than are drawn. */
    isCut,
  };
}

/** What is before the oldest change that was sent, but for a state that began there and is so still. */
function notShown(bands: readonly Band[], from: number, shownFrom: number): readonly Band[] {
  const until = Math.min(shownFrom, ...bands.map((band) => band.from));
  return until > from ? [{ tone: 'idle', text: t.charts.notShown, from, until }] : [];
}

function timesOf({ from, stepSeconds, maxima }: SeriesLineFragment): readonly number[] {
  return maxima.map((_, index) => Date.parse(from) + index * stepSeconds * 1000);
}

/** Between two buckets of the same send; a send that begins again has no rate yet. */
export function rateOf({ stepSeconds, maxima }: SeriesLineFragment): Values {
  return maxima.map((max, index) => {
    const before = maxima[index - 1] ?? null;
    return max === null || before === null || max < before ? null : (max - before) / stepSeconds;
  });
}

/** One for each service, in the order of their names. */
function serviceLanes(entries: readonly TimelineLineFragment[], axis: Axis): readonly Lane[] {
  const lanes = new Map<string, { label: string; bands: Band[] }>();
  for (const entry of entries) {
    const key = entry.subject ?? '';
    const label = entry.params.find(({ name }) => name === 'service')?.value ?? key;
    const lane = lanes.get(key) ?? { label, bands: [] };
    lane.bands.push(bandOf(entry, axis));
    lanes.set(key, lane);
  }
  return [...lanes.values()].toSorted((one, other) => one.label.localeCompare(other.label));
}

function bandOf(entry: TimelineLineFragment, axis: Axis): Band {
  const { from, until, text } = entry;
  return {
    tone: entryTone(entry),
    text,
    from: Math.max(Date.parse(from), axis.from),
    until: Math.min(until === null ? axis.now : Date.parse(until), axis.now),
  };
}

/** What has a start in the time to come; how long it takes is in its plan, not here. */
function plannedBand({ title, scheduledFor }: OperationLineFragment, { now, until }: Axis): readonly Band[] {
  const from = scheduledFor ? Date.parse(scheduledFor) : Number.NaN;
  if (!(from > now && from < until)) return [];
  return [{ tone: 'idle', text: t.charts.planned(title), from, until: Math.min(from + 1_800_000, until) }];
}
