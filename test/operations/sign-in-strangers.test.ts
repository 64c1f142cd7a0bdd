/** Whoever isn't signed in grows nothing without bound: neither counters of failed tries nor rows of the audit. */
import { AuditTrail } from '../../src/operations/clerks/audit-trail.js';
import { Denials } from '../../src/operations/clerks/denials.js';
import { KnownSecurity } from '../../src/operations/clerks/known-security.js';
import { SessionEnds } from '../../src/operations/clerks/session-ends.js';
import { PinSignIn } from '../../src/operations/clerks/sign-in.js';
import { SteadyTime } from '../../src/operations/clerks/steady-time.js';
import { quietLog, sqliteEngine, testKeys } from '../sql/engines.js';
import { venueRows } from '../sql/venue-rows.js';
import { StillClock } from './still-clock.js';

describe('an ID that nobody has', () => {
  const engine = sqliteEngine();
  afterEach(() => engine.cleanUp());

  it('leaves a bounded number of counters and one row of the audit, however many are tried', async () => {
    const counted = new Set<string>();
    const [stored, venue] = await Promise.all([engine.state(), engine.venue(venueRows)]);
    const state: typeof stored = {
      ...stored,
      transaction: (work) =>
        stored.transaction((stores) =>
          work({
            ...stores,
            pins: {
              ...stores.pins,
              setAttempts: (counter, id, attempts) => {
                counted.add(`${counter} ${id}`);
                return stores.pins.setAttempts(counter, id, attempts);
              },
            },
          }),
        ),
    };
    const clock = new StillClock(new Date('2031-05-06T02:00:00.000Z'));
    const pins = { hash: async () => 'hash', verify: async () => false, isFull: () => false };
    const audit = new AuditTrail({ state, clock });
    const parts = { state, keyValues: state.keyValues, pins, keys: testKeys, clock, audit, log: quietLog };
    const known = new KnownSecurity({ ...parts, clerks: venue.clerks, venue: venue.venue });
    const denials = new Denials(parts);
    const time = new SteadyTime(parts);
    const ends = new SessionEnds({ ...parts, clerks: venue.clerks, time });
    const peerUsers = { userOf: async () => undefined };
    const apiTokens = { viewerOf: async () => undefined };
    const signIn = new PinSignIn({
      ...parts,
      known,
      denials,
      time,
      ends,
      apiTokens,
      peerUsers,
      refusedEveryMs: 0,
    });
    for (let stranger = 0; stranger < 1200; stranger += 1) {
      const peer = { address: `127.0.${stranger >> 8}.${stranger & 255}`, port: 1024 + stranger };
      const asked = { clerkId: `nobody ${stranger}`, pin: '0000', peer, correlationId: 'c' };
      await expect(signIn.signIn(asked)).rejects.toMatchObject({
        code: expect.stringMatching(/^SIGN_IN_|^TOO_MANY/),
      });
    }
    expect(counted.size).toBeLessThanOrEqual(256);
    const { sequence } = await state.audit.head();
    expect(sequence).toBeLessThanOrEqual(3);
    await denials.flush();
    expect((await state.audit.head()).sequence).toBeLessThanOrEqual(6);
  });
});
