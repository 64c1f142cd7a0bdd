/** Is the venue trading at a given moment? In venue time, across midnight and daylight saving. */
import { type TradingPeriodRow, WEEKDAYS, type Weekday } from './ports/venue-store.js';

/** Weekday and HH:MM of a moment, as a clock on the venue's wall shows it. */
export function wallClock(at: Date, timeZone: string): { weekday: Weekday; time: string } {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    weekday: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(at);
  const part = (type: string) => parts.find((candidate) => candidate.type === type)?.value ?? '';
  const weekday = WEEKDAYS.find((day) => day === part('weekday').toUpperCase());
  if (!weekday) throw new Error(`No weekday in time zone ${timeZone}`);
  return { weekday, time: `${part('hour')}:${part('minute')}` };
}

/** The period that holds this moment, if any. A period that closes at or before it opens runs past midnight. */
export function tradingPeriodAt(
  periods: readonly TradingPeriodRow[],
  timeZone: string,
  at: Date,
): TradingPeriodRow | undefined {
  const { weekday, time } = wallClock(at, timeZone);
  const yesterday = WEEKDAYS[(WEEKDAYS.indexOf(weekday) + 6) % 7];
  return periods.find((period) => {
    const overnight = period.closesAt <= period.opensAt;
    if (period.weekday === weekday) return time >= period.opensAt && (overnight || time < period.closesAt);
    return period.weekday === yesterday && overnight && time < period.closesAt;
  });
}
