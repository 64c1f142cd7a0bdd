/** Guesses at PINs: how many are checked, their responses, and that they lock out no clerk with the right one. */

import { sharedIdOf } from '../../../src/domain/sign-in/limits.js';
import { unlockSignIn } from '../../../src/domain/sign-in/pins.js';
import { browser, eachSignIn, MINUTE, outcomeOf } from './sign-in-bench.js';

describe('guesses at PINs', () => {
  const bench = eachSignIn();

  it('says the same, and hashes the same, for a wrong PIN, an unknown clerk and one who has left', async () => {
    const texts = [
      await outcomeOf(bench.enter('1', '0000')),
      await outcomeOf(bench.enter('777', '2468')),
      await outcomeOf(bench.enter('12', '2468')),
    ];
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/^SIGN_IN_FAILED /);
    expect(bench.verified).toHaveLength(3);
  });

  it('lets no one in after five wrong PINs, not even with the right one, and others all the while', async () => {
    for (let i = 0; i < 5; i += 1)
      expect(await outcomeOf(bench.enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
    expect(bench.verified).toHaveLength(5);
    expect(await outcomeOf(bench.enter('2', '2468'))).toBe('in');
    await bench.clock.pass(15 * MINUTE);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
  });

  describe('from another account', () => {
    const CLERKS = ['1', '2', '3', '4', '5'];
    const everyClerk = async () => {
      const answers: string[] = [];
      for (const clerkId of CLERKS) answers.push(await outcomeOf(bench.enter(clerkId, '2468')));
      return answers;
    };
    const guess25 = async () => {
      for (let port = 0; port < 25; port += 1)
        await outcomeOf(bench.enter(CLERKS[port % 5] ?? '', '0000', browser(9000 + port)));
    };

    it.each(['uid 1001', undefined])('25 (%s) leave all five clerks able to sign in', async (account) => {
      bench.account = account;
      await guess25();
      expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
      bench.account = 'uid 1000';
      expect(await outcomeOf(bench.enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
      expect(await everyClerk()).toEqual(['in', 'in', 'in', 'in', 'in']);
    });

    it('undo no unlock', async () => {
      await guess25();
      expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
      await unlockSignIn(bench.state, '1', bench.time.now());
      bench.account = 'uid 1001';
      await guess25();
      bench.account = 'uid 1000';
      expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    });

    it('do not stand before a clerk in the line for their PIN', async () => {
      bench.account = 'uid 1001';
      const guesses = Array.from({ length: 80 }, () => outcomeOf(bench.enter('1', '0000')));
      await Promise.resolve();
      bench.account = 'uid 1000';
      expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
      await Promise.all(guesses);
    });
  });

  it.each([
    [4, 15],
    [6, 1],
  ])('keeps a PIN of %i digits waiting for %i minutes at most', async (digits, minutes) => {
    await bench.setPins(digits);
    for (let port = 0; port < 25; port += 1) await outcomeOf(bench.enter('1', '0000', browser(9000 + port)));
    expect(await outcomeOf(bench.enter('1', '2468'))).toContain(
      minutes === 1 ? 'in a minute' : 'in 15 minutes',
    );
    expect(await outcomeOf(bench.enter('made-up', '2468'))).toMatch(/^SIGN_IN_FAILED/);
    await bench.clock.pass(minutes * MINUTE - 1);
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
    await bench.clock.pass(1);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
  });

  it('says how long a lock lasts, which ends automatically however long someone has guessed', async () => {
    const refusal = () => bench.enter('1', '2468').catch((error: unknown) => error);
    for (let i = 0; i < 5; i += 1) await outcomeOf(bench.enter('1', '0000'));
    await bench.clock.pass(13 * MINUTE + 30_000);
    expect(await refusal()).toMatchObject({
      code: 'SIGN_IN_LOCKED',
      remedy: expect.stringContaining(
        'Try again in 2 minutes with the right PIN, or ask an administrator to run "venue-control clerk unlock"',
      ),
      details: { retryAfterSeconds: 90 },
    });
    for (let hours = 0; hours < 30; hours += 1) {
      await bench.clock.pass(16 * MINUTE);
      for (let i = 0; i < 5; i += 1) await outcomeOf(bench.enter('1', '0000'));
    }
    await bench.clock.pass(15 * MINUTE);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
  });

  it('counts step-ups apart: no wrong sign-in keeps a signed-in clerk from theirs', async () => {
    const caller = await bench.callerOf((await bench.enter('1', '2468')).token);
    for (let i = 0; i < 30; i += 1) await outcomeOf(bench.enter('1', '0000'));
    const renewed = await bench.signIn.stepUp(caller, '2468');
    expect(await bench.signIn.viewerOf(renewed.token)).toBeDefined();
    for (let i = 0; i < 5; i += 1) await outcomeOf(bench.signIn.stepUp(caller, '0000'));
    expect(await outcomeOf(bench.signIn.stepUp(caller, '2468'))).toMatch(/^SIGN_IN_LOCKED/);
  });

  it('lets an unlocked clerk in while the guesses at them continue', async () => {
    const elsewhere = (i: number) => ({ address: `127.1.0.${i}`, port: 5000 + i });
    const guess = (i: number) => outcomeOf(bench.enter('1', '0000', elsewhere(i)));
    for (let i = 0; i < 25; i += 1) await guess(i);
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
    await unlockSignIn(bench.state, '1', bench.time.now());
    const verifiedBefore = bench.verified.length;
    for (let i = 25; i < 60; i += 1) await guess(i);
    expect(bench.verified.length).toBe(verifiedBefore);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
  });

  it('counts guesses that come at once, each of them', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => outcomeOf(bench.enter('1', '0000'))));
    expect(answers.filter((text) => text.startsWith('SIGN_IN_FAILED'))).toHaveLength(5);
    expect(answers.filter((text) => text.startsWith('SIGN_IN_LOCKED'))).toHaveLength(7);
  });

  it('forgives what was wrong before on a success, and remembers it over a restart', async () => {
    for (let i = 0; i < 4; i += 1) await outcomeOf(bench.enter('1', '0000'));
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
    for (let i = 0; i < 4; i += 1) await outcomeOf(bench.enter('1', '0000'));
    bench.restart();
    expect(await outcomeOf(bench.enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await outcomeOf(bench.enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
  });

  it('has one budget for anyone who is not known, which survives a restart, and lets clerks in past it', async () => {
    await bench.unknownIds(30);
    const verifiedBefore = bench.verified.length;
    expect(verifiedBefore).toBe(30);
    bench.restart();
    await bench.unknownIds(40);
    expect(bench.verified.length).toBe(verifiedBefore);
    const spent = await outcomeOf(bench.enter('980', '0000', browser(98)));
    expect(spent).toMatch(/^TOO_MANY_REQUESTS .*Try again in \d+ seconds\.$/);
    expect(await outcomeOf(bench.enter('1', '2468'))).toBe('in');
  });

  it.each([
    ['nothing is the matter', async () => undefined],
    ['the budget is spent', () => bench.unknownIds(40)],
    ['the line is full', async () => bench.fillLine()],
  ])('answers a known ID and a made-up one the same, try by try, while %s', async (_, begin) => {
    await begin();
    const eight = async (clerkId: string, from: number) => {
      const answers: string[] = [];
      for (let i = 0; i < 8; i += 1)
        answers.push(await outcomeOf(bench.enter(clerkId, '0000', browser(from + i))));
      return answers;
    };
    expect(await eight('2', 200)).toEqual(await eight('made-up', 300));
  });

  it.each(['2', 'made-up'])(
    'counts %s for whichever ID shares its counter, so that none reports another',
    async (clerkId) => {
      const sharing = Array.from({ length: 5000 }, (_, i) => `x${i}`).find(
        (id) => sharedIdOf(id) === sharedIdOf(clerkId),
      );
      const guess = (id: string, port: number) => outcomeOf(bench.enter(id, '0000', browser(port)));
      for (let i = 0; i < 5; i += 1) await guess(clerkId, 400 + i);
      expect(await guess(sharing ?? 'none shares it', 500)).toMatch(/^SIGN_IN_LOCKED/);
    },
  );

  it('asks a program that has sent many wrong PINs to wait, and still knows a right one', async () => {
    const from = (clerkId: string, pin: string) => outcomeOf(bench.enter(clerkId, pin, browser(7)));
    for (let i = 0; i < 20; i += 1) await from(`8${i}`, '0000');
    expect(await from('890', '0000')).toMatch(/^TOO_MANY_REQUESTS The same program .*15 minutes/);
    expect(await from('1', '2468')).toBe('in');
  });

  it('writes down who was tried from where, and counts what repeats it', async () => {
    for (let i = 0; i < 7; i += 1) await outcomeOf(bench.enter('777', '0000'));
    await bench.enter('1', '2468');
    const rows = bench.recorded.map(({ detail }) => detail);
    expect(rows[0]).toEqual({ tried: '777', peer: '127.0.0.1:777', user: 'uid 1000' });
    expect(rows).toContainEqual({ peer: '127.0.0.1:1', user: 'uid 1000' });
    expect(rows.length).toBeLessThanOrEqual(3);
  });

  it('writes down of what may be a PIN in the wrong field only how long it is', async () => {
    await outcomeOf(bench.enter('740963', '0000', browser(9)));
    expect(bench.recorded[0]?.detail).toMatchObject({ tried: '6 digits' });
    expect(JSON.stringify(bench.recorded)).not.toContain('740963');
  });
});
