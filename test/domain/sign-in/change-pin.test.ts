/** A clerk's own PIN: what changing it needs, what it ends, and what a temporary one is good for. */
import { eachSignIn, MINUTE, outcomeOf } from './sign-in-bench.js';

const DAY = 24 * 60 * MINUTE;

describe('changing a PIN', () => {
  const bench = eachSignIn();

  const signedIn = async (clerkId = '1', pin = '2468') => {
    const { token } = await bench.enter(clerkId, pin);
    const caller = await bench.callerOf(token);
    const change = (currentPin: string, newPin: string) =>
      outcomeOf(bench.signIn.changePin(caller, { currentPin, newPin }));
    return { token, caller, change };
  };
  const makeTemporary = async (clerkId = '1') => {
    const record = await bench.state.pins.find(clerkId);
    if (record) await bench.state.pins.set({ ...record, isTemporary: true });
  };

  it('needs the current one, and ends every session of the clerk but its own', async () => {
    const other = await signedIn();
    const colleague = await signedIn('2');
    const own = await signedIn();
    expect(await own.change('2469', '830617')).toMatch(/^SIGN_IN_FAILED/);
    expect(await outcomeOf(bench.enter('1', '830617'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await own.change('2468', '830617')).toBe('in');
    expect(await bench.signIn.viewerOf(other.token)).toBeUndefined();
    expect(await bench.signIn.viewerOf(own.token)).toBeDefined();
    expect(await bench.signIn.viewerOf(colleague.token)).toBeDefined();
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await outcomeOf(bench.enter('1', '830617'))).toBe('in');
    expect(await own.change('2468', '740963')).toMatch(/^SIGN_IN_FAILED/);
  });

  it.each([
    ['one that is easily guessed', '2468', '123456'],
    ['one that is too short', '2468', '83061'],
    ['the one there is', '830617', '830617'],
  ])('refuses %s before a PIN is checked', async (_, currentPin, newPin) => {
    const { change } = await signedIn();
    const verifiedBefore = bench.verified.length;
    for (let i = 0; i < 10; i += 1) expect(await change(currentPin, newPin)).toMatch(/^BAD_USER_INPUT/);
    expect(bench.verified).toHaveLength(verifiedBefore);
    expect(await change('2468', '740963')).toBe('in');
  });

  it('checks no more wrong PINs than a step-up does, and counts them together', async () => {
    const { caller, change } = await signedIn();
    const stepUp = (pin: string) => outcomeOf(bench.signIn.stepUp(caller, pin));
    for (let i = 0; i < 3; i += 1) expect(await change('2469', '830617')).toMatch(/^SIGN_IN_FAILED/);
    for (let i = 0; i < 2; i += 1) expect(await stepUp('2469')).toMatch(/^SIGN_IN_FAILED/);
    const verifiedBefore = bench.verified.length;
    const guesses = Array.from({ length: 30 }, (_, i) => change(`24${10 + i}`, '830617'));
    for (const guess of await Promise.all(guesses)) expect(guess).toMatch(/^SIGN_IN_LOCKED/);
    expect(await change('2468', '830617')).toMatch(/^SIGN_IN_LOCKED/);
    expect(bench.verified).toHaveLength(verifiedBefore);
    // Who is kept from guessing here keeps no one from signing in.
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    await bench.clock.pass(14 * MINUTE);
    await signedIn();
    await bench.clock.pass(MINUTE);
    expect(await change('2468', '830617')).toBe('in');
  });

  it('lets one of two at once change it', async () => {
    const [one, two] = [await signedIn(), await signedIn()];
    const outcomes = await Promise.all([one.change('2468', '830617'), two.change('2468', '740963')]);
    expect(outcomes.filter((outcome) => outcome === 'in')).toHaveLength(1);
    const [winner, loser] = outcomes[0] === 'in' ? ['830617', '740963'] : ['740963', '830617'];
    expect(await outcomeOf(bench.enter('1', loser))).toMatch(/^SIGN_IN_FAILED/);
    expect(await outcomeOf(bench.enter('1', winner))).toBe('in');
  });

  it('changes nothing where an administrator sets another PIN meanwhile', async () => {
    const { change } = await signedIn();
    const record = await bench.state.pins.find('1');
    if (!record) throw new Error('There is no PIN');
    bench.meanwhile = () => bench.state.pins.set({ ...record, hash: 'another' });
    expect(await change('2468', '830617')).toMatch(/^SIGN_IN_FAILED/);
    expect((await bench.state.pins.find('1'))?.hash).toBe('another');
  });

  it('opens no session with a PIN that was changed while it was checked', async () => {
    const { change } = await signedIn();
    bench.meanwhile = async () => {
      bench.meanwhile = undefined;
      expect(await change('2468', '830617')).toBe('in');
    };
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_FAILED/);
  });

  it('is on record, refused or not, with no PIN in it', async () => {
    const { change } = await signedIn();
    await change('2469', '830617');
    await change('2468', '830617');
    const trail = await bench.state.audit.list({}, 50, 'oldest');
    const rows = trail.filter(({ action }) => action === 'changePin');
    expect(rows.map(({ outcome, target, reason }) => [outcome, target, reason])).toEqual([
      ['DENIED', undefined, 'wrong'],
      ['SUCCEEDED', 'Morgan Reyes', undefined],
    ]);
    expect(JSON.stringify(trail)).not.toMatch(/2469|830617|2468/);
  });

  it('leaves the session of a temporary PIN with nothing else, until it is done', async () => {
    await makeTemporary();
    expect((await bench.enter('1', '2468')).mustChangePin).toBe(true);
    const { token, caller, change } = await signedIn();
    expect(caller.viewer.mustChangePin).toBe(true);
    expect(await change('2468', '830617')).toBe('in');
    expect((await bench.callerOf(token)).viewer.mustChangePin).toBeUndefined();
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_FAILED/);
    expect((await bench.enter('1', '830617')).mustChangePin).toBe(false);
  });

  it('opens no session with a temporary PIN after 3 days, and says what it says of an unknown clerk', async () => {
    await makeTemporary();
    await bench.clock.pass(3 * DAY - 1);
    const { change } = await signedIn();
    await bench.clock.pass(1);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe(await outcomeOf(bench.enter('777', '2468')));
    expect(await outcomeOf(bench.enter('2', '2468'))).toBe('in');
    // The session began in time.
    expect(await change('2468', '830617')).toBe('in');
    expect(await outcomeOf(bench.enter('1', '830617'))).toBe('in');
  });

  it('opens none for a year with a temporary PIN of a clock that was a year ahead', async () => {
    await makeTemporary();
    bench.clock.move(-365 * DAY);
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_FAILED/);
  });

  it('restricts every session of a clerk whose PIN has become temporary', async () => {
    const { token } = await signedIn();
    await makeTemporary();
    expect((await bench.callerOf(token)).viewer.mustChangePin).toBe(true);
  });
});
