import { tradingAt } from '../../../src/domain/venue/trading-hours.js';

test('trading until 02:30 continues through the second 02:15 when daylight saving ends', () => {
  const periods = [{ weekday: 'SATURDAY', opensAt: '18:00', closesAt: '02:30' }] as const;
  // Sydney, 5 April 2026: 03:00 becomes 02:00 at 16:00 UTC.
  const at = (time: string) => tradingAt(periods, 'Australia/Sydney', new Date(`2026-04-04T${time}Z`));
  expect(at('15:15:00')).toBeDefined();
  expect(at('16:15:00')).toBeDefined();
  expect(at('16:31:00')).toBeUndefined();
});
