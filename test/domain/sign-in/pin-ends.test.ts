/** Whose a PIN is: it ends when its clerk is switched off, and when their number gets another name. */
import { eachDomain } from '../rehearsal-domain.js';

describe('a PIN', () => {
  const domain = eachDomain();
  beforeEach(async () => {
    const changedAt = domain.clock.now();
    await domain.state.pins.set({ clerkId: '1', hash: domain.pinHash('2468'), changedAt });
    await domain.clock.pass(6000);
  });

  const enter = () =>
    domain.plane.signIn
      .signIn({
        clerkId: '1',
        pin: '2468',
        peer: { address: '127.0.0.1', port: 50_000 },
        correlationId: 'c',
      })
      .then(
        ({ token }) => token,
        ({ code }) => String(code),
      );
  const reasons = async () =>
    (await domain.state.audit.list({}, 50, 'oldest')).flatMap(({ action, reason }) =>
      action === 'endPin' ? [reason] : [],
    );

  it('is no more once the number has another name, nor is a session of it', async () => {
    const token = await enter();
    expect(await domain.plane.signIn.viewerOf(token)).toBeDefined();
    domain.venue.clerk('1').name = 'Max';
    await domain.clock.pass(6000);
    expect(await enter()).toBe('SIGN_IN_FAILED');
    expect(await domain.plane.signIn.viewerOf(token)).toBeUndefined();
    domain.venue.clerk('1').name = 'Clerk 1';
    await domain.clock.pass(6000);
    expect(await enter()).toBe('SIGN_IN_FAILED');
    expect(await reasons()).toEqual(['The clerk ID belongs to another name.']);
  });

  it('is no more once its clerk was switched off, though they are switched on again', async () => {
    domain.venue.clerk('1').active = false;
    await domain.clock.pass(6000);
    domain.venue.clerk('1').active = true;
    await domain.clock.pass(6000);
    expect(await enter()).toBe('SIGN_IN_FAILED');
    expect(await reasons()).toEqual(['The clerk is deactivated.']);
  });
});
