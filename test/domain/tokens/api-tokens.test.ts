/** API tokens while they live and when they are over: never wider than their maker now. */
import { setImmediate as breath } from 'node:timers/promises';
import { Permission } from '../../../src/domain/types/permissions.js';
import { askResync, callerOf, eachDomain } from '../rehearsal-domain.js';
import { DAY, HOUR, MINUTE, tokenBench } from './token-bench.js';

const { SERVICES_VIEW, SERVICES_CONTROL, EVENT_LOGS_VIEW, AUDIT_VIEW, CLOUD_CONNECTIVITY_ONBOARD } =
  Permission;

async function until(look: () => Promise<unknown>): Promise<void> {
  while (!(await look())) await breath();
}

describe('an API token', () => {
  const domain = eachDomain();
  const { make, viewerOf, callerWith, trail } = tokenBench(domain);

  describe('while it lives', () => {
    it('is written as prefix, id and 256 bits, of which nothing but a hash is kept', async () => {
      const { token, id } = await make([SERVICES_VIEW]);
      expect(token).toMatch(new RegExp(`^vct_${id}_[A-Za-z0-9_-]{43}$`));
      const kept = await domain.state.apiTokens.find(id);
      expect(kept?.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(JSON.stringify(kept)).not.toContain(token.slice(-43));
      expect((await make([SERVICES_VIEW])).token.slice(-43)).not.toBe(token.slice(-43));
    });

    it('asks for its maker, within what it names', async () => {
      const { token, id } = await make([SERVICES_CONTROL, SERVICES_VIEW]);
      const viewer = await viewerOf(token);
      expect(viewer).toMatchObject({
        clerk: { id: '1' },
        securityGroup: { rank: 1 },
        token: { id, name: 'Nightly' },
      });
      expect([...(viewer?.permissions ?? [])]).toEqual([SERVICES_VIEW, SERVICES_CONTROL]);
      expect(viewer?.scope).toEqual((await callerOf('1')).viewer.scope);
      expect(viewer?.steppedUpUntil).toBeUndefined();
    });

    it('loses what its maker loses, at once', async () => {
      const { token } = await make([SERVICES_VIEW, AUDIT_VIEW]);
      domain.venue.permissions = [AUDIT_VIEW, EVENT_LOGS_VIEW];
      expect([...((await viewerOf(token))?.permissions ?? [])]).toEqual([AUDIT_VIEW]);
    });

    it('represents no one once the number of its maker has another name, PIN or not', async () => {
      const { token } = await make([SERVICES_VIEW]);
      domain.venue.clerk('1').name = 'Max';
      expect(await viewerOf(token)).toBeUndefined();
      const { viewer } = callerOf('1');
      const max = callerOf('1', { clerk: { ...viewer.clerk, name: 'Max' } });
      expect(await viewerOf((await make([SERVICES_VIEW], HOUR, max)).token)).toBeDefined();
    });

    it('represents no one when a character of it is another', async () => {
      const { token, id } = await make([SERVICES_VIEW]);
      const turned = (at: number) =>
        `${token.slice(0, at)}${token[at] === 'a' ? 'b' : 'a'}${token.slice(at + 1)}`;
      const places = Array.from({ length: token.length }, (_, at) => at);
      const others = [
        ...places.map(turned),
        token.slice(0, -1),
        `${token}A`,
        `vct_${id}_`,
        `vct_${id}`,
        ` ${token}`,
      ];
      expect(await Promise.all(others.map(viewerOf))).toEqual(others.map(() => undefined));
      expect(await viewerOf(token)).toBeDefined();
    });

    it('says when it was used, to a minute, and writes no more than that', async () => {
      const { token, id } = await make([SERVICES_VIEW], DAY);
      const lastUsedAt = async () => (await domain.state.apiTokens.find(id))?.lastUsedAt;
      await domain.plane.signIn.viewerOf(token, { countsAsActivity: false });
      await domain.clock.pass(1000);
      expect(await lastUsedAt()).toBeUndefined();
      const first = domain.clock.now();
      await viewerOf(token);
      await domain.clock.pass(50_000);
      await viewerOf(token);
      await domain.clock.pass(1000);
      expect(await lastUsedAt()).toEqual(first);
      await domain.clock.pass(10_000);
      const later = domain.clock.now();
      await viewerOf(token);
      await domain.clock.pass(1000);
      expect(await lastUsedAt()).toEqual(later);
    });

    it('reads on while the state database cannot be written', async () => {
      const { token } = await make([SERVICES_VIEW]);
      domain.lock(true);
      expect(await viewerOf(token)).toBeDefined();
      domain.lock(false);
    });

    it('is as good as its maker while the database of the venue is away, and no better', async () => {
      const { token } = await make([SERVICES_VIEW, CLOUD_CONNECTIVITY_ONBOARD]);
      await viewerOf(token);
      // What is known of the maker is written beside the answer.
      await until(() => domain.state.keyValues.get('clerk 1'));
      domain.venue.isAway = true;
      const caller = await callerWith(token);
      expect(caller.viewer.knownSince).toBeDefined();
      expect([...caller.viewer.permissions]).toEqual([CLOUD_CONNECTIVITY_ONBOARD, SERVICES_VIEW]);
      await expect(domain.plane.onboarding.requestCode(caller, '10482213')).rejects.toMatchObject({
        code: 'VENUE_DATABASE_UNAVAILABLE',
      });
    });

    it('is beside its maker in the audit', async () => {
      const { token, id } = await make([CLOUD_CONNECTIVITY_ONBOARD]);
      const rows = trail();
      await askResync(domain, '1', { as: (await callerWith(token)).viewer });
      expect(rows[0]).toMatchObject({
        action: 'resync',
        outcome: 'INTENDED',
        clerkName: 'Clerk 1',
        detail: { token: { id, name: 'Nightly' } },
      });
    });
  });

  describe('is over', () => {
    it('at its end, however the clock of the machine is moved', async () => {
      const { token } = await make([SERVICES_VIEW], DAY);
      await domain.clock.pass(DAY - MINUTE);
      domain.clock.move(-12 * HOUR);
      expect(await viewerOf(token)).toBeDefined();
      await domain.clock.pass(MINUTE);
      expect(await viewerOf(token)).toBeUndefined();
    });

    it('when it is revoked, at once and once', async () => {
      const { token, id } = await make([SERVICES_VIEW]);
      await domain.plane.apiTokens.revoke(callerOf('1'), id);
      expect(await viewerOf(token)).toBeUndefined();
      await expect(domain.plane.apiTokens.revoke(callerOf('1'), id)).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
    });

    it('when another clerk revokes it: after a step-up, and never of one who ranks above them', async () => {
      const { token, id } = await make([SERVICES_VIEW]);
      await expect(domain.plane.apiTokens.revoke(callerOf('3'), id)).rejects.toMatchObject({
        code: 'FORBIDDEN',
        message: 'Clerk 1, who made this API token, is in a group that ranks above your own.',
        details: { gate: 'HIERARCHY' },
      });
      const { viewer, ...caller } = callerOf('2');
      const absent = { ...caller, viewer: { ...viewer, steppedUpUntil: undefined } };
      await expect(domain.plane.apiTokens.revoke(absent, id)).rejects.toMatchObject({
        details: { gate: 'STEP_UP' },
      });
      expect(await viewerOf(token)).toBeDefined();
    });

    it('and a refusal names the token, and not the group of its maker', async () => {
      const { token } = await make([SERVICES_VIEW]);
      const caller = await callerWith(token);
      expect(
        await domain.plane.security.refusal(caller, 'PERMISSION', CLOUD_CONNECTIVITY_ONBOARD),
      ).toMatchObject({
        message: expect.stringMatching(/^The API token "Nightly" does not have "/),
        remedy: 'Create another token with this permission.',
      });
    });

    it.each(['and is used meanwhile', 'and no one uses it'])(
      'when its maker is switched off %s: it does not come back with them',
      async (how) => {
        const { token } = await make([SERVICES_VIEW]);
        const other = await make([SERVICES_VIEW], HOUR, callerOf('2'));
        const rows = trail();
        domain.venue.clerk('1').active = false;
        if (how === 'and no one uses it') await domain.clock.pass(1000);
        else expect(await viewerOf(token)).toBeUndefined();
        domain.venue.clerk('1').active = true;
        expect(await viewerOf(token)).toBeUndefined();
        expect(await viewerOf(other.token)).toBeDefined();
        expect((await domain.plane.apiTokens.list()).map(({ id }) => id)).toEqual([other.id]);
        await domain.clock.pass(2000);
        expect(rows).toMatchObject([{ action: 'endApiTokens', target: 'clerk 1', detail: { tokens: 1 } }]);
      },
    );

    it.each(['and is used meanwhile', 'and no one uses it'])(
      'not when the view lacks its maker for a moment %s: it represents no one until they are back',
      async (how) => {
        const { token } = await make([SERVICES_VIEW]);
        const rows = trail();
        const { database } = domain.venue.model;
        const { clerks } = database;
        database.clerks = clerks.filter(({ id }) => id !== '1');
        if (how === 'and no one uses it') await domain.clock.pass(2000);
        else await expect(viewerOf(token)).rejects.toMatchObject({ code: 'VENUE_ROW_MALFORMED' });
        database.clerks = clerks;
        expect(await viewerOf(token)).toBeDefined();
        await domain.clock.pass(2000);
        expect(rows).toEqual([]);
      },
    );

    it.each(['is used by no one', 'could not be checked for a while'])(
      'when its maker is switched off for a second only, seconds after it was made, and it %s',
      async (how) => {
        const { token } = await make([SERVICES_VIEW]);
        domain.venue.isAway = how !== 'is used by no one';
        await domain.clock.pass(3000);
        await domain.clock.pass(3000);
        domain.venue.isAway = false;
        domain.venue.clerk('1').active = false;
        await domain.clock.pass(1000);
        domain.venue.clerk('1').active = true;
        expect(await viewerOf(token)).toBeUndefined();
      },
    );

    it('but not when the database of the venue is away', async () => {
      const { token } = await make([SERVICES_VIEW]);
      domain.venue.isAway = true;
      await domain.clock.pass(3000);
      domain.venue.isAway = false;
      expect(await viewerOf(token)).toBeDefined();
    });

    it('not by a sign-out, and never a session by a step-up', async () => {
      const { token } = await make([SERVICES_VIEW]);
      const caller = await callerWith(token);
      expect(await domain.plane.signIn.signOut(caller)).toBe(false);
      expect(await viewerOf(token)).toBeDefined();
      await expect(domain.plane.signIn.stepUp(caller, '2468')).rejects.toMatchObject({
        code: 'PERSON_NEEDED',
      });
    });
  });
});
