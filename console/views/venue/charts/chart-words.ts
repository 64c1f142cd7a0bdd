/** What the charts show, in words: at one moment, and as the tables behind them. */
import { clock, dayAndTime, duration, figure, moment } from '../../../format/format';
import { t } from '../../../messages';
import type { Span } from '../../plan/time-line';
import type { ChartData, Lane, Values } from './chart-data';

/** What each chart shows at a moment, in words. */
export interface Readout {
  readonly link: string;
  readonly services: string;
  readonly rows: string;
  readonly jobs: string;
}

export function readoutAt(data: ChartData, at: number, timeZone: string): Readout {
  const unknown = unknownAt(data, at, timeZone);
  const index = data.times.findLastIndex((time) => time <= at);
  const isPast = at < (data.times.at(-1) ?? 0) + ((data.times[1] ?? 0) - (data.times[0] ?? 0));
  const value = (values: Values) => (isPast ? (values[index] ?? null) : null);
  const [heartbeat, rate, waiting] = [data.heartbeat, data.rate, data.waiting].map(value);
  return {
    link:
      joined([
        textAt(data.link, at),
        heartbeat == null ? undefined : t.charts.heartbeat(duration(heartbeat * 1000)),
      ]) || unknown,
    services: servicesAt(data.services, at) || unknown,
    rows:
      joined([
        rate == null ? undefined : t.charts.rate(figure(rate, rate < 10 ? 1 : 0)),
        waiting == null ? undefined : t.charts.waiting(waiting),
      ]) || unknown,
    jobs: joined([
      data.trading.some((span) => within(span, at)) ? t.charts.trading : t.charts.closed,
      textAt(data.jobs, at),
    ]),
  };
}

/** Before the record begins, nothing can be in it. */
function unknownAt({ recordedSince }: ChartData, at: number, timeZone: string): string {
  if (recordedSince === undefined || at >= recordedSince) return t.charts.notRecorded;
  return t.timeline.recordBegins(dayAndTime(recordedSince, timeZone, true));
}

/** Empty: nothing was recorded. */
function servicesAt(lanes: readonly Lane[], at: number): string {
  const bands = lanes.flatMap(({ bands: all }) => all.find((band) => within(band, at)) ?? []);
  const notUp = bands.filter(({ tone }) => tone !== 'ok');
  if (bands.length === 0) return '';
  // A time of which nothing is known is one of all of them.
  return notUp.length === 0 ? t.charts.allRun : [...new Set(notUp.map(({ text }) => text))].join(' ');
}

function textAt({ bands }: Lane, at: number): string | undefined {
  return bands.find((band) => within(band, at))?.text;
}

function within({ from, until }: Span, at: number): boolean {
  return from <= at && at < until;
}

function joined(parts: readonly (string | undefined)[]): string {
  return parts.filter(Boolean).join(' ');
}

/** Rows of a table, oldest first. */
export type Rows = readonly (readonly string[])[];

/** One row for so many buckets: the worst of them. */
export function figureRows(
  times: readonly number[],
  columns: readonly { readonly values: Values; readonly word: (value: number) => string }[],
  timeZone: string,
  every: number,
): Rows {
  return times
    .map((time, index) => ({ time, index }))
    .filter(({ index }) => index % every === 0)
    .map(({ time, index }) => [
      moment(time, timeZone),
      ...columns.map(({ values, word }) => {
        const known = values.slice(index, index + every).filter((value) => value !== null);
        return known.length === 0 ? t.charts.notRecorded : word(Math.max(...known));
      }),
    ]);
}

/** What ends at `now` has not ended. */
export function bandRows(lanes: readonly Lane[], timeZone: string, now: number): Rows {
  return lanes
    .flatMap(({ label, bands }) => bands.map((band) => ({ label, ...band })))
    .toSorted((one, other) => one.from - other.from)
    .map(({ label, text, from, until }) => [
      moment(from, timeZone),
      until === now ? t.operation.now : moment(until, timeZone),
      label,
      text,
    ]);
}

export function tradingRows(spans: readonly Span[], timeZone: string): Rows {
  return spans.map(({ from, until }) => [
    moment(from, timeZone),
    clock(until, timeZone),
    t.charts.trading,
    '',
  ]);
}
