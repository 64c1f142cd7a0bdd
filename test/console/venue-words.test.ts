import { permissionPath } from '../../console/format/format';
import { href } from '../../console/navigation/route';
import { pillRest, pillTitle, viewOf } from '../../console/pill-words';
import { operationWith } from './operation-samples';

describe('the pill of what runs', () => {
  const SYDNEY = 'Australia/Sydney';

  it('names the job, how far it is and when it ends', () => {
    expect(pillTitle(operationWith())).toBe('Resync 42 %');
    expect(pillRest(operationWith(), 1, SYDNEY)).toBe('ends about 04:00');
  });

  it('names the service that is changed', () => {
    const operation = operationWith({ kind: 'SERVICE_CONTROL', title: 'Restart NetPOS' });
    expect(pillTitle(operation)).toBe('Restart NetPOS 42 %');
  });

  it('says the state where there is no telling', () => {
    expect(pillTitle(operationWith({ percent: null }))).toBe('Resync');
    expect(pillTitle(operationWith({ state: 'AWAITING_APPROVAL' }))).toBe('Resync');
    expect(pillRest(operationWith({ estimatedFinishAt: null }), 1, SYDNEY)).toBe('running');
    expect(pillRest(operationWith({ state: 'AWAITING_APPROVAL' }), 1, SYDNEY)).toBe('awaiting approval');
  });

  it('says when one that is scheduled starts, also while it waits for a second person', () => {
    const now = Date.parse('2031-05-05T12:00:00Z');
    const scheduled = { scheduledFor: '2031-05-05T16:00:00Z', estimatedFinishAt: null } as const;
    const rest = (state: 'SCHEDULED' | 'AWAITING_APPROVAL', all = 1) =>
      pillRest(operationWith({ ...scheduled, state }), all, SYDNEY, now);
    expect(rest('SCHEDULED')).toBe('starts Tue 6 May 02:00');
    expect(rest('AWAITING_APPROVAL')).toBe('awaiting approval, for Tue 6 May 02:00');
    expect(rest('SCHEDULED', 3)).toBe('starts Tue 6 May 02:00, and 2 more');
  });

  it('counts the others, and leads to the first’s own page', () => {
    expect(pillRest(operationWith(), 3, SYDNEY)).toBe('ends about 04:00, and 2 more');
    expect(href(viewOf(operationWith()), 'op-1')).toBe('#/resync/op-1');
    expect(viewOf(operationWith({ kind: 'SERVICE_CONTROL' }))).toBe('operations');
  });
});

describe('where a permission is', () => {
  it('is its path in swiftpos’ tree, and its name where the console knows none', () => {
    expect(permissionPath('SERVICES_CONTROL')).toBe('Services > Control');
    expect(permissionPath('SOMETHING_NEW')).toBe('SOMETHING_NEW');
  });
});
