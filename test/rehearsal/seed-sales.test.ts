import { VENUE } from '../../rehearsal/model/seed.js';
import { seedSales } from '../../rehearsal/seed-sales.js';

const wall = new Intl.DateTimeFormat('en-GB', {
  timeZone: VENUE.timeZone,
  dateStyle: 'short',
  timeStyle: 'short',
});

/** Hours of a day at which a venue may be seeded; in UTC, so that some are before and some after midnight at the venue. */
const hours = [0, 6, 12.5, 13.25, 14.25, 15.75, 20];

it.each([
  ['since the clocks went forward', '2026-11-26'],
  ['since they went back', '2026-05-20'],
])('sells within trading hours, once a day, whatever the hour of the seed (%s)', (_, day) => {
  for (const hour of hours) {
    const sales = seedSales(new Date(Date.parse(day) + hour * 3_600_000), 40);
    const when = sales
      .filter((_, index) => index % 31 === 0)
      .map(({ soldAt }) => wall.format(new Date(soldAt)).split(', '));
    expect(when.map(([, time]) => time ?? '').filter((time) => time < '10:00' || time >= '23:00')).toEqual(
      [],
    );
    const days = new Set(when.map(([date]) => date));
    const span = (Date.parse(sales.at(-1)?.soldAt ?? '') - Date.parse(sales[0]?.soldAt ?? '')) / 86_400_000;
    expect(Math.abs(days.size - span)).toBeLessThan(2);
    expect(sales.map(({ soldAt }) => soldAt)).toEqual(sales.map(({ soldAt }) => soldAt).sort());
  }
});
