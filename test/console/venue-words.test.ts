import { pillRest, pillTitle, viewOf } from '../../src/console/pill-words';
import { permissionPath } from '../../src/console/ui/permission';
import { href } from '../../src/console/ui/route';
import { syncShare } from '../../src/console/views/venue/venue-words';
import { operationWith } from './operation-samples';

describe('how far the first sync is', () => {
  it('is taken from the server’s words, also when there is none', () => {
    expect(syncShare('First sync: 42 % of the rows are sent.')).toBe(42);
    expect(syncShare('First sync: 0 % of the rows are sent.')).toBe(0);
    expect(syncShare('Heard four seconds ago.')).toBeUndefined();
    expect(syncShare(null)).toBeUndefined();
  });
});

describe('the pill of what runs', () => {
  const SYDNEY = 'Australia/Sydney';

  it('names the job, how far it is and when it ends', () => {
    expect(pillTitle(operationWith())).toBe('Resync 42 %');
    expect(pillRest(operationWith(), 1, SYDNEY)).toBe('ends about 04:00');
  });

  it('says the state where there is no telling', () => {
    expect(pillTitle(operationWith({ percent: null }))).toBe('Resync');
    expect(pillTitle(operationWith({ state: 'AWAITING_APPROVAL' }))).toBe('Resync');
    expect(pillRest(operationWith({ estimatedFinishAt: null }), 1, SYDNEY)).toBe('running');
    expect(pillRest(operationWith({ state: 'AWAITING_APPROVAL' }), 1, SYDNEY)).toBe('awaiting approval');
  });

  it('counts the others, and leads to the first’s own page', () => {
    expect(pillRest(operationWith(), 3, SYDNEY)).toBe('and 2 more');
    expect(href(viewOf(operationWith()), 'op-1')).toBe('#/resync/op-1');
    expect(viewOf(operationWith({ kind: 'SERVICE_CONTROL' }))).toBe('operations');
  });
});

describe('where a tick box stands', () => {
  it('is its path in swiftpos’ tree, and its name where the console knows none', () => {
    expect(permissionPath('SERVICES_CONTROL')).toBe('Services > Control');
    expect(permissionPath('SOMETHING_NEW')).toBe('SOMETHING_NEW');
  });
});
