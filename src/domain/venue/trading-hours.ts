/** When the venue trades: in venue time, across midnight and daylight saving. Temporal does the calendar. */
import { Temporal } from 'temporal-polyfill';
import { type TradingPeriodRow, unlessMalformed, type VenueStore, WEEKDAYS } from '../ports/venue-store.js';

/** A stretch of trading, as moments. */
export interface Trading {
  readonly opensAt: Date;
  readonly closesAt: Date;
}

/** HH:MM on the venue's wall. */
export function venueTime(at: Date, timeZone: string): string {
  return zoned(at, timeZone).toPlainTime().toString({ smallestUnit: 'minute' });
}

/** YYYY-MM-DD HH:MM on the venue's wall. */
export function venueDayAndTime(at: Date, timeZone: string): string {
  return `${zoned(at, timeZone).toPlainDate()} ${venueTime(at, timeZone)}`;
}

/** HH:MM, with the day where it is another one than that of `from`. */
export function venueTimeSeenFrom(from: Date, at: Date, timeZone: string): string {
  const day = zoned(at, timeZone).toPlainDate();
  const days = zoned(from, timeZone).toPlainDate().until(day).days;
  const time = venueTime(at, timeZone);
  if (days === 0) return time;
  if (days === 1) return `${time} the next day`;
  return `${time} on ${WEEKDAYS_IN_WORDS[day.dayOfWeek - 1]}`;
}

const WEEKDAYS_IN_WORDS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Empty also where a row is malformed: the other rows alone would show an open day as closed. */
export async function readTradingPeriods(venue: VenueStore): Promise<readonly TradingPeriodRow[]> {
  return (await venue.tradingPeriods().catch(unlessMalformed)) ?? [];
}

/** The stretch that holds this moment, if any. */
export function tradingAt(
  periods: readonly TradingPeriodRow[],
  timeZone: string,
  at: Date,
): Trading | undefined {
  return stretches(periods, timeZone, at).find((trading) => trading.opensAt <= at && at < trading.closesAt);
}

/** Cheaper than the stretch itself. */
export function isTradingAt(periods: readonly TradingPeriodRow[], timeZone: string, at: Date): boolean {
  return stretches(periods, timeZone, at, 0).some(({ opensAt, closesAt }) => opensAt <= at && at < closesAt);
}

/** The first stretch that opens at or after this moment, within the next eight days. */
export function nextTrading(
  periods: readonly TradingPeriodRow[],
  timeZone: string,
  at: Date,
): Trading | undefined {
  return stretches(periods, timeZone, at).find((trading) => trading.opensAt >= at);
}

/** Every stretch that has a part between these moments; of those that open more than eight days after the first, none. */
export function tradingBetween(
  periods: readonly TradingPeriodRow[],
  timeZone: string,
  from: Date,
  until: Date,
): readonly Trading[] {
  return stretches(periods, timeZone, from).filter(
    ({ opensAt, closesAt }) => opensAt < until && closesAt > from,
  );
}

/** The first time that the venue's clock shows HH:MM at or after this moment. */
export function nextTimeOfDay(time: string, timeZone: string, at: Date): Date {
  const now = zoned(at, timeZone);
  const today = onDay(now.toPlainDate(), time, timeZone);
  return today >= at ? today : onDay(now.toPlainDate().add({ days: 1 }), time, timeZone);
}

/** In order and apart; from yesterday, whose trading may run past midnight, to so many days ahead. */
function stretches(
  periods: readonly TradingPeriodRow[],
  timeZone: string,
  at: Date,
  ahead = 8,
): readonly Trading[] {
  const today = zoned(at, timeZone).toPlainDate();
  const found: Trading[] = [];
  for (let days = -1; days <= ahead; days += 1) {
    const day = today.add({ days });
    for (const period of periods.filter(({ weekday }) => WEEKDAYS[day.dayOfWeek - 1] === weekday)) {
      const closingDay = period.closesAt <= period.opensAt ? day.add({ days: 1 }) : day;
      found.push({
        opensAt: onDay(day, period.opensAt, timeZone),
        closesAt: onDay(closingDay, period.closesAt, timeZone, 'later'),
      });
    }
  }
  return joined(found.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime()));
}

/** Periods that overlap or touch are one stretch: no one closes in between. */
function joined(inOrder: readonly Trading[]): readonly Trading[] {
  const apart: Trading[] = [];
  for (const { opensAt, closesAt } of inOrder) {
    const last = apart.at(-1);
    if (!last || last.closesAt < opensAt) apart.push({ opensAt, closesAt });
    else if (last.closesAt < closesAt) apart[apart.length - 1] = { opensAt: last.opensAt, closesAt };
  }
  return apart;
}

function zoned(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

/** A time that daylight saving leaves out is taken as the moment after the gap; of one that comes twice, the first unless `later`. */
function onDay(
  day: Temporal.PlainDate,
  time: string,
  timeZone: string,
  disambiguation: 'compatible' | 'later' = 'compatible',
): Date {
  const plainTime = Temporal.PlainTime.from(time === '24:00' ? '00:00' : time);
  const date = time === '24:00' ? day.add({ days: 1 }) : day;
  const zoned = date.toPlainDateTime(plainTime).toZonedDateTime(timeZone, { disambiguation });
  return new Date(zoned.epochMilliseconds);
}
