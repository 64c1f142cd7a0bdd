import {
  clock,
  date,
  dayAndTime,
  duration,
  inVenueTime,
  list,
  milliseconds,
  moment,
  sortable,
} from '../../console/format/format';

const SYDNEY = 'Australia/Sydney';

describe('times on the venue’s wall', () => {
  it('reads 24 hours, with seconds when asked', () => {
    expect(clock('2031-05-05T22:10:07Z', SYDNEY)).toBe('08:10');
    expect(clock('2031-05-05T14:00:00Z', SYDNEY)).toBe('00:00');
    expect(clock(Date.parse('2031-05-05T22:10:07Z'), SYDNEY, true)).toBe('08:10:07');
  });

  it('says both hours of the night in which the clocks go back', () => {
    expect(clock('2031-04-05T15:30:00Z', SYDNEY)).toBe('02:30');
    expect(clock('2031-04-05T16:30:00Z', SYDNEY)).toBe('02:30');
    expect(clock('2031-04-05T17:30:00Z', SYDNEY)).toBe('03:30');
  });

  it('leaves out the hour of the night in which they go forward', () => {
    expect(clock('2031-10-04T15:59:00Z', SYDNEY)).toBe('01:59');
    expect(clock('2031-10-04T16:00:00Z', SYDNEY)).toBe('03:00');
  });

  it('names the day only when it is another one in the venue', () => {
    const now = Date.parse('2031-05-05T22:00:00Z');
    expect(moment('2031-05-06T01:00:00Z', SYDNEY, now)).toBe('11:00');
    expect(moment('2031-05-05T13:59:00Z', SYDNEY, now)).toBe('Mon 5 May 23:59');
    expect(moment('2031-05-05T22:30:00Z', 'Europe/London', now)).toBe('23:30');
  });

  it('says the day of what is to be confirmed, and of a file what sorts', () => {
    expect(dayAndTime('2031-05-05T22:10:07Z', SYDNEY)).toBe('Tue 6 May, 08:10');
    expect(sortable('2031-05-05T22:10:07Z', SYDNEY)).toBe('2031-05-06 08:10:07');
  });

  it('writes a date in words', () => {
    expect(date('2027-06-30')).toBe('Wed 30 Jun 2027');
    expect(date('2028-02-29')).toBe('Tue 29 Feb 2028');
  });

  it('leaves a date that is none as it is in the address', () => {
    expect(['soon', '2026-02-30'].map(date)).toEqual(['soon', '2026-02-30']);
  });
});

describe('durations', () => {
  it.each([
    [-5_000, '0 s'],
    [0, '0 s'],
    [8_400, '8 s'],
    [59_400, '59 s'],
    [59_500, '1 min'],
    [22 * 60_000, '22 min'],
    [3 * 3_600_000 + 10 * 60_000, '3 h 10 min'],
    [4 * 3_600_000, '4 h'],
    [24 * 3_600_000, '1 d'],
    [6 * 86_400_000 + 4 * 3_600_000 + 59 * 60_000, '6 d 4 h'],
  ])('%d ms are %s', (ms, words) => {
    expect(duration(ms)).toBe(words);
  });

  it.each([
    ['PT4H30M', 4.5 * 3_600_000],
    ['PT90S', 90_000],
    ['PT0.5S', 500],
    ['P1DT1M', 86_460_000],
    ['P2D', 2 * 86_400_000],
    ['soon', 0],
  ])('%s is %d ms', (iso, ms) => {
    expect(milliseconds(iso)).toBe(ms);
  });
});

describe('lists and numbers', () => {
  it('joins names as people do', () => {
    expect(list(['TouchMini'])).toBe('TouchMini');
    expect(list(['TouchMini', 'OrderAway', 'Doshii'])).toBe('TouchMini, OrderAway and Doshii');
  });
});

it('leaves what only resembles a day, or is part of a word, as a person wrote it', () => {
  for (const text of [
    'approved it: PO 2026-13-45',
    'ring 0412-34-56',
    'since 2026-11-27T25:00:00Z',
    '2026-02-30',
    'log-2026-11-27.txt',
    '2026-02-30T10:00Z',
  ])
    expect(inVenueTime(text, 'Australia/Sydney')).toBe(text);
  expect(inVenueTime('valid through 2027-11-27.', 'Australia/Sydney')).toBe('valid through Sat 27 Nov 2027.');
});
