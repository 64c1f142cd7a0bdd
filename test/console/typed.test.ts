/** Days and times as people type them. */
import { clockAfter, dayAfter, typedClock, typedDay, typedMoment } from '../../console/format/typed';

describe('a day that is typed', () => {
  it.each([
    ['2026-11-29', '2026-11-29'],
    [' 20261129 ', '2026-11-29'],
    ['2026/11/29', '2026-11-29'],
    ['2028.02.29', '2028-02-29'],
    // While it is typed, and what is none.
    ['2026-11-2', undefined],
    ['2026112', undefined],
    ['2026-02-29', undefined],
    ['2026-13-01', undefined],
    // The day first, as in Australia.
    ['29/11/2026', '2026-11-29'],
    ['5.6.2026', '2026-06-05'],
    ['11/29/2026', undefined],
    ['29/11/26', undefined],
    ['29/11-2026', undefined],
    ['yesterday', undefined],
    ['', undefined],
  ])('%j is %j', (text, day) => {
    expect(typedDay(text)).toBe(day);
  });

  it('is moved over the ends of months and years', () => {
    expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1)]).toEqual(['2027-01-01', '2026-02-28']);
  });
});

describe('a time that is typed', () => {
  it.each([
    ['18:03', '18:03'],
    ['1803', '18:03'],
    [' 9:05', '09:05'],
    ['24:00', undefined],
    ['6 pm', undefined],
    ['', undefined],
  ])('%j is %j', (text, clock) => {
    expect(typedClock(text)).toBe(clock);
  });

  it('is moved over midnight', () => {
    expect([clockAfter('23:50', 15), clockAfter('00:05', -15)]).toEqual(['00:05', '23:50']);
  });
});

it.each([
  ['2026-11-29 18:03', '2026-11-29 18:03'],
  ['202611291803', '2026-11-29 18:03'],
  ['2026/11/29, 9:05', '2026-11-29 09:05'],
  ['20261129', '2026-11-29 00:00'],
  ['29/11/2026 18:03', '2026-11-29 18:03'],
  ['5/6/2026', '2026-06-05 00:00'],
  ['29/11/2026 18', undefined],
  ['2026-11-29 18', undefined],
  ['18:03', undefined],
])('a moment that is typed as %j is %j', (text, moment) => {
  expect(typedMoment(text)).toBe(moment);
});
