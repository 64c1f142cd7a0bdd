import { ALL_PERMISSIONS, Permission } from '../../src/domain/types/permissions.js';
import { ENGINES } from './engines.js';
import { at } from './samples.js';
import { venueRows as rows } from './venue-rows.js';

describe.each(ENGINES)('permissions on $name', (engine) => {
  afterEach(() => engine.cleanUp());
  const granted = (ticks: readonly { granted: boolean; permission: Permission }[]) =>
    ticks.filter((tick) => tick.granted).map((tick) => tick.permission);

  it('are all there for each group, and not granted where no row says so', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const ticks = await clerks.ticks(['7', '9', '9']);
    expect(ticks).toHaveLength(2 * ALL_PERMISSIONS.length);
    expect(granted(ticks)).toEqual(['SERVICES_VIEW', 'AUDIT_VIEW']);
    expect(ticks.find((tick) => tick.granted)).toStrictEqual({
      securityGroupId: '9',
      permission: 'SERVICES_VIEW',
      granted: true,
      grantedByName: 'Morgan',
      grantedAt: at(0),
      expiresAt: at(60),
    });
  });

  it('run out at the very moment of their expiry', async () => {
    let now = new Date(at(60).getTime() - 1);
    const { clerks } = await engine.venue(rows, { now: () => now });
    expect(granted(await clerks.ticks(['9']))).toContain('SERVICES_VIEW');
    now = at(60);
    expect(granted(await clerks.ticks(['9']))).not.toContain('SERVICES_VIEW');
  });

  it('are ticked where there was no row, a cleared one, and a ticked one', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const byName = 'Zoë “日本”';
    for (const permission of [Permission.API_TOKENS_MANAGE, Permission.SERVICES_VIEW]) {
      await clerks.grant({ securityGroupId: '7', permission, byName, at: at(1) });
    }
    await clerks.grant({
      securityGroupId: '9',
      permission: Permission.SERVICES_VIEW,
      byName,
      at: at(2),
      expiresAt: at(90),
    });
    const ticks = (await clerks.ticks(['7', '9'])).filter((tick) => tick.grantedByName === byName);
    expect(
      ticks.map(({ securityGroupId, permission, expiresAt }) => [securityGroupId, permission, expiresAt]),
    ).toEqual([
      ['7', 'SERVICES_VIEW', undefined],
      ['7', 'API_TOKENS_MANAGE', undefined],
      ['9', 'SERVICES_VIEW', at(90)],
    ]);
  });

  it('are cleared, expiry and all, and clearing a box that was never ticked does nothing', async () => {
    const { clerks } = await engine.venue(rows, { now: () => at(1) });
    const byName = 'Sam';
    await clerks.revoke({ securityGroupId: '9', permission: Permission.SERVICES_VIEW, byName, at: at(1) });
    await clerks.revoke({ securityGroupId: '9', permission: Permission.EVENT_LOGS_VIEW, byName, at: at(1) });
    expect(granted(await clerks.ticks(['9']))).toEqual(['AUDIT_VIEW']);
    await clerks.grant({ securityGroupId: '9', permission: Permission.SERVICES_VIEW, byName, at: at(2) });
    expect(
      (await clerks.ticks(['9'])).find((tick) => tick.permission === Permission.SERVICES_VIEW),
    ).toMatchObject({
      granted: true,
      expiresAt: undefined,
    });
  });

  it.each(['99', '07', 'x'])('are refused for the group %s, which is not there', async (securityGroupId) => {
    const { clerks } = await engine.venue(rows);
    const tick = { securityGroupId, permission: Permission.AUDIT_VIEW, byName: 'Sam', at: at(1) };
    await expect(clerks.grant(tick)).rejects.toThrow('no such security group');
    await expect(clerks.revoke(tick)).rejects.toThrow('no such security group');
  });
});
