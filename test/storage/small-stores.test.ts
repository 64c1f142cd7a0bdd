import { eachState } from './engines.js';
import { at, newOperation, newSession } from './samples.js';

describe('plans, sessions and PINs', () => {
  const state = eachState();

  describe('plans', () => {
    const plan = {
      fingerprint: 'print',
      kind: 'ONBOARD' as const,
      facts: { case: 'FIRST_TIME', versions: ['10.58.0'], none: null },
      createdAt: at(0),
      expiresAt: at(60),
    };

    it('are found by fingerprint and kind, expired or not', async () => {
      await state.plans.save(plan);
      expect(await state.plans.find('print', 'ONBOARD')).toStrictEqual(plan);
      expect(await state.plans.find('print', 'RESYNC')).toBeUndefined();
      expect(await state.plans.find('other', 'ONBOARD')).toBeUndefined();
    });

    it('only move their expiry when saved again', async () => {
      await state.plans.save(plan);
      await state.plans.save({ ...plan, facts: { other: true }, createdAt: at(30), expiresAt: at(90) });
      expect(await state.plans.find('print', 'ONBOARD')).toStrictEqual({ ...plan, expiresAt: at(90) });
    });

    it('are dropped a day after their expiry, not before', async () => {
      const day = 24 * 60;
      await state.plans.save(plan);
      await state.plans.save({
        ...plan,
        fingerprint: 'later',
        createdAt: at(day + 60),
        expiresAt: at(day + 120),
      });
      expect(await state.plans.find('print', 'ONBOARD')).toBeDefined();
      await state.plans.save({
        ...plan,
        fingerprint: 'last',
        createdAt: at(day + 61),
        expiresAt: at(day + 121),
      });
      expect(await state.plans.find('print', 'ONBOARD')).toBeUndefined();
    });

    it('can be saved by ten at once', async () => {
      await Promise.all(Array.from({ length: 10 }, () => state.plans.save(plan)));
      expect(await state.plans.find('print', 'ONBOARD')).toStrictEqual(plan);
    });
  });

  describe('memory', () => {
    it('keeps the last value of a name and its time', async () => {
      expect(await state.keyValues.get('cloud')).toBeUndefined();
      await state.keyValues.set('cloud', { state: 'never' }, at(0));
      await state.keyValues.set('cloud', { state: 'connected', text: '日本 🍺' }, at(1));
      await state.keyValues.set('other', {}, at(2));
      expect(await state.keyValues.get('cloud')).toStrictEqual({
        value: { state: 'connected', text: '日本 🍺' },
        at: at(1),
      });
    });
  });

  describe('sessions', () => {
    it('are found by the hash of their token, which they do not give away', async () => {
      const { tokenHash, ...session } = newSession({ steppedUpUntil: at(5) });
      await state.sessions.insert({ ...session, tokenHash });
      expect(await state.sessions.findByTokenHash(tokenHash)).toStrictEqual({
        ...session,
        mustChangePin: false,
      });
      expect(await state.sessions.findByTokenHash('other')).toBeUndefined();
    });

    it('cannot share a token', async () => {
      await state.sessions.insert(newSession());
      await expect(state.sessions.insert(newSession({ id: 'second' }))).rejects.toThrow();
    });

    it('remember the latest touch, whatever the order', async () => {
      await state.sessions.insert(newSession());
      await state.sessions.touch('session', at(9));
      await state.sessions.touch('session', at(3));
      expect(await state.sessions.findByTokenHash('hash')).toMatchObject({ lastSeenAt: at(9) });
    });

    it('end one by one, or all of a clerk', async () => {
      for (const [id, clerkId] of [
        ['a', '1'],
        ['b', '1'],
        ['c', '2'],
        ['d', '2'],
      ] as const) {
        await state.sessions.insert(newSession({ id, tokenHash: id, clerkId }));
      }
      await state.sessions.deleteOfClerk('1');
      await state.sessions.delete('d');
      const left = await Promise.all(
        ['a', 'b', 'c', 'd'].map((hash) => state.sessions.findByTokenHash(hash)),
      );
      expect(left.map((session) => session?.id)).toEqual([undefined, undefined, 'c', undefined]);
    });

    it('keep what they rest on, and those that live are found together', async () => {
      await state.sessions.insert(newSession({ id: 'expired', tokenHash: 'x', expiresAt: at(20) }));
      await state.sessions.insert(newSession({ id: 'idle', tokenHash: 'i', lastSeenAt: at(5) }));
      await state.sessions.insert(newSession({ id: 'live', tokenHash: 'l', lastSeenAt: at(6) }));
      await state.sessions.setStanding('live', '{"permissions":[]}');
      const living = await state.sessions.findLiving(at(20), at(5));
      expect(living.map(({ id, standing }) => [id, standing])).toEqual([['live', '{"permissions":[]}']]);
    });

    it('end when they expire or idle, at that very moment', async () => {
      await state.sessions.insert(
        newSession({ id: 'expired', tokenHash: 'x', expiresAt: at(20), lastSeenAt: at(19) }),
      );
      await state.sessions.insert(newSession({ id: 'idle', tokenHash: 'i', lastSeenAt: at(5) }));
      await state.sessions.insert(newSession({ id: 'live', tokenHash: 'l', lastSeenAt: at(6) }));
      await state.sessions.deleteExpired(at(20), at(5));
      const left = await Promise.all(['x', 'i', 'l'].map((hash) => state.sessions.findByTokenHash(hash)));
      expect(left.map((session) => session?.id)).toEqual([undefined, undefined, 'live']);
    });
  });

  describe('PINs', () => {
    it('are replaced, counted and found', async () => {
      expect(await state.pins.count()).toBe(0);
      expect(await state.pins.find('1')).toBeUndefined();
      await state.pins.set({ clerkId: '1', hash: '$argon2id$old', changedAt: at(0) });
      await state.pins.set({ clerkId: '1', hash: '$argon2id$new', changedAt: at(1), digits: 6, owner: 'o' });
      await state.pins.set({ clerkId: '2', hash: '$argon2id$two', changedAt: at(2) });
      expect(await state.pins.count()).toBe(2);
      expect(await state.pins.find('1')).toStrictEqual({
        clerkId: '1',
        hash: '$argon2id$new',
        changedAt: at(1),
        digits: 6,
        owner: 'o',
        isTemporary: false,
      });
      expect(await state.pins.short(6)).toEqual(['2']);
      expect(await state.pins.short(7)).toEqual(['1', '2']);
    });

    it('start with no attempts and keep what was counted, each counter apart', async () => {
      const none = { failedAt: [], total: 0, unlockedAt: undefined };
      expect(await state.pins.attempts('SIGN_IN', '1')).toStrictEqual(none);
      const counted = { failedAt: [at(0), at(2), at(2)], total: 17, unlockedAt: at(1) };
      await state.pins.setAttempts('SIGN_IN', '1', counted);
      expect(await state.pins.attempts('SIGN_IN', '1')).toStrictEqual(counted);
      await state.pins.setAttempts('SIGN_IN', '1 @uid 1000', counted);
      await state.pins.setAttempts('SIGN_IN', '11 @uid 1000', counted);
      expect(await state.pins.attemptsOf(['1', '2'])).toEqual([]);
      await state.pins.set({ clerkId: '1', hash: '$argon2id$new', changedAt: at(1), digits: 6 });
      const ofOne = { clerkId: '1', digits: 6, attempts: counted };
      expect(await state.pins.attemptsOf(['1', '2'])).toEqual([ofOne, ofOne]);
      expect(await state.pins.attempts('STEP_UP', '1')).toStrictEqual(none);
      expect(await state.pins.attempts('UNKNOWN_ID', '1')).toStrictEqual(none);
      await state.pins.forgive('SIGN_IN', '1', at(3));
      for (const id of ['1', '1 @uid 1000'])
        expect(await state.pins.attempts('SIGN_IN', id)).toStrictEqual({ ...none, unlockedAt: at(3) });
      expect(await state.pins.attempts('SIGN_IN', '11 @uid 1000')).toStrictEqual(counted);
    });

    it('count each of twenty failures at once, when each reads and writes in one transaction', async () => {
      const fail = () =>
        state.transaction(async ({ pins }) => {
          const attempts = await pins.attempts('SIGN_IN', '1');
          await pins.setAttempts('SIGN_IN', '1', { ...attempts, total: attempts.total + 1 });
        });
      await Promise.all(Array.from({ length: 20 }, fail));
      expect(await state.pins.attempts('SIGN_IN', '1')).toMatchObject({ total: 20 });
    });
  });

  describe('transaction', () => {
    it('spans all stores: everything or nothing', async () => {
      const failing = state.transaction(async (stores) => {
        await stores.operations.create(newOperation());
        await stores.sessions.insert(newSession());
        await stores.keyValues.set('name', {}, at(0));
        throw new Error('half way');
      });
      await expect(failing).rejects.toThrow('half way');
      expect(await state.operations.find('op')).toBeUndefined();
      expect(await state.sessions.findByTokenHash('hash')).toBeUndefined();
      expect(await state.keyValues.get('name')).toBeUndefined();
    });

    it('continues after a slot that is taken', async () => {
      await state.operations.create(newOperation({ id: 'first', slot: 'venue' }));
      await state.transaction(async (stores) => {
        const second = await stores.operations.create(newOperation({ id: 'second', slot: 'venue' }));
        await stores.keyValues.set('outcome', { was: second.outcome }, at(0));
      });
      expect(await state.keyValues.get('outcome')).toMatchObject({ value: { was: 'taken' } });
    });

    it('keeps others out until its end, in the order in which they came', async () => {
      const order: string[] = [];
      const run = (name: string) =>
        state.transaction(async (stores) => {
          order.push(`${name} in`);
          await stores.pins.count();
          order.push(`${name} out`);
        });
      await Promise.all([run('a'), run('b'), state.pins.count(), run('c')]);
      expect(order).toEqual(['a in', 'a out', 'b in', 'b out', 'c in', 'c out']);
    });
  });
});
