/** Does a send fit? In venue time, across midnight and daylight saving, with the verdict in words. */

import { tradingHours } from '../../../src/domain/plans/checks.js';
import { sendWindow, type WindowFacts } from '../../../src/domain/plans/window.js';
import type { TradingPeriodRow } from '../../../src/domain/ports/venue-store.js';
import { WEEKDAYS } from '../../../src/domain/ports/venue-store.js';
import { nextTimeOfDay, nextTrading, tradingAt } from '../../../src/domain/venue/trading-hours.js';

const daily = (opensAt: string, closesAt: string): TradingPeriodRow[] =>
  WEEKDAYS.map((weekday) => ({ weekday, opensAt, closesAt }));
const SYDNEY = 'Australia/Sydney';
const LONDON = 'Europe/London';
const HOUR = 3600;

/** Tuesday 6 May 2031, Sydney: UTC+10. */
const sydney = (time: string): Date => new Date(`2031-05-06T${time}:00+10:00`);

function windowAt(now: Date, given: Partial<WindowFacts> = {}) {
  return sendWindow({
    now,
    startAt: undefined,
    estimatedSeconds: 2 * HOUR,
    tradingPeriods: daily('10:00', '23:00'),
    timeZone: SYDNEY,
    lastSaleAt: undefined,
    dailyRestartAt: undefined,
    holdsDailyRestart: true,
    ...given,
  });
}

describe('the window of a send', () => {
  it.each([
    ['before trading', '03:10', true, 290, '07:55'],
    ['so that it ends as trading begins', '08:00', true, 0, undefined],
    ['a minute too late', '08:01', false, undefined, undefined],
    ['as trading begins', '10:00', false, undefined, '07:55'],
    ['in the middle of trading', '15:00', false, undefined, '07:55'],
    ['as trading ends', '23:00', true, 540, '07:55'],
    ['late at night', '23:59', true, 481, '07:55'],
  ])('%s', (_, time, fits, spareMinutes, latest) => {
    const found = windowAt(sydney(time));
    expect(found).toMatchObject({ fits, spareMinutes });
    expect(found.latestStart && inZone(found.latestStart, SYDNEY)).toBe(latest);
    expect(found.estimatedEnd.getTime() - found.startAt.getTime()).toBe(2 * HOUR * 1000);
  });

  it('reads like the sentence of a colleague', () => {
    expect(windowAt(sydney('03:10')).verdict).toBe(
      'Start 03:10, ends by about 05:10, 4 h 50 min before trading at 10:00.',
    );
    expect(windowAt(sydney('15:00')).verdict).toBe(
      'At 15:00 the venue is trading, until 23:00. The latest start that fits is 07:55 the next day.',
    );
    expect(windowAt(sydney('09:00')).verdict).toBe(
      'Start 09:00, ends by about 11:00, after trading starts at 10:00. The next break is too short: choose a day with a longer one.',
    );
  });

  it('weighs a chosen start, not the present', () => {
    const found = windowAt(sydney('15:00'), { startAt: sydney('23:30') });
    expect(found).toMatchObject({ fits: true, startAt: sydney('23:30') });
    expect(windowAt(sydney('03:00'), { startAt: sydney('12:00') }).fits).toBe(false);
  });

  it('knows trading that runs past midnight', () => {
    const tradingPeriods = daily('17:00', '03:00');
    expect(windowAt(sydney('02:00'), { tradingPeriods }).fits).toBe(false);
    expect(windowAt(sydney('03:00'), { tradingPeriods })).toMatchObject({ fits: true, spareMinutes: 720 });
    expect(windowAt(sydney('23:30'), { tradingPeriods }).verdict).toContain('until 03:00');
  });

  it('knows a venue that closes at midnight, written as 24:00 or as 00:00', () => {
    for (const closesAt of ['24:00', '00:00']) {
      const tradingPeriods = daily('10:00', closesAt);
      expect(windowAt(sydney('23:59'), { tradingPeriods }).fits).toBe(false);
      expect(windowAt(sydney('00:00'), { tradingPeriods })).toMatchObject({ fits: true, spareMinutes: 480 });
    }
  });

  it('finds no room in a venue that never closes, or in a pause that is too short', () => {
    const always = windowAt(sydney('04:00'), { tradingPeriods: daily('06:00', '06:00') });
    expect(always).toMatchObject({ fits: false, latestStart: undefined });
    expect(always.verdict).toBe('At 04:00 the venue is trading, and no break follows within a week.');
    const short = windowAt(sydney('23:00'), { estimatedSeconds: 12 * HOUR });
    expect(short).toMatchObject({ fits: false, latestStart: undefined, spareMinutes: undefined });
    expect(short.verdict).toContain('The next break is too short');
  });

  it('takes periods that overlap or touch as one stretch of trading', () => {
    const tradingPeriods = [...daily('10:00', '15:00'), ...daily('14:00', '23:00')];
    const found = windowAt(sydney('12:00'), { tradingPeriods });
    expect(found.verdict).toContain('until 23:00');
    expect(windowAt(sydney('15:30'), { tradingPeriods }).fits).toBe(false);
    const touching = [...daily('10:00', '15:00'), ...daily('15:00', '23:00')];
    expect(windowAt(sydney('12:00'), { tradingPeriods: touching }).verdict).toContain('until 23:00');
  });

  it('says that it can only ask where no trading hours are known', () => {
    const found = windowAt(sydney('12:00'), { tradingPeriods: [] });
    expect(found).toMatchObject({
      fits: false,
      trades: undefined,
      nextTrading: undefined,
      spareMinutes: undefined,
      latestStart: undefined,
    });
    expect(found.verdict).toContain('ask the staff on shift');
  });

  it('is unknown between the trading hours while it is unknown when the last sale was made', () => {
    const found = windowAt(sydney('03:10'), { lastSaleAt: 'unknown' });
    expect(found).toMatchObject({ fits: false, trades: undefined, spareMinutes: undefined });
    expect(found).not.toHaveProperty('sells');
    expect(found.verdict).toBe(
      'Start 03:10, ends by about 05:10, 4 h 50 min before trading at 10:00. When the last sale was made is unknown, so ask the staff on shift.',
    );
    expect(tradingHours(found, 'FAIL').outcome).toBe('UNKNOWN');
    expect(windowAt(sydney('12:00'), { lastSaleAt: 'unknown' })).toMatchObject({ fits: false, trades: true });
    // It lasts into them, whatever was sold.
    const tooLate = windowAt(sydney('09:50'), { lastSaleAt: 'unknown' });
    expect(tooLate).toMatchObject({ fits: false, trades: false });
    expect(tradingHours(tooLate, 'FAIL').outcome).toBe('FAIL');
    expect(windowAt(sydney('03:10'), { lastSaleAt: 'unknown', startAt: sydney('03:30') })).toMatchObject({
      fits: true,
    });
  });

  it('counts the last sale where no trading hours are known', () => {
    const found = windowAt(sydney('12:00'), { tradingPeriods: [], lastSaleAt: sydney('11:45') });
    expect(found).toMatchObject({ fits: false, trades: true });
    expect(found.verdict).toContain('15 minutes ago');
  });

  it('waits for the one day a week on which the venue trades', () => {
    const tradingPeriods: TradingPeriodRow[] = [{ weekday: 'MONDAY', opensAt: '10:00', closesAt: '23:00' }];
    const found = windowAt(sydney('12:00'), { tradingPeriods, estimatedSeconds: 48 * HOUR });
    expect(found.fits).toBe(true);
    expect(found.nextTrading).toEqual(new Date('2031-05-12T10:00:00+10:00'));
  });

  it('lists the trading around it, in order and apart: what a time line of that night draws', () => {
    const around = (from: Date, given: Partial<WindowFacts> = {}) =>
      windowAt(from, given).trading.map(({ opensAt, closesAt }) =>
        [opensAt, closesAt].map((at) => at.toISOString()),
      );
    const [monday, tuesday, wednesday] = ['05', '06', '07'].map((day) => [
      `2031-05-${day}T00:00:00.000Z`,
      `2031-05-${day}T13:00:00.000Z`,
    ]);
    expect(around(sydney('03:10'))).toEqual([monday, tuesday]);
    expect(around(sydney('15:00'))).toEqual([tuesday, wednesday]);
    expect(around(sydney('03:10'), { startAt: sydney('23:30') })).toEqual([tuesday, wednesday]);
    const touching = [...daily('10:00', '15:00'), ...daily('15:00', '23:00')];
    expect(around(sydney('03:10'), { tradingPeriods: touching })).toEqual([monday, tuesday]);
    expect(around(sydney('03:10'), { tradingPeriods: [] })).toEqual([]);
  });

  it('names a daily restart that falls into it, held or not', () => {
    const into = { dailyRestartAt: '05:00' };
    expect(windowAt(sydney('04:00'), into).verdict).toContain('The daily restart at 05:00 is suspended');
    expect(windowAt(sydney('04:00'), { ...into, holdsDailyRestart: false }).verdict).toContain(
      'The daily restart at 05:00 interrupts it. Cloud Sync continues afterwards.',
    );
    const outside = windowAt(sydney('06:00'), into);
    expect(outside.verdict).not.toContain('restart');
    expect(outside.dailyRestartAt).toEqual(new Date('2031-05-07T05:00:00+10:00'));
  });

  it('does not fit right after a sale that was made outside trading hours, for a start at once', () => {
    const lastSaleAt = sydney('02:58');
    const words = 'The last sale was made 12 minutes ago: the venue may still be trading.';
    expect(windowAt(sydney('03:10'), { lastSaleAt }).verdict).toContain(words);
    expect(tradingHours(windowAt(sydney('03:10'), { lastSaleAt }), 'FAIL')).toMatchObject({
      outcome: 'FAIL',
      overridable: true,
    });
    expect(tradingHours(windowAt(sydney('03:40'), { lastSaleAt }), 'FAIL').outcome).toBe('PASS');
    // The till's clock is ahead.
    expect(tradingHours(windowAt(sydney('02:55'), { lastSaleAt }), 'FAIL')).toMatchObject({
      outcome: 'FAIL',
      overridable: true,
    });
    expect(windowAt(sydney('03:28'), { lastSaleAt }).verdict).toContain('30 minutes ago');
    expect(windowAt(sydney('03:40'), { lastSaleAt }).verdict).not.toContain('last sale');
    expect(windowAt(sydney('03:10'), { lastSaleAt, startAt: sydney('04:00') }).verdict).not.toContain(
      'last sale',
    );
    expect(windowAt(sydney('12:00'), { lastSaleAt: sydney('11:59') }).verdict).not.toContain('last sale');
  });
});

describe('daylight saving', () => {
  // Sydney: clocks go back on 6 April 2031 at 03:00, forward on 5 October 2031 at 02:00.
  // London: forward on 30 March 2031 at 01:00, back on 26 October 2031 at 02:00.
  it.each([
    ['the longer night in Sydney', SYDNEY, '2031-04-05T12:00:00Z', 12],
    ['an ordinary night in Sydney', SYDNEY, '2031-05-05T13:00:00Z', 11],
    ['the shorter night in Sydney', SYDNEY, '2031-10-04T13:00:00Z', 10],
    ['the shorter night in London', LONDON, '2031-03-29T23:00:00Z', 10],
    ['an ordinary night in London', LONDON, '2031-05-05T22:00:00Z', 11],
    ['the longer night in London', LONDON, '2031-10-25T22:00:00Z', 12],
  ])('gives %s its real length', (_, timeZone, closes, hours) => {
    const closing = new Date(closes);
    const spare = (estimatedSeconds: number) =>
      windowAt(closing, { timeZone, estimatedSeconds }).spareMinutes;
    expect(inZone(closing, timeZone)).toBe('23:00');
    expect(spare(HOUR)).toBe((hours - 1) * 60);
    expect(spare(hours * HOUR)).toBe(0);
    expect(spare(hours * HOUR + 60)).toBeUndefined();
  });

  it.each([
    ['the longer night in Sydney', SYDNEY, '04-05T16:00', '04-05T12:00', '04-06T00:00'],
    ['the shorter night in Sydney', SYDNEY, '10-04T15:00', '10-04T13:00', '10-04T23:00'],
    ['the longer night in London', LONDON, '10-26T00:30', '10-25T22:00', '10-26T10:00'],
    ['the shorter night in London', LONDON, '03-30T00:30', '03-29T23:00', '03-30T09:00'],
  ])('draws %s from its closing to its opening, as moments', (_, timeZone, now, closes, opens) => {
    const utc = (time: string) => new Date(`2031-${time}:00Z`);
    const [before, after] = windowAt(utc(now), { timeZone, estimatedSeconds: HOUR }).trading;
    expect(before?.closesAt).toEqual(utc(closes));
    expect(after?.opensAt).toEqual(utc(opens));
  });

  it('takes a time that is left out as the moment after the gap, and a time that comes twice as its first', () => {
    const gap = nextTimeOfDay('02:30', SYDNEY, new Date('2031-10-04T13:00:00Z'));
    expect(gap).toEqual(new Date('2031-10-04T16:30:00Z'));
    const twice = nextTimeOfDay('02:30', SYDNEY, new Date('2031-04-05T12:00:00Z'));
    expect(twice).toEqual(new Date('2031-04-05T15:30:00Z'));
  });

  it('keeps the weekday of the venue, not of UTC', () => {
    const periods: TradingPeriodRow[] = [{ weekday: 'TUESDAY', opensAt: '08:00', closesAt: '09:00' }];
    const at = new Date('2031-05-05T22:30:00Z');
    expect(tradingAt(periods, SYDNEY, at)).toBeDefined();
    expect(tradingAt(periods, LONDON, at)).toBeUndefined();
    expect(nextTrading(periods, LONDON, at)?.opensAt).toEqual(new Date('2031-05-06T07:00:00Z'));
  });
});

function inZone(at: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(at);
}
