/** What API tokens may be made of, by whom, and what none of them may do. */
import { ALL_PERMISSIONS, Permission } from '../../../src/domain/types/permissions.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';
import { DAY, HOUR, MINUTE, tokenBench } from './token-bench.js';

const { SERVICES_VIEW, SERVICES_CONTROL, AUDIT_VIEW, METRICS_VIEW } = Permission;
const { CLOUD_CONNECTIVITY_ONBOARD, CLERK_SECURITY_EDIT, API_TOKENS_MANAGE } = Permission;

describe('an API token', () => {
  const domain = eachDomain({ settings: { secondPerson: true } });
  const { from, make, viewerOf, callerWith, trail } = tokenBench(domain);

  it('sees the operations of its maker, but not where it reads metrics alone', async () => {
    const { id } = await askResync(domain, '1');
    const seenWith = async (...permissions: Permission[]) => {
      const { viewer } = await callerWith((await make(permissions)).token);
      const { operations } = await domain.plane.operations.list(viewer, { first: 9, requestedById: '1' });
      return [
        operations.map((operation) => operation.id),
        (await domain.plane.operations.find(viewer, id))?.id,
      ];
    };
    expect(await seenWith(AUDIT_VIEW)).toEqual([[id], id]);
    expect(await seenWith(METRICS_VIEW)).toEqual([[], undefined]);
  });

  describe('is made', () => {
    it.each([
      ['90 days', [SERVICES_VIEW, AUDIT_VIEW], 90 * DAY],
      ['400 days where it reads metrics alone', [METRICS_VIEW], 400 * DAY],
      ['90 days where it reads more than metrics', [METRICS_VIEW, AUDIT_VIEW], 90 * DAY],
      ['24 hours where it may onboard', [SERVICES_VIEW, CLOUD_CONNECTIVITY_ONBOARD], DAY],
      ['24 hours where it may grant', [CLERK_SECURITY_EDIT], DAY],
      ['24 hours where it may make tokens', [API_TOKENS_MANAGE], DAY],
    ])('for %s at most', async (_, permissions, ms) => {
      expect((await make(permissions, ms)).expiresAt).toEqual(from(ms));
      for (const wrong of [ms + 1, 0, -HOUR])
        await expect(make(permissions, wrong)).rejects.toMatchObject({
          code: 'BAD_USER_INPUT',
          details: { argument: 'input.expiresAt' },
        });
    });

    it('by someone who has just proved to be there, and holds all that it names', async () => {
      const stale = callerOf('1', { steppedUpUntil: new Date(0) });
      await expect(make([SERVICES_VIEW], HOUR, stale)).rejects.toMatchObject({
        details: { gate: 'STEP_UP' },
      });
      const narrow = callerOf('1', { permissions: new Set([API_TOKENS_MANAGE, SERVICES_VIEW]) });
      await expect(make([SERVICES_VIEW, AUDIT_VIEW], HOUR, narrow)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        details: { gate: 'PERMISSION', permission: AUDIT_VIEW },
      });
      const partly = callerOf('5');
      await expect(make([SERVICES_CONTROL], HOUR, partly)).rejects.toMatchObject({
        details: { gate: 'SCOPE' },
      });
      const asKnown = callerOf('1', { knownSince: domain.clock.now() });
      await expect(make([SERVICES_VIEW], HOUR, asKnown)).rejects.toMatchObject({
        code: 'VENUE_DATABASE_UNAVAILABLE',
      });
      expect(await domain.plane.apiTokens.list()).toEqual([]);
    });

    it('fifty times by one clerk, and expired ones make room', async () => {
      for (let made = 0; made < 50; made += 1) await make([SERVICES_VIEW], made === 0 ? MINUTE : HOUR);
      await expect(make([SERVICES_VIEW])).rejects.toThrow('already has 50 API tokens');
      await make([SERVICES_VIEW], HOUR, callerOf('2'));
      await domain.clock.pass(2 * MINUTE);
      await make([SERVICES_VIEW]);
    });

    it('with its row in the audit, or not at all', async () => {
      const rows = trail();
      const { id, token } = await make([SERVICES_VIEW], HOUR, callerOf('2'));
      await domain.plane.apiTokens.revoke(callerOf('1'), id);
      const target = `Nightly (${id})`;
      expect(rows).toMatchObject([
        { action: 'createApiToken', target, clerkId: '2', detail: { permissions: [SERVICES_VIEW] } },
        { action: 'revokeApiToken', target, clerkId: '1', detail: { maker: '2' } },
      ]);
      expect(JSON.stringify(rows)).not.toContain(token.slice(-43));
      domain.lock(true);
      await expect(make([SERVICES_VIEW])).rejects.toMatchObject({ code: 'STATE_DATABASE_UNAVAILABLE' });
      domain.lock(false);
      expect(await domain.plane.apiTokens.list()).toEqual([]);
    });
  });

  describe('by a token', () => {
    it('is never wider, never longer, and makes no further ones', async () => {
      const { token, id, expiresAt } = await make([API_TOKENS_MANAGE, SERVICES_VIEW], 2 * HOUR);
      const caller = await callerWith(token);
      await expect(make([AUDIT_VIEW], HOUR, caller)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await expect(make([API_TOKENS_MANAGE], HOUR, caller)).rejects.toMatchObject({ code: 'PERSON_NEEDED' });
      await expect(make([SERVICES_VIEW], 2 * HOUR + 1000, caller)).rejects.toMatchObject({
        code: 'BAD_USER_INPUT',
      });
      const child = await make([SERVICES_VIEW], 2 * HOUR, caller);
      expect(child.expiresAt).toEqual(expiresAt);
      expect((await viewerOf(child.token))?.clerk.id).toBe('1');
      await domain.plane.apiTokens.revoke(callerOf('1'), id);
      expect(await viewerOf(child.token)).toBeUndefined();
    });
  });

  describe('that names everything', () => {
    it('approves, rejects, resolves, unlocks and switches nothing', async () => {
      const { token } = await make(ALL_PERMISSIONS);
      const caller = await callerWith(token);
      const { approvals, signInLocks, maintenance } = domain.plane;
      const tries = [
        () => approvals.approve(caller, 'any', 'x'),
        () => approvals.reject(caller, 'any', 'x'),
        () => approvals.resolve(caller, 'any', 'close', 'x'),
        () => signInLocks.unlock(caller, '4', 'x'),
        () => maintenance.set(caller, true, 'x'),
        () => maintenance.set(caller, false, 'x'),
      ];
      for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'PERSON_NEEDED' });
      expect((await maintenance.read()).on).toBe(false);
    });

    it('begins what it names without a step-up, and its maker is no second person for it', async () => {
      domain.venue.tradesAlways();
      const { token } = await make([CLOUD_CONNECTIVITY_ONBOARD]);
      const { viewer } = await callerWith(token);
      const { id, state } = await askResync(domain, '1', { overrides: ['TRADING_HOURS'], as: viewer });
      expect(state).toBe('AWAITING_APPROVAL');
      const { approvals } = domain.plane;
      await expect(approvals.approve(callerOf('1'), id, 'x')).rejects.toMatchObject({
        code: 'SECOND_PERSON_NEEDED',
      });
      expect(await approvals.approve(callerOf('2'), id, 'x')).toMatchObject({ requestedByName: 'Clerk 1' });
    });

    it('has nothing done as stepped up that it does not name', async () => {
      const { token } = await make([CLOUD_CONNECTIVITY_ONBOARD]);
      const caller = await callerWith(token);
      const grant = { securityGroupId: '3', permission: SERVICES_VIEW, reason: 'x' };
      await expect(domain.plane.security.grant(caller, grant)).rejects.toMatchObject({
        code: 'PERSON_NEEDED',
      });
      await expect(make([SERVICES_VIEW], HOUR, caller)).rejects.toMatchObject({ code: 'PERSON_NEEDED' });
    });
  });
});
