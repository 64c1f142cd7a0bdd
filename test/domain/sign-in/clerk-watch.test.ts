/**
 * What a clerk has ends when they are deactivated, renamed or gone; one who is missing for a moment
 * loses nothing.
 */
import { readOwnFacts } from '../../../src/domain/alerts/own-facts.js';
import { MonotonicClock } from '../../../src/domain/clock/monotonic-clock.js';
import { sagasByKind } from '../../../src/domain/operations/saga.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { AppError } from '../../../src/errors/errors.js';
import { quietLog } from '../../storage/engines.js';
import { newApiToken } from '../../storage/samples.js';
import { eachDomain } from '../rehearsal-domain.js';
import { trusted } from '../still-clock.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

describe('a clerk with a PIN, a session and an API token', () => {
  const domain = eachDomain();
  let session: string;
  beforeEach(async () => {
    const changedAt = domain.clock.now();
    for (const clerkId of ['1', '2'])
      await domain.state.pins.set({ clerkId, hash: domain.pinHash('2468'), changedAt });
    await domain.clock.pass(6000);
    session = await enter();
    await makeToken();
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
  const makeToken = (createdByName = 'Clerk 1') =>
    domain.state.apiTokens.insert(
      newApiToken({
        id: `of ${createdByName}`,
        createdByName,
        expiresAt: new Date(domain.clock.now().getTime() + 30 * DAY),
      }),
    );
  /** The session by its use, the others by their rows. */
  const has = async () => {
    const isLive = await domain.plane.signIn.viewerOf(session).then(
      (viewer) => viewer !== undefined,
      ({ code }) => String(code),
    );
    const pins = await domain.state.pins.list();
    const tokens = await domain.state.apiTokens.list();
    return [isLive, pins.map(({ clerkId }) => clerkId).join(), tokens.map(({ id }) => id).join()];
  };
  const rows = async () =>
    (await domain.state.audit.list({ actions: ['endPin', 'endApiTokens'] }, 50, 'oldest')).map(
      ({ action, target, reason, detail }) => [action, target, reason, detail],
    );
  const alerts = async () => {
    const { state, clock, venue } = domain;
    const { found } = await readOwnFacts({
      state,
      clock,
      time: new MonotonicClock({ clock: trusted(clock), keyValues: state.keyValues, log: quietLog }),
      venue: venue.stores.venue,
      clerks: venue.stores.clerks,
      registration: { read: () => Promise.reject(new Error('not read')) } as never,
      auditReader: { lastVerification: () => undefined },
      settings: { ...DEFAULT_SETTINGS, onboardHolders: 1000 },
      sagas: sagasByKind([]),
    });
    return found.flatMap(({ code, subject, message }) =>
      code === 'CLERK_ACCESS_ENDED' ? [[subject, message]] : [],
    );
  };
  /** As while someone works: the clerk's page asks now and then. */
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 4000) await domain.clock.pass(Math.min(left, 4000));
  };
  /** Until `back`: the rows of these clerks are in no read. */
  const vanish = (...ids: string[]) => {
    const { database } = domain.venue.model;
    const { clerks } = database;
    database.clerks = clerks.filter(({ id }) => !ids.includes(id));
    return () => {
      database.clerks = clerks;
    };
  };
  const ALL = [true, '1,2', 'of Clerk 1'];
  const ENDED = [false, '2', ''];

  it.each<[string, () => object, () => object, string]>([
    [
      'renamed',
      () => Object.assign(domain.venue.clerk('1'), { name: 'Max' }),
      () => Object.assign(domain.venue.clerk('1'), { name: 'Clerk 1' }),
      'The clerk ID belongs to another name.',
    ],
    [
      'deactivated',
      () => Object.assign(domain.venue.clerk('1'), { active: false }),
      () => Object.assign(domain.venue.clerk('1'), { active: true }),
      'The clerk is deactivated.',
    ],
  ])(
    'loses all three for good when %s, on record and with an alert for a day',
    async (_, change, undo, reason) => {
      expect(await has()).toEqual(ALL);
      change();
      await domain.clock.pass(1500);
      undo();
      await domain.clock.pass(6000);
      expect(await has()).toEqual(ENDED);
      expect(await enter()).toBe('SIGN_IN_FAILED');
      expect(await rows()).toEqual([['endPin', 'clerk 1', reason, { tokens: 1 }]]);
      expect(await alerts()).toEqual([
        ['1', `The PIN, sessions and API tokens of clerk 1 were ended. ${reason}`],
      ]);
      domain.clock.move(DAY);
      expect(await alerts()).toEqual([]);
    },
  );

  it('has no alert any more once an administrator has set another PIN', async () => {
    domain.venue.clerk('1').active = false;
    await domain.clock.pass(1500);
    domain.venue.clerk('1').active = true;
    expect(await alerts()).toHaveLength(1);
    const changedAt = domain.clock.now();
    await domain.state.pins.set({ clerkId: '2', hash: 'of another', changedAt });
    expect(await alerts()).toHaveLength(1);
    await domain.state.pins.set({ clerkId: '1', hash: 'another', changedAt });
    expect(await alerts()).toEqual([]);
  });

  it('loses the tokens of the old name when renamed, PIN or not, and keeps those of the new one', async () => {
    await domain.state.pins.end({ clerkId: '1', hash: domain.pinHash('2468'), changedAt: new Date(0) });
    await makeToken('Max');
    domain.venue.clerk('1').name = 'Max';
    await domain.clock.pass(1500);
    expect((await domain.state.apiTokens.list()).map(({ id }) => id)).toEqual(['of Max']);
    expect(await rows()).toEqual([
      ['endApiTokens', 'clerk 1', 'The clerk ID belongs to another name.', { tokens: 1 }],
    ]);
  });

  it.each([1000, 14 * MINUTE])(
    'loses nothing when missing for %d ms, and may do nothing meanwhile',
    async (ms) => {
      const back = vanish('1');
      await pass(ms);
      expect((await has())[0]).toBe('VENUE_ROW_MALFORMED');
      expect(await enter()).toBe('SIGN_IN_FAILED');
      back();
      expect(await has()).toEqual(ALL);
      await domain.clock.pass(6000);
      expect([await rows(), await alerts()]).toEqual([[], []]);
    },
  );

  it('loses nothing when missing at a request, and no more when the database is away after it', async () => {
    const back = vanish('1');
    expect((await has())[0]).toBe('VENUE_ROW_MALFORMED');
    domain.venue.isAway = true;
    expect((await has())[0]).toBe('VENUE_DATABASE_UNAVAILABLE');
    back();
    domain.venue.isAway = false;
    expect(await has()).toEqual(ALL);
  });

  it('loses all three when missing for 15 minutes', async () => {
    vanish('1');
    await pass(16 * MINUTE);
    expect(await has()).toEqual(ENDED);
    expect(await rows()).toEqual([['endPin', 'clerk 1', 'The clerk ID no longer exists.', { tokens: 1 }]]);
    expect(await alerts()).toHaveLength(1);
  });

  it.each<[string, () => () => void]>([
    ['the view has no clerk at all', () => vanish('1', '2', '3', '4', '5')],
    [
      'rows are left out as malformed',
      () => {
        const { venue } = domain.venue.stores;
        const { requireWholeClerks } = venue;
        venue.requireWholeClerks = () => Promise.reject(new AppError('VENUE_ROW_MALFORMED'));
        const back = vanish('1');
        return () => {
          back();
          venue.requireWholeClerks = requireWholeClerks;
        };
      },
    ],
    ['the database is away in between', () => vanish('1')],
  ])('loses nothing for good while %s', async (how, begin) => {
    const back = begin();
    for (let part = 0; part < 3; part += 1) {
      await pass(6 * MINUTE);
      if (how !== 'the database is away in between') continue;
      domain.venue.isAway = true;
      await pass(4000);
      domain.venue.isAway = false;
    }
    back();
    await domain.clock.pass(6000);
    expect((await has()).slice(1)).toEqual(ALL.slice(1));
    expect(await rows()).toEqual([]);
  });

  it('loses all three once the state database can store it, though active again by then', async () => {
    domain.lock(true);
    domain.venue.clerk('1').active = false;
    await domain.clock.pass(1500);
    domain.venue.clerk('1').active = true;
    domain.lock(false);
    await domain.clock.pass(6000);
    expect(await has()).toEqual(ENDED);
    expect(await rows()).toHaveLength(1);
  });
});
