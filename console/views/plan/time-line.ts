/** What one night's line shows and where, from the moments that the server has worked out; no calendar is done here. */

import { clock } from '../../format/format';
import type { WindowLineFragment } from '../../generated/graphql';

export interface Span {
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly until: number;
}

export type TimeLine = ReturnType<typeof timeLineOf>;

const HOUR = 3_600_000;

/** The server's run; one that was to start at once starts later the longer its plan is checked. */
export function runOf(window: WindowLineFragment | null, now: number): Span {
  const start = window?.startAt ? Date.parse(window.startAt) : now;
  const end = window?.estimatedEnd ? Date.parse(window.estimatedEnd) : start;
  const from = Math.max(start, now);
  return { from, until: from + end - start };
}

/** `now`: undefined where the run is over. */
export function timeLineOf(window: WindowLineFragment, run: Span, timeZone: string, now?: number) {
  const night = nightAround(run, timeZone);
  const trading = window.trading
    .map(({ opensAt, closesAt }) => ({
      from: Math.max(Date.parse(opensAt), night.from),
      until: Math.min(Date.parse(closesAt), night.until),
    }))
    .filter(({ from, until }) => from < until);
  const next = trading.find(({ from }) => from >= run.until);
  const restart = window.dailyRestartAt ? Date.parse(window.dailyRestartAt) : undefined;
  const isShown = (at: number | undefined) => at !== undefined && at >= night.from && at <= night.until;
  const cutsTrading = trading.some(({ from, until }) => from < run.until && until > run.from);
  return {
    night,
    run,
    /** As much of it as the night shows. */
    trading,
    /** Between the run and the next trading, where the run fits. */
    spare: !cutsTrading && next ? { from: run.until, until: next.from } : undefined,
    /** Where the night shows it, and the next too. */
    restart: isShown(restart) ? restart : undefined,
    now: isShown(now) ? now : undefined,
    /** Trading begins before the run ends, or it begins while the venue trades. */
    cutsTrading,
    /** Every second hour, the two ends left out where they would be cut. */
    ticks: ticksOf(night),
    /** The run is too short for its two times beside each other. */
    isNarrow: (run.until - run.from) / (night.until - night.from) < 0.16,
  };
}

/** From the left end, in percent. */
export function placeOf({ night }: TimeLine, at: number): number {
  return ((at - night.from) / (night.until - night.from)) * 100;
}

/** 16 hours around a run, on the venue's whole hours: the night that it falls into, with some trading at both ends. */
function nightAround(run: Span, timeZone: string): Span {
  const early = run.from - 4 * HOUR;
  const from = early - minuteOf(early, timeZone) * 60_000 - (early % 60_000);
  const length = Math.max(16 * HOUR, run.until - run.from + 8 * HOUR);
  return { from, until: from + Math.ceil(length / HOUR) * HOUR };
}

function minuteOf(at: number, timeZone: string): number {
  return Number(clock(at, timeZone).slice(-2));
}

function ticksOf({ from, until }: Span): readonly number[] {
  const hours = Math.floor((until - from) / HOUR);
  return Array.from({ length: Math.floor(hours / 2) }, (_, index) => from + (1 + 2 * index) * HOUR);
}
