/** A session ends with what it rests on, whether anyone uses it meanwhile or not, and doesn't come back when all is as it was. */

import { MonotonicClock } from '../../../src/domain/clock/monotonic-clock.js';
import type { ClerkReader, ClerkStanding } from '../../../src/domain/ports/clerk-reader.js';
import { SessionEnds } from '../../../src/domain/sign-in/session-ends.js';
import { Permission } from '../../../src/domain/types/permissions.js';
import { AppError } from '../../../src/errors/errors.js';
import { eachState, quietLog } from '../../storage/engines.js';
import { newSession } from '../../storage/samples.js';
import { LockableState } from '../lockable-state.js';
import { eachDomain } from '../rehearsal-domain.js';
import { StillClock, trusted } from '../still-clock.js';

const START = new Date('2031-05-06T12:00:00.000Z');
const IN_AN_HOUR = new Date(START.getTime() + 3_600_000);
const AT_FIRST: ClerkStanding = {
  id: '1',
  active: true,
  clerkGroupId: '0',
  securityGroupId: '2',
  permissions: [Permission.SERVICES_VIEW, Permission.SERVICES_CONTROL],
};

describe('sessions', () => {
  const state = eachState();
  let standings: ClerkStanding[];
  let asked: (readonly string[])[];
  let isAway: boolean;
  let isWhole: boolean;
  let ends: SessionEnds;

  beforeEach(async () => {
    [standings, asked, isAway, isWhole] = [[AT_FIRST, { ...AT_FIRST, id: '2' }], [], false, true];
    ends = over(state);
    for (const clerkId of ['1', '2'])
      await state.sessions.insert(
        newSession({
          id: clerkId,
          tokenHash: clerkId,
          clerkId,
          createdAt: START,
          lastSeenAt: START,
          expiresAt: IN_AN_HOUR,
        }),
      );
    await ends.poll();
  });

  function over(stored: LockableState['state']): SessionEnds {
    const clerks = {
      async standings(ids: readonly string[]) {
        asked.push(ids);
        if (isAway) throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        return standings.filter(({ id }) => ids.includes(id));
      },
    } as unknown as ClerkReader;
    const venue = {
      async requireWholeClerks() {
        if (!isWhole) throw new AppError('VENUE_ROW_MALFORMED');
      },
    };
    const parts = { state: stored, clerks, venue, clock: trusted(new StillClock(START)), log: quietLog };
    return new SessionEnds({ ...parts, time: new MonotonicClock({ ...parts, keyValues: state.keyValues }) });
  }

  const become = (more: Partial<ClerkStanding>) => {
    standings = [
      { ...AT_FIRST, ...more },
      { ...AT_FIRST, id: '2' },
    ];
  };
  const living = async () => {
    const found = await Promise.all(['1', '2'].map((hash) => state.sessions.findByTokenHash(hash)));
    return found.flatMap((session) => session?.id ?? []);
  };

  it.each<[string, Partial<ClerkStanding>]>([
    ['is switched off', { active: false }],
    ['is in another Clerk Group', { clerkGroupId: '7' }],
    ['is in another Security Group', { securityGroupId: '1' }],
    ['is in no Security Group', { securityGroupId: undefined }],
    ['has lost a permission', { permissions: [Permission.SERVICES_VIEW] }],
  ])('end, idle ones too and for good, when the clerk %s', async (_, loss) => {
    become(loss);
    await ends.poll();
    become({});
    await ends.poll();
    expect(await living()).toEqual(['2']);
  });

  it('continue when the clerk is in no read: the watch of clerks decides when they are gone', async () => {
    standings = standings.slice(1);
    await ends.poll();
    expect(await living()).toEqual(['1', '2']);
  });

  it('continue with a permission more, and end with its loss', async () => {
    become({ permissions: [...AT_FIRST.permissions, Permission.CLERK_SECURITY_VIEW] });
    await ends.poll();
    expect(await living()).toEqual(['1', '2']);
    become({});
    await ends.poll();
    expect(await living()).toEqual(['2']);
  });

  it('continue without a permission whose row may be malformed, and end if it is lost once all rows are read', async () => {
    isWhole = false;
    become({ permissions: [Permission.SERVICES_VIEW] });
    await ends.poll();
    expect(await living()).toEqual(['1', '2']);
    become({});
    await ends.poll();
    become({ permissions: [Permission.SERVICES_VIEW] });
    isWhole = true;
    await ends.poll();
    expect(await living()).toEqual(['2']);
  });

  it('end with a group also while rows are malformed', async () => {
    isWhole = false;
    become({ clerkGroupId: '7' });
    await ends.poll();
    expect(await living()).toEqual(['2']);
  });

  it('are checked together, in one question for all of their clerks', async () => {
    asked.splice(0);
    await ends.poll();
    expect(asked.map((ids) => [...ids].sort())).toEqual([['1', '2']]);
  });

  it('continue while the venue database is away', async () => {
    isAway = true;
    await expect(ends.poll()).rejects.toThrow();
    expect(await living()).toEqual(['1', '2']);
  });

  it('are over also while the state database cannot be updated, which happens once it can', async () => {
    const lockable = new LockableState(state);
    ends = over(lockable.state);
    lockable.lock(true);
    become({ active: false });
    await ends.poll();
    become({});
    const session = await state.sessions.findByTokenHash('1');
    expect(session && (await ends.holds(session, AT_FIRST))).toBe(false);
    lockable.lock(false);
    await ends.poll();
    expect(await living()).toEqual(['2']);
  });
});

describe('a token of the running control plane', () => {
  const domain = eachDomain();
  beforeEach(async () => {
    await domain.state.pins.set({ clerkId: '1', hash: domain.pinHash('2468'), changedAt: START });
  });

  it('is over for good within a second of a lost permission, though no one used it meanwhile', async () => {
    const { signIn } = domain.plane;
    const peer = { address: '127.0.0.1', port: 50_000 };
    const { token } = await signIn.signIn({ clerkId: '1', pin: '2468', peer, correlationId: 'c' });
    expect(await signIn.viewerOf(token)).toBeDefined();
    const all = domain.venue.permissions;
    domain.venue.permissions = all.slice(1);
    await domain.clock.pass(1000);
    domain.venue.permissions = all;
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });

  it('is over as soon when its clerk is switched off for a second only, seconds after the sign-in', async () => {
    const { signIn } = domain.plane;
    const peer = { address: '127.0.0.1', port: 50_000 };
    const { token } = await signIn.signIn({ clerkId: '1', pin: '2468', peer, correlationId: 'c' });
    await domain.clock.pass(3000);
    await domain.clock.pass(3000);
    domain.venue.clerk('1').active = false;
    await domain.clock.pass(1000);
    domain.venue.clerk('1').active = true;
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });

  it('is over while its end cannot be stored, also by what is cached of its clerk', async () => {
    const { signIn } = domain.plane;
    const peer = { address: '127.0.0.1', port: 50_000 };
    const { token } = await signIn.signIn({ clerkId: '1', pin: '2468', peer, correlationId: 'c' });
    expect(await signIn.viewerOf(token)).toBeDefined();
    domain.lock(true);
    domain.venue.permissions = domain.venue.permissions.slice(1);
    await domain.clock.pass(1000);
    domain.venue.isAway = true;
    domain.lock(false);
    expect(await signIn.viewerOf(token)).toBeUndefined();
  });
});
