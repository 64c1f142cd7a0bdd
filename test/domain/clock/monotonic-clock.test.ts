/** A machine whose clock is moved, whose process is stopped, or which is restarted: no session, step-up or lock lasts longer for it. */
import type { Caller } from '../../../src/domain/request/viewer.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { eachDomain } from '../rehearsal-domain.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('steady time', () => {
  const domain = eachDomain();
  beforeEach(async () => {
    const hash = domain.pinHash('2468');
    await domain.state.pins.set({ clerkId: '1', hash, changedAt: domain.clock.now() });
  });

  const signIn = (pin = '2468') =>
    domain.plane.signIn.signIn({
      clerkId: '1',
      pin,
      peer: { address: '127.0.0.1', port: 50_000 },
      correlationId: 'c',
    });
  const viewerOf = (token: string, plane = domain.plane) => plane.signIn.viewerOf(token);
  const callerOf = async (token: string): Promise<Caller> => {
    const viewer = await viewerOf(token);
    if (!viewer) throw new Error('No clerk is signed in');
    return { viewer, correlationId: 'c' };
  };
  const grant = async (token: string) =>
    domain.plane.security.grant(await callerOf(token), {
      securityGroupId: '9',
      permission: Permission.SERVICES_VIEW,
      reason: 'x',
    });

  it.each([-DAY, -60 * MINUTE, 0, 60 * MINUTE, DAY])(
    'ends a step-up after five minutes where the clock is moved by %i ms',
    async (ms) => {
      const { token } = await signIn();
      domain.clock.move(ms);
      await domain.clock.pass(5 * MINUTE + 1000);
      await expect(grant(token)).rejects.toMatchObject({ code: 'FORBIDDEN', details: { gate: 'STEP_UP' } });
    },
  );

  it.each([-DAY, 0, DAY])(
    'ends an idle session after fifteen minutes where the clock is moved by %i ms',
    async (ms) => {
      const { token } = await signIn();
      domain.clock.move(ms);
      await domain.clock.pass(14 * MINUTE);
      const other = await signIn();
      await domain.clock.pass(2 * MINUTE);
      expect(await viewerOf(token)).toBeUndefined();
      expect(await viewerOf(other.token)).toBeDefined();
    },
  );

  it('counts the time in which the machine slept', async () => {
    const { token } = await signIn();
    domain.clock.pause(16 * MINUTE);
    expect(await viewerOf(token)).toBeUndefined();
  });

  it('continues after a restart beside a clock that was moved back', async () => {
    const { token } = await signIn();
    await domain.clock.pass(10 * MINUTE);
    await viewerOf(token);
    await domain.plane.stop();
    domain.clock.move(-DAY);
    const reborn = await domain.reborn();
    await domain.clock.pass(16 * MINUTE);
    expect(await viewerOf(token, reborn)).toBeUndefined();
  });

  it.each([-DAY, 0, DAY])(
    'keeps a lock for fifteen minutes, no longer and no shorter, where the clock is moved by %i ms',
    async (ms) => {
      for (let tries = 0; tries < 5; tries += 1) await signIn('0000').catch(() => undefined);
      domain.clock.move(ms);
      await domain.clock.pass(14 * MINUTE);
      await expect(signIn()).rejects.toMatchObject({ code: 'SIGN_IN_LOCKED' });
      await domain.clock.pass(2 * MINUTE);
      await signIn();
    },
  );

  it('says when a session ends by the time that the server counts by', async () => {
    domain.clock.move(-DAY);
    const { expiresAt, steppedUpUntil } = await signIn();
    const now = domain.plane.now().getTime();
    expect(expiresAt.getTime() - now).toBe(12 * 60 * MINUTE);
    expect((steppedUpUntil?.getTime() ?? 0) - now).toBe(5 * MINUTE);
  });

  it('lets a clerk in as often as the right PIN comes at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 12 }, () => signIn()));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(12);
  });
});
