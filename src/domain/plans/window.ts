/** Whether a send fits before the next trading hours, in words, and the latest start that fits. */

import type { PlanFacts } from '../facts/snapshot.js';
import type { Clock } from '../ports/machine.js';
import { type TradingPeriodRow, unlessMalformed, type VenueStore } from '../ports/venue-store.js';
import { knownOf } from '../types/fact.js';
import { restartTime } from '../venue/host.js';
import {
  isTradingAt,
  nextTimeOfDay,
  nextTrading,
  readTradingPeriods,
  type Trading,
  tradingAt,
  tradingBetween,
  venueTime,
  venueTimeSeenFrom,
} from '../venue/trading-hours.js';

/** A sale this recent outside trading hours says that someone still trades. */
const RECENT_SALE_MS = 30 * 60_000;
const HOUR_MS = 3_600_000;
/** What comes before the send, and rows that are added until then, must not make the latest start too late. */
const LATEST_SPARE_MS = 5 * 60_000;

export interface WindowFacts {
  readonly now: Date;
  /** Undefined: at once. */
  readonly startAt: Date | undefined;
  readonly estimatedSeconds: number;
  /** Empty: the hours are not known. */
  readonly tradingPeriods: readonly TradingPeriodRow[];
  readonly timeZone: string;
  /** Undefined: it never sold anything; 'unknown': its row can't be read. */
  readonly lastSaleAt: Date | undefined | 'unknown';
  /** HH:mm in venue time. */
  readonly dailyRestartAt: string | undefined;
  /** Whether the operation holds the daily restart; else a restart within it is said. */
  readonly holdsDailyRestart: boolean;
}

export interface SendWindow {
  readonly verdict: string;
  /** False also where it is not known, see `trades`. */
  readonly fits: boolean;
  /** Whether the venue trades at the start: by its hours, or where it has none by its last sale; undefined: no one can say. */
  readonly trades: boolean | undefined;
  /** It has sold something a moment ago, and outside its hours. */
  readonly sells?: true;
  readonly startAt: Date;
  readonly estimatedEnd: Date;
  /** Undefined where no trading hours are known. */
  readonly nextTrading: Date | undefined;
  /** From the estimated end to the next trading; undefined when it doesn't fit or nothing follows. */
  readonly spareMinutes: number | undefined;
  readonly latestStart: Date | undefined;
  readonly dailyRestartAt: Date | undefined;
  /** From half a day before the start to a day after the estimated end: the night that it falls into, with what lies around it. */
  readonly trading: readonly Trading[];
}

/** The same from what a plan has gathered. */
export async function windowOf(
  parts: { readonly venue: VenueStore },
  facts: PlanFacts,
  send: {
    readonly estimatedSeconds: number;
    readonly startAt?: Date | undefined;
    readonly holdsDailyRestart: boolean;
  },
): Promise<SendWindow> {
  return sendWindow({
    now: facts.at,
    startAt: send.startAt,
    estimatedSeconds: send.estimatedSeconds,
    tradingPeriods: knownOf(facts.tradingPeriods) ?? [],
    timeZone: facts.registration.value.timeZone,
    lastSaleAt: await readLastSale(parts.venue),
    dailyRestartAt: restartTime(knownOf(facts.host)),
    holdsDailyRestart: send.holdsDailyRestart,
  });
}

/** Of a send of that length that an operation is about to begin. */
export async function windowNow(
  { venue, clock }: { readonly venue: VenueStore; readonly clock: Clock },
  estimatedSeconds: number,
): Promise<SendWindow> {
  return sendWindow({
    now: clock.now(),
    startAt: undefined,
    estimatedSeconds,
    tradingPeriods: await readTradingPeriods(venue),
    timeZone: (await venue.registration()).timeZone,
    lastSaleAt: await readLastSale(venue),
    dailyRestartAt: undefined,
    holdsDailyRestart: false,
  });
}

async function readLastSale(venue: VenueStore): Promise<WindowFacts['lastSaleAt']> {
  return venue.lastSaleAt().catch((error: unknown) => unlessMalformed(error) ?? 'unknown');
}

export function sendWindow(facts: WindowFacts): SendWindow {
  const { tradingPeriods, timeZone } = facts;
  const startAt = facts.startAt ?? facts.now;
  const lengthMs = facts.estimatedSeconds * 1000;
  const estimatedEnd = new Date(startAt.getTime() + lengthMs);
  const open = tradingAt(tradingPeriods, timeZone, startAt);
  const next = nextTrading(tradingPeriods, timeZone, open?.closesAt ?? startAt);
  const hoursAreKnown = tradingPeriods.length > 0;
  const sells = sellsNow(facts);
  const isBetween = !open && (next === undefined || estimatedEnd <= next.opensAt);
  // Where its hours alone say that it does not fit, no sale decides.
  const trades =
    hoursAreKnown && (!isBetween || sells !== undefined) ? open !== undefined : sells || undefined;
  const fits = trades === false && isBetween;
  const restart = facts.dailyRestartAt && nextTimeOfDay(facts.dailyRestartAt, timeZone, startAt);
  const spare =
    isBetween && next ? Math.floor((next.opensAt.getTime() - estimatedEnd.getTime()) / 60_000) : undefined;
  const late = saleInWords(facts, open);
  return {
    fits,
    trades,
    ...(!open && sells && !soldInHours(facts) && { sells: true as const }),
    startAt,
    estimatedEnd,
    nextTrading: next?.opensAt,
    spareMinutes: fits ? spare : undefined,
    latestStart: latestStart(open, next, startAt, lengthMs),
    dailyRestartAt: restart || undefined,
    trading: tradingBetween(
      tradingPeriods,
      timeZone,
      new Date(startAt.getTime() - 12 * HOUR_MS),
      new Date(estimatedEnd.getTime() + 24 * HOUR_MS),
    ),
    verdict: [
      fitsInWords(facts, { open, next, startAt, estimatedEnd, isBetween, spare, lengthMs }),
      restartInWords(facts, restart || undefined, startAt, estimatedEnd),
      late,
    ]
      .filter(Boolean)
      .join(' '),
  };
}

/** In the pause that begins at the end of the trading that runs, or now. */
function latestStart(
  open: Trading | undefined,
  next: Trading | undefined,
  startAt: Date,
  lengthMs: number,
): Date | undefined {
  if (!next) return undefined;
  const latest = new Date(next.opensAt.getTime() - lengthMs - LATEST_SPARE_MS);
  return latest >= (open?.closesAt ?? startAt) ? latest : undefined;
}

interface Worked {
  readonly open: Trading | undefined;
  readonly next: Trading | undefined;
  readonly startAt: Date;
  readonly estimatedEnd: Date;
  /** By the hours alone. */
  readonly isBetween: boolean;
  readonly spare: number | undefined;
  readonly lengthMs: number;
}

function fitsInWords({ timeZone, tradingPeriods }: WindowFacts, worked: Worked): string {
  const { open, next, startAt, estimatedEnd, isBetween, spare, lengthMs } = worked;
  const clock = (at: Date) => venueTime(at, timeZone);
  const run = `Start ${clock(startAt)}, ends by about ${clock(estimatedEnd)}`;
  if (tradingPeriods.length === 0) return `${run}. No trading hours are known, so ask the staff on shift.`;
  if (isBetween) {
    return next
      ? `${run}, ${minutesInWords(spare ?? 0)} before trading at ${clock(next.opensAt)}.`
      : `${run}. No trading follows within a week.`;
  }
  const latest = latestStart(open, next, startAt, lengthMs);
  const advice = latest
    ? `The latest start that fits is ${venueTimeSeenFrom(startAt, latest, timeZone)}.`
    : 'The next break is too short: choose a day with a longer one.';
  if (open && !next) return `At ${clock(startAt)} the venue is trading, and no break follows within a week.`;
  return open
    ? `At ${clock(startAt)} the venue is trading, until ${clock(open.closesAt)}. ${advice}`
    : `${run}, after trading starts at ${next ? clock(next.opensAt) : ''}. ${advice}`;
}

function minutesInWords(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`;
  const rest = minutes % 60;
  return `${Math.floor(minutes / 60)} h${rest === 0 ? '' : ` ${rest} min`}`;
}

function restartInWords(
  { timeZone, holdsDailyRestart }: WindowFacts,
  restart: Date | undefined,
  startAt: Date,
  end: Date,
): string | undefined {
  if (!restart || restart < startAt || restart > end) return undefined;
  const at = venueTime(restart, timeZone);
  return holdsDailyRestart
    ? `The daily restart at ${at} is suspended while it runs.`
    : `The daily restart at ${at} interrupts it. Cloud Sync continues afterwards.`;
}

/** Of a send that would begin at once: later no one can know. */
function sellsNow({
  now,
  lastSaleAt,
  startAt,
}: Pick<WindowFacts, 'now' | 'lastSaleAt' | 'startAt'>): boolean | undefined {
  if (startAt || !lastSaleAt) return false;
  if (lastSaleAt === 'unknown') return undefined;
  // The clock of the till may be ahead.
  return Math.abs(now.getTime() - lastSaleAt.getTime()) <= RECENT_SALE_MS;
}

/** In its hours it sells until it closes. */
function soldInHours({ lastSaleAt, tradingPeriods, timeZone }: WindowFacts): boolean {
  return lastSaleAt instanceof Date && isTradingAt(tradingPeriods, timeZone, lastSaleAt);
}

function saleInWords(facts: WindowFacts, open: Trading | undefined): string | undefined {
  const { now, lastSaleAt, startAt } = facts;
  if (open || !lastSaleAt || startAt || soldInHours(facts)) return undefined;
  if (lastSaleAt === 'unknown') return 'When the last sale was made is unknown, so ask the staff on shift.';
  if (!sellsNow({ now, lastSaleAt, startAt })) return undefined;
  const ago = now.getTime() - lastSaleAt.getTime();
  return `The last sale was made ${Math.max(1, Math.round(ago / 60_000))} minutes ago: the venue may still be trading.`;
}
