/** Signing in: what a session is worth, and for how long. */
import { LockableState } from '../lockable-state.js';
import { eachSignIn, later, MINUTE, outcomeOf } from './sign-in-bench.js';

describe('signing in', () => {
  const bench = eachSignIn();

  it('answers a token that is worth twelve hours, five minutes of them stepped up', async () => {
    const { token, clerk, expiresAt, steppedUpUntil } = await bench.enter('1', '2468');
    expect(clerk.name).toBe('Morgan Reyes');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(expiresAt).toEqual(later(12 * 60 * MINUTE));
    expect(steppedUpUntil).toEqual(later(5 * MINUTE));
    expect(await bench.signIn.viewerOf(token)).toMatchObject({
      clerk: { id: '1' },
      steppedUpUntil: later(5 * MINUTE),
    });
    expect(await bench.signIn.viewerOf(`${token}x`)).toBeUndefined();
  });

  it('knows who is signed in while the state database cannot be written, and writes their use when it can', async () => {
    const { token } = await bench.enter('1', '2468');
    const lockable = new LockableState(bench.state);
    bench.restart(lockable.state);
    const isKnownAfter = async (minutes: number, locked: boolean) => {
      await bench.clock.pass(minutes * MINUTE);
      lockable.lock(locked);
      return (await bench.signIn.viewerOf(token)) !== undefined;
    };
    expect([await isKnownAfter(10, true), await isKnownAfter(0, false)]).toEqual([true, true]);
    expect([await isKnownAfter(10, true), await isKnownAfter(6, true)]).toEqual([true, false]);
  });

  it('ends a session that idles fifteen minutes, and keeps one that is used', async () => {
    const used = (await bench.enter('1', '2468')).token;
    const idle = (await bench.enter('2', '2468')).token;
    await bench.clock.pass(14 * MINUTE);
    expect(await bench.signIn.viewerOf(used)).toBeDefined();
    await bench.clock.pass(2 * MINUTE);
    expect(await bench.signIn.viewerOf(used)).toBeDefined();
    expect(await bench.signIn.viewerOf(idle)).toBeUndefined();
  });

  it('is not kept alive by being checked without activity', async () => {
    const { token } = await bench.enter('1', '2468');
    await bench.clock.pass(14 * MINUTE);
    expect(await bench.signIn.viewerOf(token, { countsAsActivity: false })).toBeDefined();
    await bench.clock.pass(2 * MINUTE);
    expect(await bench.signIn.viewerOf(token)).toBeUndefined();
  });

  it('ends after twelve hours, however busy', async () => {
    const { token } = await bench.enter('1', '2468');
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      await bench.clock.pass(10 * MINUTE);
      expect(await bench.signIn.viewerOf(token)).toBeDefined();
    }
    await bench.clock.pass(10 * MINUTE);
    expect(await bench.signIn.viewerOf(token)).toBeUndefined();
  });

  it('is stepped up by the PIN: a new token, and the old one ends', async () => {
    const { token } = await bench.enter('1', '2468');
    await bench.clock.pass(10 * MINUTE);
    const caller = await bench.callerOf(token);
    expect(await outcomeOf(bench.signIn.stepUp(caller, '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await bench.signIn.viewerOf(token)).toBeDefined();
    const renewed = await bench.signIn.stepUp(caller, '2468');
    expect(renewed.steppedUpUntil).toEqual(later(15 * MINUTE));
    expect(await bench.signIn.viewerOf(token)).toBeUndefined();
    expect(await bench.signIn.viewerOf(renewed.token)).toBeDefined();
  });

  it('is over at once after a sign-out', async () => {
    const { token } = await bench.enter('1', '2468');
    await bench.signIn.signOut(await bench.callerOf(token));
    expect(await bench.signIn.viewerOf(token)).toBeUndefined();
  });
});
