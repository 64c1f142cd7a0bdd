/** Of which time the timeline is, where the address names one that can't be shown or was not recorded. */
import { type Chosen, notShownWords, recordWords, spanOf } from '../../console/views/timeline/words';
import { none, now, zone } from './timeline-chosen';

const said = (given: Partial<Chosen>) => {
  const chosen = { ...none, ...given };
  const span = spanOf(chosen, now, zone);
  return [span.day, notShownWords(chosen, span)];
};

describe('a day that is none', () => {
  it.each([
    ['2031-02-30', '“2031-02-30” is not a day. Enter it as 2026-11-29 or 29/11/2026. Today is shown.'],
    ['tomorrow', '“tomorrow” is not a day. Enter it as 2026-11-29 or 29/11/2026. Today is shown.'],
    ['2031-05-07', 'Wed 7 May 2031 is in the future. Today is shown.'],
  ])('says so, and shows today in its place: %s', (day, words) => {
    expect(said({ day })).toEqual(['2031-05-06', words]);
  });

  it('says so of a period of the address, too', () => {
    expect(said({ from: 'x' })).toEqual(['2031-05-06', 'The address names no valid period. Today is shown.']);
  });

  it('is not said of what is shown', () => {
    expect(said({})).toEqual(['2031-05-06', undefined]);
    expect(said({ day: '2031-05-06' })).toEqual(['2031-05-06', undefined]);
    expect(said({ day: '4/5/2031' })).toEqual(['2031-05-04', undefined]);
    expect(said({ from: '2031-05-05T16:01:00Z' })).toEqual([undefined, undefined]);
  });
});

it('says when the record begins, where the list goes back to before it', () => {
  const since = '2031-05-05T16:05:00Z';
  const begins = 'The record of this venue begins on Tue 6 May 2031, 02:05.';
  const words = (day: string, from: string | null | undefined = since) =>
    recordWords(from, spanOf({ ...none, day }, now, zone), zone);
  expect([words('2031-05-01'), words('')]).toEqual([begins, begins]);
  expect(words('', '2031-05-01T00:00:00Z')).toBeUndefined();
  expect([words('', null), recordWords(undefined, spanOf(none, now, zone), zone)]).toEqual([
    undefined,
    undefined,
  ]);
});
