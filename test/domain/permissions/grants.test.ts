/** What a grant may do and a revocation may not, who is named when the hierarchy refuses, and who may be unlocked by whom. */

import { revokeUnlessLast } from '../../../src/domain/permissions/grants.js';
import { ALL_PERMISSIONS, Permission } from '../../../src/domain/types/permissions.js';
import { AppError } from '../../../src/errors/errors.js';
import type { VenueRows } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { eachSecurity, NOON } from './security-bench.js';

const { CLOUD_CONNECTIVITY_ONBOARD: ONBOARD, CLERK_SECURITY_EDIT: EDIT, SERVICES_VIEW } = Permission;
const HOUR = 60 * 60_000;
const later = (hours: number) => new Date(NOON.getTime() + hours * HOUR);

/** 1 holds all for good; 2 may edit, holds Onboard for two hours; 3 may edit for good and ranks third; 4 nothing; 5 may edit, but sees a part. */
const rows: VenueRows = {
  ...venueRows,
  security_group: [
    [1, 'Administrators', 1],
    [2, 'Supervisors', 2],
    [3, 'Bar Managers', 3],
    [4, 'Support', 4],
    [5, 'Kiosk', 5],
  ],
  security_group_object: [
    ...ALL_PERMISSIONS.map((permission) => [1, permission, 1, null, null, null]),
    [2, EDIT, 1, null, null, later(4).toISOString()],
    [2, SERVICES_VIEW, 1, null, null, null],
    [2, ONBOARD, 1, null, null, later(2).toISOString()],
    [3, EDIT, 1, null, null, null],
    [3, ONBOARD, 1, null, null, null],
    [5, EDIT, 1, null, null, null],
  ],
  clerk: [
    [1, 'Morgan', 0, 1, 1, 0],
    [2, 'Sam', 0, 2, 1, 0],
    [3, 'Ana', 0, 3, 1, 0],
    [4, 'Unassigned', 0, 4, 1, 0],
    [5, 'Kim', 2, 5, 1, 0],
    [6, 'Groupless', 0, null, 1, 0],
    [7, 'Second Sam', 0, 2, 1, 0],
  ],
};

describe('grants and revocations', () => {
  const bench = eachSecurity(rows);

  const input = (securityGroupId: string, permission: Permission, expiresAt?: Date) => ({
    securityGroupId,
    permission,
    reason: 'Nights',
    ...(expiresAt ? { expiresAt } : {}),
  });
  const grant = async (clerk: string, ...given: Parameters<typeof input>) =>
    bench.security.grant(await bench.caller(clerk), input(...given));
  const revoke = async (clerk: string, group: string, permission: Permission) =>
    bench.security.revoke(await bench.caller(clerk), input(group, permission));
  const ends = async (group: string, permission: Permission) =>
    (await bench.venue.clerks.ticks([group])).find((tick) => tick.permission === permission)?.expiresAt;
  /** As Back Office does it. */
  const take = (securityGroupId: string, permission: Permission) =>
    bench.venue.clerks.revoke({ securityGroupId, permission, byName: 'Back Office', at: NOON });

  it('lets no one revoke what they do not hold themselves, and names who may', async () => {
    await take('2', ONBOARD);
    await expect(revoke('2', '3', ONBOARD)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      details: { gate: 'HIERARCHY', permission: ONBOARD, grantableBy: ['Administrators'] },
    });
    expect(await bench.holds('3', ONBOARD)).toBe(true);
    await revoke('1', '3', ONBOARD);
    expect(await bench.holds('3', ONBOARD)).toBe(false);
  });

  it('takes no time-boxed holder past their own end, whose grant ends with it at the latest', async () => {
    for (const until of [undefined, later(3)])
      await expect(grant('2', '4', ONBOARD, until)).rejects.toMatchObject({
        message: expect.stringContaining(later(2).toISOString()),
        details: { gate: 'HIERARCHY', grantableBy: ['Administrators', 'Bar Managers'] },
      });
    expect(await bench.holds('4', ONBOARD)).toBe(false);
    await grant('2', '4', ONBOARD, later(2));
    expect(await ends('4', ONBOARD)).toEqual(later(2));
  });

  it('ends nothing earlier by a grant: neither what is held for good nor what is held for longer', async () => {
    await expect(grant('1', '3', ONBOARD, later(1))).rejects.toMatchObject({
      message: expect.stringMatching(/ already has "Cloud Connectivity > Onboard", without an end\.$/),
      remedy: 'Revoke it first, then grant it until the earlier end.',
    });
    expect(await ends('3', ONBOARD)).toBeUndefined();
    await expect(grant('1', '2', ONBOARD, later(1))).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
    await grant('1', '2', ONBOARD, later(5));
    expect(await ends('2', ONBOARD)).toEqual(later(5));
    await grant('1', '2', ONBOARD);
    expect(await ends('2', ONBOARD)).toBeUndefined();
  });

  it('is judged one after another: two that come at once never end a grant earlier', async () => {
    const [sooner, good] = await Promise.allSettled([
      grant('1', '4', ONBOARD, later(1)),
      grant('1', '4', ONBOARD),
    ]);
    expect([sooner.status, good.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(await ends('4', ONBOARD)).toBeUndefined();
    const turned = await Promise.allSettled([
      grant('1', '4', SERVICES_VIEW),
      grant('1', '4', SERVICES_VIEW, later(1)),
    ]);
    expect(turned.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(await ends('4', SERVICES_VIEW)).toBeUndefined();
  });

  it('leaves a row with what the box was before and after', async () => {
    await grant('1', '2', ONBOARD, later(5));
    expect(bench.trail.at(-1)).toMatchObject({
      outcome: 'SUCCEEDED',
      before: { granted: true, expiresAt: later(2).toISOString() },
      after: { granted: true, expiresAt: later(5).toISOString() },
    });
  });

  it('never takes away the last permission of clerk security that is held for good', async () => {
    await take('1', EDIT);
    // Sam holds it for four hours; the Kiosk's holder sees only a part, and counts as no one.
    await expect(revoke('2', '3', EDIT)).rejects.toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('the last group that has'),
      details: { gate: 'HIERARCHY', permission: EDIT, grantableBy: [] },
    });
    expect(await bench.holds('3', EDIT)).toBe(true);
    await bench.venue.clerks.grant({
      securityGroupId: '1',
      permission: EDIT,
      byName: 'Back Office',
      at: NOON,
    });
    await revoke('2', '3', EDIT);
    expect(await bench.holds('3', EDIT)).toBe(false);
  });

  it('ticks it again where another process took the last but one away at the same time', async () => {
    const { clerks, venue } = bench.venue;
    const beside = {
      ...clerks,
      revoke: async (tick: Parameters<typeof clerks.revoke>[0]) => {
        await take('3', EDIT);
        await clerks.revoke(tick);
      },
    };
    const tick = { securityGroupId: '1', permission: EDIT, byName: 'command line', at: NOON };
    expect(await revokeUnlessLast({ clerks: beside, venue }, tick)).toBe(false);
    expect(await bench.holds('1', EDIT)).toBe(true);
    let reads = 0;
    const away = {
      ...clerks,
      clerks: async () => {
        reads += 1;
        if (reads > 1) throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        return clerks.clerks();
      },
    };
    await expect(revokeUnlessLast({ clerks: away, venue }, tick)).rejects.toThrow(AppError);
    expect(await bench.holds('1', EDIT)).toBe(true);
    expect(await revokeUnlessLast({ clerks, venue }, { ...tick, securityGroupId: '2' })).toBe(true);
    expect(await bench.holds('2', EDIT)).toBe(false);
  });

  it('says of a refusal by rank who may, with the request that they send', async () => {
    const refused = await grant('2', '2', SERVICES_VIEW, later(1)).catch((error) => error);
    expect(refused.details).toEqual({
      gate: 'HIERARCHY',
      permission: SERVICES_VIEW,
      grantableBy: ['Administrators'],
      grantPermission: {
        query: expect.stringContaining('grantPermission(input: $input)'),
        variables: {
          input: {
            securityGroupId: '2',
            permission: SERVICES_VIEW,
            reason: 'requested by clerk 2',
            expiresAt: later(1).toISOString(),
          },
        },
      },
    });
  });

  it.each([
    ['grant', 'venue-control clerk grant 1 SERVICES_VIEW --reason "requested by clerk 1"'],
    ['revoke', 'venue-control clerk revoke 1 SERVICES_VIEW --reason "requested by clerk 1"'],
  ] as const)('says that only the local command can, where no one ranks above: %s', async (verb, command) => {
    const change = verb === 'grant' ? grant('1', '1', SERVICES_VIEW) : revoke('1', '1', SERVICES_VIEW);
    await expect(change).rejects.toMatchObject({
      remedy: expect.stringMatching(`^Run ${command} on the server`),
      details: { gate: 'HIERARCHY', grantableBy: [], localCommand: command },
    });
  });

  it('gives a clerk who lacks a permission the request for it, which works as it is', async () => {
    const { details } = await bench.security.refusal(await bench.caller('4'), 'PERMISSION', ONBOARD);
    const { input: wanted } = (
      details['grantPermission'] as { variables: { input: ReturnType<typeof input> } }
    ).variables;
    expect(details['grantableBy']).toEqual(['Administrators', 'Supervisors', 'Bar Managers']);
    await bench.security.grant(await bench.caller('1'), wanted);
    expect(await bench.holds('4', ONBOARD)).toBe(true);
  });

  it('names no group in which no one could do it, and reports anyone who is in none where that is chosen', async () => {
    const { details } = await bench.security.refusal(await bench.caller('4'), 'PERMISSION', EDIT);
    expect(details['grantableBy']).not.toContain('Kiosk');
    const groupless = await bench.security.refusal(await bench.caller('6'), 'PERMISSION', ONBOARD);
    expect(groupless.details).toEqual({ gate: 'PERMISSION', permission: ONBOARD, grantableBy: [] });
    expect(groupless.remedy).toContain('Back Office');
  });

  describe('unlocking a clerk', () => {
    const unlock = async (by: string, clerk: string) =>
      bench.signInLocks.unlock(await bench.caller(by), clerk, 'forgot');

    it.each([
      ['oneself', '2', '2', ['Administrators']],
      ['someone of the same group', '2', '7', ['Administrators']],
      ['someone above', '3', '2', ['Administrators']],
      ['the highest', '1', '1', []],
    ])('is refused: %s', async (_, by, clerk, grantableBy) => {
      await expect(unlock(by, clerk)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { gate: 'HIERARCHY', permission: EDIT, grantableBy },
      });
    });

    it('is for those strictly above, and for a clerk who is in no group', async () => {
      expect(await unlock('2', '3')).toMatchObject({ id: '3' });
      expect(await unlock('3', '6')).toMatchObject({ id: '6' });
    });

    it('names the local command where no group may', async () => {
      await expect(unlock('1', '1')).rejects.toMatchObject({
        details: { localCommand: 'venue-control clerk unlock 1' },
      });
    });

    it('needs a fresh PIN', async () => {
      await expect(
        bench.signInLocks.unlock(await bench.caller('1', NOON), '4', 'forgot'),
      ).rejects.toMatchObject({ details: { gate: 'STEP_UP' } });
    });
  });
});
