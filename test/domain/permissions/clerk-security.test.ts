/** Both gates for every permission, the hierarchy, who may grant what is missing, and the trail of each refusal. */

import { gateAgainst } from '../../../src/domain/permissions/rules.js';
import { ClerkMissing, loadViewer } from '../../../src/domain/permissions/standing.js';
import type { Viewer } from '../../../src/domain/request/viewer.js';
import { ALL_PERMISSIONS, PERMISSIONS, Permission } from '../../../src/domain/types/permissions.js';
import type { VenueRows } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { eachSecurity, NOON, type SecurityBench } from './security-bench.js';

const ONBOARD = Permission.CLOUD_CONNECTIVITY_ONBOARD;
const EDIT = Permission.CLERK_SECURITY_EDIT;

function viewerWith(given: Partial<Viewer>): Viewer {
  return {
    clerk: { id: '1', name: 'Clerk', active: true, clerkGroupId: '0', securityGroupId: '1' },
    sessionId: 'session',
    securityGroup: undefined,
    permissions: new Set(),
    scope: { every: false, locationGroupIds: new Set() },
    steppedUpUntil: undefined,
    ...given,
  };
}

describe('the two gates', () => {
  const scopes = {
    everything: { every: true, locationGroupIds: new Set(['1', '2']) },
    part: { every: false, locationGroupIds: new Set(['1']) },
    nothing: { every: false, locationGroupIds: new Set<string>() },
  };
  const cells = ALL_PERMISSIONS.flatMap((permission) =>
    (['everything', 'part', 'nothing'] as const).flatMap((scope) =>
      [true, false].map((ticked) => ({ permission, scope, ticked })),
    ),
  );

  it.each(cells)('$permission, sees $scope, ticked: $ticked', ({ permission, scope, ticked }) => {
    const viewer = viewerWith({
      permissions: new Set(ticked ? [permission] : ALL_PERMISSIONS.filter((other) => other !== permission)),
      scope: scopes[scope],
    });
    const needsAll = PERMISSIONS[permission].scope === 'every';
    const sees = scope === 'everything' || (scope === 'part' && !needsAll);
    expect(gateAgainst(viewer, permission)).toBe(!ticked ? 'PERMISSION' : sees ? undefined : 'SCOPE');
  });

  it('ask for the whole venue for whatever acts on the whole venue', () => {
    const whole = ALL_PERMISSIONS.filter((permission) => PERMISSIONS[permission].scope === 'every');
    expect(whole).toEqual([
      ONBOARD,
      Permission.SERVICES_CONTROL,
      EDIT,
      Permission.API_TOKENS_MANAGE,
      Permission.SUPPORT_BUNDLE,
    ]);
  });
});

/** Ranks 1 to 4: the first holds all, the second may edit clerk security, the third holds Onboard without edit, the fourth nothing. */
const rows: VenueRows = {
  ...venueRows,
  security_group: [
    [1, 'Administrators', 1],
    [2, 'Supervisors', 2],
    [3, 'Bar Staff', 3],
    [4, 'Support', 4],
  ],
  security_group_object: [
    ...ALL_PERMISSIONS.map((permission) => [1, permission, 1, null, null, null]),
    [2, EDIT, 1, null, null, null],
    [2, Permission.SERVICES_VIEW, 1, null, null, null],
    [3, ONBOARD, 1, null, null, null],
  ],
  clerk: [
    [1, 'Morgan', 0, 1, 1, 0],
    [2, 'Sam', 0, 2, 1, 0],
    [3, 'Ana', 2, 3, 1, 0],
    [4, 'Unassigned', 0, 4, 1, 0],
    [5, 'Left', 0, 1, 1, 1],
    [6, 'Groupless', 0, null, 1, 0],
  ],
};

describe('clerk security', () => {
  const bench = eachSecurity(rows);

  const caller: SecurityBench['caller'] = (...given) => bench.caller(...given);
  const holds: SecurityBench['holds'] = (...given) => bench.holds(...given);
  const input = (securityGroupId: string, permission: Permission) => ({
    securityGroupId,
    permission,
    reason: 'Nights',
  });

  it('loads no one who has left, and nothing for a clerk who is in no group', async () => {
    expect(await loadViewer(bench.venue, '5', { id: 's', steppedUpUntil: undefined })).toBeUndefined();
    await expect(
      loadViewer(bench.venue, '777', { id: 's', steppedUpUntil: undefined }),
    ).rejects.toBeInstanceOf(ClerkMissing);
    const { viewer } = await caller('6');
    expect(viewer.permissions.size).toBe(0);
    expect(ALL_PERMISSIONS.every((permission) => gateAgainst(viewer, permission) === 'PERMISSION')).toBe(
      true,
    );
  });

  it('sees every Location Group only where the Clerk Group lists each one', async () => {
    expect((await caller('1')).viewer.scope.every).toBe(true);
    const { scope } = (await caller('3')).viewer;
    expect(scope.every).toBe(false);
    expect([...scope.locationGroupIds]).toEqual(['2']);
  });

  it('grants to a group below what its own group holds, and takes it back', async () => {
    const granter = await caller('1');
    expect(await bench.security.grant(granter, input('4', ONBOARD))).toMatchObject({ id: '4', rank: 4 });
    expect(await holds('4', ONBOARD)).toBe(true);
    await bench.security.revoke(granter, input('4', ONBOARD));
    expect(await holds('4', ONBOARD)).toBe(false);
    expect(bench.trail.map(({ action, outcome, target }) => [action, outcome, target])).toEqual([
      ['grantPermission', 'INTENDED', `Support: ${ONBOARD}`],
      ['grantPermission', 'SUCCEEDED', `Support: ${ONBOARD}`],
      ['revokePermission', 'INTENDED', `Support: ${ONBOARD}`],
      ['revokePermission', 'SUCCEEDED', `Support: ${ONBOARD}`],
    ]);
  });

  it.each([
    ['a group above', '2', '1', Permission.SERVICES_VIEW],
    ['what it does not hold itself', '2', '4', ONBOARD],
  ])('refuses by the hierarchy: %s', async (_, clerkId, groupId, permission) => {
    const before = await holds(groupId, permission);
    await expect(
      bench.security.grant(await caller(clerkId), input(groupId, permission)),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'HIERARCHY', permission },
    });
    expect(await holds(groupId, permission)).toBe(before);
    expect(bench.trail).toMatchObject([
      { action: 'grantPermission', outcome: 'DENIED', reason: `HIERARCHY: ${permission}` },
    ]);
  });

  it.each([
    ['never stepped up', undefined],
    ['stepped up until this very moment', NOON],
  ])('requires a fresh PIN of anyone who %s', async (_, until) => {
    const viewer = { ...(await caller('1')).viewer, steppedUpUntil: until };
    await expect(
      bench.security.grant({ viewer, correlationId: 'c' }, input('4', ONBOARD)),
    ).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'STEP_UP', grantableBy: [] },
    });
    expect(await holds('4', ONBOARD)).toBe(false);
    expect(bench.trail).toMatchObject([{ outcome: 'DENIED', reason: `STEP_UP: ${EDIT}` }]);
  });

  it('names no group that could not be granted to, and no grant that is over before it begins', async () => {
    const granter = await caller('1');
    await expect(bench.security.grant(granter, input('777', ONBOARD))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await expect(
      bench.security.grant(granter, { ...input('4', ONBOARD), expiresAt: NOON }),
    ).rejects.toMatchObject({
      code: 'BAD_USER_INPUT',
    });
  });

  it('does nothing when the intent cannot be written down', async () => {
    bench.auditFails = true;
    await expect(bench.security.grant(await caller('1'), input('4', ONBOARD))).rejects.toThrow(
      'The disk is full',
    );
    expect(await holds('4', ONBOARD)).toBe(false);
  });

  it('says who may grant what is missing: above, may edit, and holds it', async () => {
    const refusal = await bench.security.refusal(await caller('4'), 'PERMISSION', ONBOARD, 'onboard');
    expect(refusal).toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'PERMISSION', permission: ONBOARD, grantableBy: ['Administrators'] },
    });
    expect(refusal.message).toContain('Cloud Connectivity > Onboard');
    const view = await bench.security.refusal(await caller('4'), 'PERMISSION', Permission.SERVICES_VIEW);
    expect(view.details['grantableBy']).toEqual(['Administrators', 'Supervisors']);
    expect(bench.trail).toHaveLength(1);
  });

  it('says whom to ask once, where the venue is more than the clerk sees', async () => {
    const { remedy, details } = await bench.security.refusal(await caller('4'), 'SCOPE', ONBOARD);
    expect(details['grantableBy']).toEqual(['Administrators']);
    expect(remedy).toMatch(
      /^Ask a clerk of Administrators whose Clerk Group has access to the whole venue, or/,
    );
    expect(remedy.match(/Ask a clerk/g)).toHaveLength(1);
  });

  it('points to the command line where no one ranks above', async () => {
    await bench.venue.clerks.revoke({ securityGroupId: '1', permission: ONBOARD, byName: 'test', at: NOON });
    const refusal = await bench.security.refusal(await caller('1'), 'PERMISSION', ONBOARD);
    expect(refusal.details['grantableBy']).toEqual([]);
    expect(refusal.remedy).toContain('venue-control clerk grant');
  });
});
