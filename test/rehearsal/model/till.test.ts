import { sell } from '../../../rehearsal/model/people.js';
import { lastSaleAt, syncTableCounts } from '../../../rehearsal/model/rows.js';
import { isTrading, nextWallTime, offsetOf } from '../../../rehearsal/model/time.js';
import { advance, createVenueModel, dueAt, type VenueModel } from '../../../rehearsal/model/venue-model.js';
import { AT, pass } from './run.js';

const at = (time: string) => Date.parse(`2031-05-05T${time}:00.000Z`);
const sales = (model: VenueModel) => syncTableCounts(model).find(({ table }) => table === 'sale')?.rows;
const HOUR_MS = 3_600_000;

describe('the till', () => {
  it('sells now and then while the venue is open, and not while it is closed', () => {
    // 03:10 at the venue, which opens at 10:00.
    const model = createVenueModel({ at: AT });
    model.till.sellsEveryMs = 60_000;
    pass(model, 6 * HOUR_MS);
    expect(lastSaleAt(model)).toBeUndefined();
    pass(model, 18 * HOUR_MS);
    const sold = Number(sales(model)) - 52_000;
    expect(sold).toBeGreaterThan(700);
    expect(sold).toBeLessThan(860);
    const closedAt = AT + 24 * HOUR_MS - (3 * HOUR_MS + 10 * 60_000) - HOUR_MS;
    expect(lastSaleAt(model)?.getTime()).toBeLessThan(closedAt);
    expect(lastSaleAt(model)?.getTime()).toBeGreaterThan(closedAt - 5 * 60_000);
  });

  it('sells nothing automatically unless it is set to, and by the clock of the machine', () => {
    const model = createVenueModel({ at: at('02:00') });
    model.monitor.dailyRestartAt = null;
    expect(dueAt(model)).toBe(Number.POSITIVE_INFINITY);
    pass(model, 5 * HOUR_MS);
    expect(lastSaleAt(model)).toBeUndefined();
    model.machine.clockOffsetMs = -HOUR_MS;
    sell(model);
    expect(lastSaleAt(model)).toEqual(new Date(model.at - HOUR_MS));
    expect(model.till.lastSaleAt).toBe(model.at);
  });
});

describe('trading hours', () => {
  it.each([
    ['10:00', '23:00', '23:59', false],
    ['10:00', '23:00', '00:00', true],
    ['10:00', '23:00', '12:59', true],
    ['10:00', '23:00', '13:00', false],
    ['18:00', '02:00', '07:59', false],
    ['18:00', '02:00', '08:00', true],
    ['18:00', '02:00', '15:59', true],
    ['18:00', '02:00', '16:00', false],
    ['00:00', '24:00', '13:59', true],
  ])('of %s to %s: at %s UTC it trades: %s', (opensAt, closesAt, time, trades) => {
    const model = createVenueModel({ at: at(time) });
    for (const period of model.database.tradingPeriods) Object.assign(period, { opensAt, closesAt });
    expect(isTrading(model)).toBe(trades);
  });

  it('reach into the next day from the weekday on which they begin', () => {
    const model = createVenueModel({ at: at('15:00') });
    // A Monday; at the venue it is one o'clock on Tuesday.
    model.database.tradingPeriods = [{ weekday: 'MONDAY', opensAt: '18:00', closesAt: '02:00' }];
    expect(isTrading(model)).toBe(true);
    advance(model, at('20:00') + 12 * HOUR_MS);
    expect(isTrading(model)).toBe(false);
  });
});

describe('wall time', () => {
  const zone = 'Australia/Sydney';

  it('follows daylight saving time', () => {
    const change = Date.parse('2031-10-04T16:00:00.000Z');
    expect(offsetOf(zone, change - 1)).toBe(10 * HOUR_MS);
    expect(offsetOf(zone, change)).toBe(11 * HOUR_MS);
  });

  it('leaves out a time that a day does not have', () => {
    const before = Date.parse('2031-10-04T12:00:00.000Z');
    expect(new Date(nextWallTime(zone, before, '02:30')).toISOString()).toBe('2031-10-05T15:30:00.000Z');
    expect(new Date(nextWallTime(zone, before, '03:30')).toISOString()).toBe('2031-10-04T16:30:00.000Z');
  });
});
