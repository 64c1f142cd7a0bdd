import { href, routeOf } from '../../console/navigation/route';

describe('the address behind the hash', () => {
  it.each([
    ['', 'venue', undefined],
    ['#', 'venue', undefined],
    ['#/', 'venue', undefined],
    ['#/services', 'services', undefined],
    ['#services', 'services', undefined],
    ['#/operations/4711', 'operations', '4711'],
    ['#/operations/a%2Fb', 'operations', 'a/b'],
    ['#/operations/', 'operations', undefined],
    ['#/operations/%E0%A4%A', 'operations', undefined],
  ])('%s is a view and an ID', (hash, view, id) => {
    expect(routeOf(hash)).toEqual({ view, id });
  });

  it.each(['4711', 'a/b', 'ü 1', '100 %'])('finds %s again', (id) => {
    expect(routeOf(href('operations', id))).toEqual({ view: 'operations', id });
  });
});
