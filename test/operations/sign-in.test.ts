/** Signing in: how often a guess is heard, what a session is worth and for how long, and what the trail says of it. */

import { AuditTrail } from '../../src/operations/clerks/audit-trail.js';
import { Denials } from '../../src/operations/clerks/denials.js';
import { KnownSecurity } from '../../src/operations/clerks/known-security.js';
import { PinSignIn } from '../../src/operations/clerks/sign-in.js';
import {
  isLockedOut,
  SourceLimit,
  TRIES_PER_SOURCE_AND_MINUTE,
  withOneMore,
} from '../../src/operations/clerks/sign-in-limits.js';
import { SteadyTime } from '../../src/operations/clerks/steady-time.js';
import type { Attempts } from '../../src/operations/ports/sign-in-stores.js';
import type { StateDatabase } from '../../src/operations/ports/state-database.js';
import type { OpenStateDatabase } from '../../src/sql/open-state.js';
import type { OpenVenueDatabase } from '../../src/sql/open-venue.js';
import { ENGINES, quietLog, testKeys } from '../sql/engines.js';
import { venueRows } from '../sql/venue-rows.js';
import { LockableState } from './lockable-state.js';
import { StillClock } from './still-clock.js';

const MINUTE = 60_000;
const START = new Date('2031-05-06T02:00:00.000Z');
const later = (ms: number): Date => new Date(START.getTime() + ms);
const FRESH: Attempts = { recent: 0, windowStartedAt: undefined, total: 0 };

/** The counters after so many failures, one a minute apart at most. */
function failed(times: number, everyMs = 0, from = FRESH): Attempts {
  let attempts = from;
  for (let i = 0; i < times; i += 1) attempts = withOneMore(attempts, later(i * everyMs));
  return attempts;
}

describe('the counters of a clerk', () => {
  it.each([
    [4, 0, 0, false],
    [5, 0, 0, true],
    [5, 0, 15 * MINUTE - 1, true],
    [5, 0, 15 * MINUTE, false],
    [19, 16 * MINUTE, 19 * 16 * MINUTE, false],
    [20, 16 * MINUTE, 20 * 16 * MINUTE, true],
    [20, 16 * MINUTE, 365 * 24 * 60 * MINUTE, true],
  ])('after %i failures, one each %i ms, lock at %i ms: %s', (times, everyMs, at, locked) => {
    expect(isLockedOut(failed(times, everyMs), later(at))).toBe(locked);
  });

  it('open a new window once the old one is over', () => {
    const renewed = withOneMore(failed(5), later(15 * MINUTE));
    expect(renewed).toEqual({ recent: 1, windowStartedAt: later(15 * MINUTE), total: 6 });
  });
});

describe('a source', () => {
  it('has thirty tries a minute, sliding, apart from other sources', () => {
    const limit = new SourceLimit();
    for (let i = 0; i < TRIES_PER_SOURCE_AND_MINUTE; i += 1) expect(limit.take('a', later(i * 1000))).toBe(0);
    expect(limit.take('a', later(59_000))).toBe(1000);
    expect(limit.take('b', later(59_000))).toBe(0);
    expect(limit.take('a', later(60_000))).toBe(0);
    expect(limit.take('a', later(60_000))).toBe(1000);
  });
});

describe.each(ENGINES)('signing in on $name', (engine) => {
  let state: OpenStateDatabase;
  let venue: OpenVenueDatabase;
  let clock: StillClock;
  let signIn: PinSignIn;
  let time: SteadyTime;
  let verified: string[];

  beforeEach(async () => {
    [state, venue] = await Promise.all([engine.state(), engine.venue(venueRows)]);
    clock = new StillClock(START);
    verified = [];
    signIn = live();
    for (const clerkId of ['1', '2', '12']) {
      await state.pins.set({ clerkId, hash: testKeys.hmac('pin', '2468'), changedAt: START });
    }
  });
  afterEach(() => engine.cleanUp());

  function live(stored: StateDatabase = state): PinSignIn {
    const pins = {
      hash: async (pin: string) => `hash of ${pin}`,
      verify: async (pin: string, hash: string) => {
        verified.push(hash);
        return pin === hash;
      },
    };
    const audit = new AuditTrail({ state, clock });
    const parts = { state: stored, plans: stored.plans, pins, keys: testKeys, clock, audit, log: quietLog };
    const known = new KnownSecurity({ ...parts, clerks: venue.clerks, venue: venue.venue });
    time = new SteadyTime(parts);
    const apiTokens = { viewerOf: async () => undefined };
    return new PinSignIn({ ...parts, known, time, apiTokens, denials: new Denials(parts) });
  }

  const enter = (clerkId: string, pin: string) =>
    signIn.signIn({ clerkId, pin, source: `source ${clerkId}`, correlationId: 'c' });
  const told = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'in',
      ({ code, message, remedy }) => `${code} ${message} ${remedy}`,
    );

  it('answers a token that is worth twelve hours, five minutes of them stepped up', async () => {
    const { token, clerk, expiresAt, steppedUpUntil } = await enter('1', '2468');
    expect(clerk.name).toBe('Morgan Reyes');
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    expect(expiresAt).toEqual(later(12 * 60 * MINUTE));
    expect(steppedUpUntil).toEqual(later(5 * MINUTE));
    expect(await signIn.viewerOf(token)).toMatchObject({
      clerk: { id: '1' },
      steppedUpUntil: later(5 * MINUTE),
    });
    expect(await signIn.viewerOf(`${token}x`)).toBeUndefined();
  });

  it('knows who is signed in while the state database can not be written, and writes their use when it can', async () => {
    const { token } = await enter('1', '2468');
    const lockable = new LockableState(state);
    signIn = live(lockable.state);
    const isKnownAfter = async (minutes: number, locked: boolean) => {
      await clock.pass(minutes * MINUTE);
      lockable.lock(locked);
      return (await signIn.viewerOf(token)) !== undefined;
    };
    expect([await isKnownAfter(10, true), await isKnownAfter(0, false)]).toEqual([true, true]);
    expect([await isKnownAfter(10, true), await isKnownAfter(6, true)]).toEqual([true, false]);
  });

  it('says the same, and hashes the same, for a wrong PIN, an unknown clerk and one who has left', async () => {
    const texts = [
      await told(enter('1', '0000')),
      await told(enter('777', '2468')),
      await told(enter('12', '2468')),
    ];
    expect(new Set(texts).size).toBe(1);
    expect(texts[0]).toMatch(/^SIGN_IN_FAILED /);
    expect(verified).toHaveLength(3);
  });

  it('lets nobody in after five wrong PINs, not even with the right one, and others all the while', async () => {
    for (let i = 0; i < 5; i += 1) expect(await told(enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await told(enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
    expect(verified).toHaveLength(5);
    expect(await told(enter('2', '2468'))).toBe('in');
    await clock.pass(15 * MINUTE);
    expect(await told(enter('1', '2468'))).toBe('in');
  });

  it('says how long a lock lasts, and when only an unlock ends it', async () => {
    const refusal = () => enter('1', '2468').catch((error: unknown) => error);
    for (let i = 0; i < 5; i += 1) await told(enter('1', '0000'));
    await clock.pass(13 * MINUTE + 30_000);
    expect(await refusal()).toMatchObject({
      code: 'SIGN_IN_LOCKED',
      remedy: 'Wait 2 minutes, or have someone run "venue-control clerk unlock" on the server.',
      details: { retryAfterSeconds: 90 },
    });
    for (let window = 0; window < 3; window += 1) {
      await clock.pass(16 * MINUTE);
      for (let i = 0; i < 5; i += 1) await told(enter('1', '0000'));
    }
    await clock.pass(60 * MINUTE);
    expect(await refusal()).toMatchObject({
      code: 'SIGN_IN_LOCKED',
      message: expect.stringContaining('until somebody unlocks them'),
      remedy: 'Have someone run "venue-control clerk unlock" on the server.',
      details: {},
    });
  });

  it('counts guesses that come at once, each of them', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => told(enter('1', '0000'))));
    expect(answers.filter((text) => text.startsWith('SIGN_IN_FAILED'))).toHaveLength(5);
    expect(answers.filter((text) => text.startsWith('SIGN_IN_LOCKED'))).toHaveLength(7);
  });

  it('forgives what was wrong before on a success, and remembers it over a restart', async () => {
    for (let i = 0; i < 4; i += 1) await told(enter('1', '0000'));
    expect(await told(enter('1', '2468'))).toBe('in');
    for (let i = 0; i < 4; i += 1) await told(enter('1', '0000'));
    signIn = live();
    expect(await told(enter('1', '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await told(enter('1', '2468'))).toMatch(/^SIGN_IN_LOCKED/);
  });

  it('slows a source that tries too often, whoever it tries to be', async () => {
    const attempt = (i: number) =>
      signIn.signIn({ clerkId: `${100 + i}`, pin: '0000', source: 'one', correlationId: 'c' });
    for (let i = 0; i < 30; i += 1) expect(await told(attempt(i))).toMatch(/^SIGN_IN_FAILED/);
    await expect(attempt(30)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      details: { retryAfterSeconds: 60 },
    });
    expect(await told(enter('1', '2468'))).toBe('in');
  });

  it('ends a session that idles fifteen minutes, and keeps one that is used', async () => {
    const used = (await enter('1', '2468')).token;
    const idle = (await enter('2', '2468')).token;
    await clock.pass(14 * MINUTE);
    expect(await signIn.viewerOf(used)).toBeDefined();
    await clock.pass(2 * MINUTE);
    expect(await signIn.viewerOf(used)).toBeDefined();
    expect(await signIn.viewerOf(idle)).toBeUndefined();
  });

  it('is not kept alive by being looked at without activity', async () => {
    const { token } = await enter('1', '2468');
    await clock.pass(14 * MINUTE);
    expect(await signIn.viewerOf(token, { countsAsActivity: false })).toBeDefined();
    await clock.pass(2 * MINUTE);
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });

  it('ends after twelve hours, however busy', async () => {
    const { token } = await enter('1', '2468');
    for (let minutes = 0; minutes < 12 * 60 - 10; minutes += 10) {
      await clock.pass(10 * MINUTE);
      expect(await signIn.viewerOf(token)).toBeDefined();
    }
    await clock.pass(10 * MINUTE);
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });

  it('is stepped up by the PIN: a new token, and the old one ends', async () => {
    const { token } = await enter('1', '2468');
    await clock.pass(10 * MINUTE);
    const viewer = await signIn.viewerOf(token);
    if (!viewer) throw new Error('The session is over');
    expect(await told(signIn.stepUp({ viewer, correlationId: 'c' }, '0000'))).toMatch(/^SIGN_IN_FAILED/);
    expect(await signIn.viewerOf(token)).toBeDefined();
    const renewed = await signIn.stepUp({ viewer, correlationId: 'c' }, '2468');
    expect(renewed.steppedUpUntil).toEqual(later(15 * MINUTE));
    expect(await signIn.viewerOf(token)).toBeUndefined();
    expect(await signIn.viewerOf(renewed.token)).toBeDefined();
  });

  it('is over at once after a sign-out', async () => {
    const { token } = await enter('1', '2468');
    const viewer = await signIn.viewerOf(token);
    if (!viewer) throw new Error('The session is over');
    await signIn.signOut({ viewer, correlationId: 'c' });
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });
});
