import fc from 'fast-check';
import { WEEKDAYS } from '../../../src/domain/ports/venue-store.js';
import { isTradingAt, tradingAt } from '../../../src/domain/venue/trading-hours.js';

test('trading until 02:30 continues through the second 02:15 when daylight saving ends', () => {
  const periods = [{ weekday: 'SATURDAY', opensAt: '18:00', closesAt: '02:30' }] as const;
  // Sydney, 5 April 2026: 03:00 becomes 02:00 at 16:00 UTC.
  const at = (time: string) => tradingAt(periods, 'Australia/Sydney', new Date(`2026-04-04T${time}Z`));
  expect(at('15:15:00')).toBeDefined();
  expect(at('16:15:00')).toBeDefined();
  expect(at('16:31:00')).toBeUndefined();
});

test('whether it trades is the same with and without the stretch', () => {
  const time = fc.constantFrom('00:00', '02:30', '09:00', '18:00', '23:59', '24:00');
  const period = fc.record({ weekday: fc.constantFrom(...WEEKDAYS), opensAt: time, closesAt: time });
  const at = fc.date({
    min: new Date('2026-03-28T00:00:00Z'),
    max: new Date('2026-04-08T00:00:00Z'),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(fc.array(period, { maxLength: 8 }), at, (periods, moment) => {
      const zone = 'Australia/Sydney';
      expect(isTradingAt(periods, zone, moment)).toBe(tradingAt(periods, zone, moment) !== undefined);
    }),
  );
});
