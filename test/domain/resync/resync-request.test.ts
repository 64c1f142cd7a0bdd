import type { Viewer } from '../../../src/domain/request/viewer.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';

describe('a request for a resync', () => {
  const domain = eachDomain();

  it.each([
    ['another company name', { confirmation: 'Harbour View' }, 'CONFIRMATION_MISMATCH'],
    ['another customer number', { customerNumber: '10482214' }, 'VENUE_MISMATCH'],
  ])('with %s is refused and creates no operation', async (_, given, code) => {
    const caller = callerOf('1');
    const { fingerprint } = await domain.plane.resync.plan(caller.viewer);
    const input = {
      customerNumber: '10482213',
      planFingerprint: fingerprint,
      reason: 'rows are missing',
      confirmation: 'Harbour View Hotel',
      overrides: [],
    };
    await expect(domain.plane.resync.start(caller, { ...input, ...given })).rejects.toMatchObject({ code });
    expect(await domain.state.operations.list({ first: 1 })).toEqual([]);
  });

  it.each<[string, Partial<Viewer>, string]>([
    ['have lost the permission', { permissions: new Set(['AUDIT_VIEW' as never]) }, 'PERMISSION'],
    ['are in no Security Group', { securityGroup: undefined, permissions: new Set() }, 'PERMISSION'],
    ['see no Location Group', { scope: { every: false, locationGroupIds: new Set() } }, 'SCOPE'],
  ])('is seen no more by those who %s, but by its maker', async (_, loss, gate) => {
    const operation = await askResync(domain, '2');
    const { operations } = domain.plane;
    await operations.requireVisible(callerOf('1'), operation);
    await expect(operations.requireVisible(callerOf('1', loss), operation)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate, permission: 'SERVICES_VIEW' },
    });
    await operations.requireVisible(callerOf('2', loss), operation);
  });
});
