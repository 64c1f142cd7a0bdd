import { notDayWords, printedDays } from '../../console/format/format';
import { filtersOf, routeOf, withFilters } from '../../console/navigation/route';

describe('filters in the address', () => {
  it.each([
    ['#/audit', '', ''],
    ['#/audit?outcome=DENIED', 'DENIED', ''],
    ['#/audit?outcome=DENIED&text=Printer%20queue%3F', 'DENIED', 'Printer queue?'],
    ['#/audit?somethingElse=1', '', ''],
    ['#/audit?text=%E0%A4%A', '', '\uFFFD%A'],
  ])('%s', (hash, outcome, text) => {
    expect(filtersOf(hash, ['outcome', 'text'])).toEqual({ outcome, text });
  });

  it('leave view and ID as they are', () => {
    expect(routeOf('#/audit?outcome=DENIED')).toEqual({ view: 'audit', id: undefined });
    expect(routeOf('#/operations/4711?text=a/b')).toEqual({ view: 'operations', id: '4711' });
    expect(routeOf('#/?a=1')).toEqual({ view: 'venue', id: undefined });
  });

  it.each(['Printer queue stuck', 'a&b=c?d#e', 'ü 100 %', '=1+1'])('find %s again', (text) => {
    const hash = withFilters('#/audit?outcome=DENIED', { text });
    expect(filtersOf(hash, ['outcome', 'text'])).toEqual({ outcome: 'DENIED', text });
  });

  it('are gone when they are empty, and so is the question mark', () => {
    expect(withFilters('#/audit?outcome=DENIED', { outcome: '' })).toBe('#/audit');
    expect(withFilters('#/audit?outcome=DENIED&text=a', { outcome: undefined })).toBe('#/audit?text=a');
  });
});

describe('a day that a list cannot be filtered by', () => {
  it('is said, with how to write one', () => {
    const words =
      '“5/31/2031” is not a day. Enter it as 2026-11-29 or 29/11/2026. The list is not filtered by it.';
    expect(notDayWords({ from: '5/31/2031', to: '2031-06-01' })).toBe(words);
    expect(notDayWords({ from: '', to: '5/31/2031' })).toBe(words);
    expect(notDayWords({ from: '31/5/2031', to: '' })).toBeUndefined();
    // A list without days.
    expect(notDayWords({ outcome: 'tomorrow' })).toBeUndefined();
  });

  it('is not on its paper as a filter', () => {
    expect(printedDays({ from: '5/31/2031', to: '31/5/2031' })).toEqual({ From: '', To: 'Sat 31 May 2031' });
  });
});
