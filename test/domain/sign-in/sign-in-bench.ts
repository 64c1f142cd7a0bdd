/** Sign-in over a real state database, with PINs that are quickly checked and a clock that makes no progress. */

import { Denials } from '../../../src/domain/audit/denials.js';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import { MonotonicClock } from '../../../src/domain/clock/monotonic-clock.js';
import { KnownSecurity } from '../../../src/domain/permissions/known-security.js';
import type { AuditRecord } from '../../../src/domain/ports/audit-log.js';
import type { KeptState } from '../../../src/domain/ports/kept-state.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import { SessionEnds } from '../../../src/domain/sign-in/session-ends.js';
import { PinSignIn } from '../../../src/domain/sign-in/sign-in.js';
import type { Alert } from '../../../src/domain/types/alerts.js';
import type { OpenVenueDatabase } from '../../../src/storage/open-venue.js';
import { quietLog, type SqliteTestEngine, sqliteEngine, testKeys } from '../../storage/engines.js';
import { venueRows } from '../../storage/venue-rows.js';
import { each } from '../stand-in.js';
import { StillClock, trusted } from '../still-clock.js';

export const MINUTE = 60_000;
const START = new Date('2031-05-06T02:00:00.000Z');

/** So that there are five who may sign in. */
const MORE = [3, 4, 5].map((id) => [id, `Clerk ${id}`, 0, 9, 1, 0]);

export const later = (ms: number): Date => new Date(START.getTime() + ms);

/** One that comes by a connection of its own. */
export const browser = (port: number) => ({ address: '127.0.0.1', port });

export const outcomeOf = (attempt: Promise<unknown>): Promise<string> =>
  attempt.then(
    () => 'in',
    ({ code, message, remedy }) => `${code} ${message} ${remedy}`,
  );

export class SignInBench {
  readonly clock = new StillClock(START);
  /** Hashes that PINs were compared with. */
  readonly verified: string[] = [];
  readonly recorded: AuditRecord[] = [];
  readonly raised: string[] = [];
  /** Whose process asks. */
  account: string | undefined = 'uid 1000';
  /** How often that was asked for, and whether it takes a script. */
  lookups = 0;
  isSlow = false;
  /** Happens while a right PIN is checked. */
  meanwhile: (() => Promise<void>) | undefined;
  readonly state: KeptState;
  readonly #venue: OpenVenueDatabase;
  #crowded = false;
  time: MonotonicClock;
  signIn: PinSignIn;

  private constructor(state: KeptState, venue: OpenVenueDatabase) {
    this.state = state;
    this.#venue = venue;
    [this.signIn, this.time] = this.#live(state);
  }

  /** Clerks whose PIN is 2468, said to have so many digits. */
  static async prepare(engine: SqliteTestEngine, digits = 4): Promise<SignInBench> {
    const [state, venue] = await Promise.all([
      engine.state(),
      engine.venue({ ...venueRows, clerk: [...(venueRows.clerk ?? []), ...MORE] }),
    ]);
    const bench = new SignInBench(state, venue);
    await bench.setPins(digits);
    return bench;
  }

  async setPins(digits: number): Promise<void> {
    for (const clerkId of ['1', '2', '3', '4', '5', '12'])
      await this.state.pins.set({ clerkId, hash: testKeys.hmac('pin', '2468'), changedAt: START, digits });
  }

  restart(stored: StateDatabase = this.state): void {
    [this.signIn, this.time] = this.#live(stored);
  }

  /** The line of unknown callers, as anyone who comes finds it. */
  fillLine(): void {
    this.#crowded = true;
  }

  enter(clerkId: string, pin: string, peer = browser(Number(clerkId))) {
    return this.signIn.signIn({ clerkId, pin, peer, correlationId: 'c' });
  }

  /** Of a session that is not over, as who asks something. */
  async callerOf(token: string) {
    const viewer = await this.signIn.viewerOf(token);
    if (!viewer) throw new Error('The session is over');
    return { viewer, correlationId: 'c' };
  }

  /** Each with another ID, and by a connection of its own. */
  async unknownIds(tries: number): Promise<void> {
    for (let i = 0; i < tries; i += 1) await outcomeOf(this.enter(`7${i}`, '0000', browser(i)));
  }

  #look(): string | undefined {
    this.lookups += 1;
    return this.account;
  }

  #live(stored: StateDatabase): [PinSignIn, MonotonicClock] {
    const { state, clock, recorded, verified } = this;
    const pins = {
      hash: async (pin: string) => pin,
      verify: async (pin: string, hash: string) => {
        verified.push(hash);
        const isRight = pin === hash;
        if (isRight) await this.meanwhile?.();
        return isRight;
      },
      isFull: () => this.#crowded,
    };
    const append = (record: AuditRecord) => {
      recorded.push(record);
      return state.audit.append(record);
    };
    const audit = new AuditTrail({ state: { ...state, audit: { ...state.audit, append } }, clock });
    const parts = {
      state: stored,
      keyValues: stored.keyValues,
      pins,
      keys: testKeys,
      clock,
      audit,
      log: quietLog,
    };
    const { clerks, venue } = this.#venue;
    const known = new KnownSecurity({ ...parts, clerks, venue });
    const time = new MonotonicClock({ ...parts, clock: trusted(parts.clock) });
    const more = {
      ends: new SessionEnds({ ...parts, clerks, venue, time }),
      watch: { began: () => undefined },
      apiTokens: { viewerOf: async () => undefined },
      peerUsers: { isSlow: this.isSlow, userOf: async () => this.#look() },
      denials: new Denials(parts),
      alerts: { raise: ({ id }: Alert, text: string) => void this.raised.push(`${id} ${text}`) },
      refusedEveryMs: 0,
    };
    return [new PinSignIn({ ...parts, ...more, known, time }), time];
  }
}

/** One of its own for each test around the call. */
export function eachSignIn(digits?: number): SignInBench {
  const engine = sqliteEngine();
  return each(() => SignInBench.prepare(engine, digits), engine.cleanUp);
}
