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

export interface ChartData {
  /** Begins of the buckets, in milliseconds. */
  readonly times: readonly number[];
  readonly link: Lane;
  /** In seconds. */
  readonly heartbeat: Values;
  readonly services: readonly Lane[];
  /** Rows per second. */
  readonly rate: Values;
  readonly waiting: Values;
  readonly trading: readonly Span[];
  readonly jobs: Lane;
  /** Of what was before it nothing is known, in milliseconds. Undefined: not known. */
  readonly recordedSince: number | undefined;
  /** There are more changes than are drawn. */
  readonly isCut: boolean;
}

export function chartData(
  history: VenueHistoryQuery,
  planned: readonly OperationLineFragment[],
  axis: Axis,
  timeZone: string,
): ChartData {
  const newest = history.venueTimeline?.edges.map(({ node }) => node) ?? [];
  const drawn = new Set(newest.map(({ id }) => id));
  const lasting = history.now?.edges.map(({ node }) => node).filter(({ id }) => !drawn.has(id)) ?? [];
  // The history was read a while ago, and may begin before the axis.
  const entries = [...lasting, ...newest]
    .filter(({ until }) => until === null || Date.parse(until) > axis.from)
    .map((entry) => ({ ...entry, text: inVenueTime(entry.text, timeZone) }));
  const times = history.heartbeat ? timesOf(history.heartbeat) : [];
  const onAxis = (values: Values) => values.slice(times.filter((time) => time < axis.from).length);
  const isCut = history.venueTimeline?.pageInfo.hasNextPage ?? false;
  // Older ones are among those that were not sent.
  const shownFrom = isCut ? Date.parse(newest.at(-1)?.from ?? '') : axis.from;
  const begin = history.venueTimeline?.recordedSince;
  const of = (lane: TimelineLineFragment['lane']) => entries.filter((entry) => entry.lane === lane);
  const gaps = of('SERVER')
    .filter(({ state }) => state === 'OFF')
    .map((entry): Band => ({ ...bandOf(entry, axis), tone: 'idle' }));
  const laneOf = (label: string, bands: readonly Band[]): Lane => ({
    label,
    bands: [...bands, ...gaps, ...notShown(bands, axis.from, shownFrom)],
  });
  return {
    times: times.filter((time) => time >= axis.from),
    link: laneOf(
      t.charts.lanes.link,
      of('LINK').map((entry) => bandOf(entry, axis)),
    ),
    heartbeat: onAxis(history.heartbeat?.maxima ?? []),
    services: serviceLanes(of('SERVICE'), axis).map(({ label, bands }) => laneOf(label, bands)),
    rate: onAxis(history.sent ? rateOf(history.sent) : []),
    waiting: onAxis(history.waiting?.maxima ?? []),
    trading: tradingIn(history.venue?.tradingHours ?? [], axis, timeZone),
    jobs: {
      label: t.charts.lanes.jobs,
      bands: [
        ...of('OPERATION').map((entry) => bandOf(entry, axis)),
        ...planned.flatMap((each) => plannedBand(each, axis)),
      ],
    },
    recordedSince: begin ? Date.parse(begin) : undefined,
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
