import { filtersOf, routeOf, withFilters } from '../../src/console/navigation/route';

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
