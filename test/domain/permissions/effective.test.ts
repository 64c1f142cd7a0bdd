/** What clerks may really do, why and until when; and who holds a permission, counted against the limit in the venue settings. */
import { ALL_PERMISSIONS, Permission } from '../../../src/domain/types/permissions.js';
import { sqliteEngine, type VenueRows } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { NOON, type SecurityBench, securityBench } from './security-bench.js';

const { CLOUD_CONNECTIVITY_ONBOARD: ONBOARD, CLERK_SECURITY_EDIT: EDIT, SERVICES_VIEW } = Permission;
const soon = new Date(NOON.getTime() + 60_000);

const rows: VenueRows = {
  ...venueRows,
  security_group: [
    [1, 'Administrators', 1],
    [2, 'Supervisors', 2],
  ],
  security_group_object: [
    ...ALL_PERMISSIONS.map((permission) => [1, permission, 1, null, null, null]),
    [2, ONBOARD, 1, 'Morgan', NOON.toISOString(), soon.toISOString()],
    [2, SERVICES_VIEW, 1, null, null, null],
  ],
  clerk: [
    [1, 'Morgan', 0, 1, 1, 0],
    [2, 'Sam', 0, 2, 1, 0],
    [3, 'Ana', 2, 2, 1, 0],
    [4, 'Groupless', 0, null, 1, 0],
    [5, 'Left', 0, 1, 1, 1],
    [6, 'Blind', 10, 2, 1, 0],
  ],
  clerk_group_location_group: [
    [0, 2],
    [0, 10],
    [2, 2],
  ],
};

describe('effective permissions', () => {
  const engine = sqliteEngine();
  let bench: SecurityBench;
  beforeEach(async () => {
    bench = await securityBench(engine, rows);
  });
  afterEach(() => engine.cleanUp());

  const effective = async (clerkId: string, permission: Permission) => {
    const all = await bench.security.effectiveOf(await bench.venue.clerks.clerks());
    return all.get(clerkId)?.find((one) => one.permission === permission);
  };

  it.each([
    ['1', EDIT, true, undefined, '"Administrators" grants it: set in Back Office.'],
    ['2', EDIT, false, 'PERMISSION', '"Supervisors" does not grant it.'],
    ['3', ONBOARD, false, 'SCOPE', 'only a part of the venue, and it requires the whole venue'],
    ['3', SERVICES_VIEW, true, undefined, '"Supervisors" grants it'],
    ['6', SERVICES_VIEW, false, 'SCOPE', 'no Location Group, and it requires at least one location'],
    ['4', SERVICES_VIEW, false, 'PERMISSION', 'In no Clerk Security Group'],
    ['5', EDIT, false, 'PERMISSION', 'Deactivated'],
  ])('of clerk %s for %s: %s', async (clerk, permission, allowed, gate, why) => {
    expect(await effective(clerk, permission)).toMatchObject({
      allowed,
      gate,
      why: expect.stringContaining(why),
    });
  });

  it('say whether a grant would take effect, whatever is granted now', async () => {
    const inScope = async (clerk: string, permission: Permission) =>
      (await effective(clerk, permission))?.inScope;
    expect(await inScope('2', EDIT)).toBe(true);
    expect(await inScope('3', EDIT)).toBe(false);
    expect(await inScope('3', SERVICES_VIEW)).toBe(true);
    expect(await inScope('6', SERVICES_VIEW)).toBe(false);
  });

  it('say by whom and until when, and end with that', async () => {
    expect(await effective('2', ONBOARD)).toMatchObject({
      allowed: true,
      grantedByName: 'Morgan',
      grantedAt: NOON,
      until: soon,
    });
    await bench.clock.pass(60_000);
    expect(await effective('2', ONBOARD)).toMatchObject({ allowed: false, until: undefined });
  });

  it('are what the clerk is let through with, for everyone and everything', async () => {
    for (const { id, active } of await bench.venue.clerks.clerks()) {
      const allowed = active ? (await bench.caller(id)).viewer : undefined;
      for (const permission of ALL_PERMISSIONS) {
        const may = allowed !== undefined && bench.security.gateAgainst(allowed, permission) === undefined;
        expect([id, permission, (await effective(id, permission))?.allowed]).toEqual([id, permission, may]);
      }
    }
  });

  it('are counted: holders past the limit of the site are warned of', async () => {
    const held = await bench.security.holdersOf(ONBOARD);
    expect(held.holders.map(({ clerk, until }) => [clerk.id, until])).toEqual([
      ['1', undefined],
      ['2', soon],
    ]);
    expect(held).toMatchObject({ limit: 5, warning: undefined });
    const strict = await securityBench(engine, rows, { onboardHolders: 1 });
    expect((await strict.security.holdersOf(ONBOARD)).warning).toBe(
      '2 clerks have "Cloud Connectivity > Onboard", but the venue settings allow 1 at most. Revoke it where it is not needed.',
    );
  });

  it('are warned of when no one can edit clerk security for good, or no one at all', async () => {
    const { clerks } = bench.venue;
    expect((await bench.security.holdersOf(EDIT)).warning).toBeUndefined();
    await clerks.revoke({ securityGroupId: '1', permission: EDIT, byName: 'Back Office', at: NOON });
    expect((await bench.security.holdersOf(EDIT)).warning).toContain('only the local command');
    await clerks.grant({ securityGroupId: '2', permission: EDIT, byName: 'x', at: NOON, expiresAt: soon });
    expect((await bench.security.holdersOf(EDIT)).warning).toContain(soon.toISOString());
  });
});
