/** Clerk ID and PIN become an opaque token; a token, also one of a script, becomes a viewer on every request. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../../errors.js';
import type { ClerkRow } from '../ports/clerk-reader.js';
import type { Keys, Log, PinHasher } from '../ports/machine.js';
import type { Attempts, Session } from '../ports/sign-in-stores.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { AuditOutcome } from '../words/audit-outcome.js';
import type { ClerkApiTokens } from './api-tokens.js';
import type { AuditTrail } from './audit-trail.js';
import type { Denials } from './denials.js';
import type { KnownSecurity } from './known-security.js';
import { forgiveAttempts } from './pins.js';
import { isLockedOut, lockEndsAfter, SourceLimit, strangerOf, withOneMore } from './sign-in-limits.js';
import type { SteadyTime } from './steady-time.js';
import { readToken } from './token-text.js';
import type { Caller, Viewer } from './viewer.js';

export interface SignedIn {
  readonly token: string;
  readonly clerk: ClerkRow;
  readonly expiresAt: Date;
  readonly steppedUpUntil: Date | undefined;
}

/** A PIN, and what the audit says of whoever gave it. */
export interface PinGiven {
  readonly clerkId: string;
  readonly pin: string;
  readonly correlationId: string;
  readonly client?: string | undefined;
}

export interface SignIn {
  /** `source` is the peer's address, for its own limit. Audited, refused or not. */
  signIn(input: PinGiven & { readonly source: string }): Promise<SignedIn>;
  /** A new token; the old one ends. Rejects with PERSON_NEEDED for an API token. */
  stepUp(caller: Caller, pin: string): Promise<SignedIn>;
  /** False: it was an API token, which nobody signed in with, and which goes on. */
  signOut(caller: Caller): Promise<boolean>;
  /** Undefined for an unknown, idle or expired token, a clerk switched off or with other groups than at sign-in. Counts as activity unless `look` says not. */
  viewerOf(token: string, look?: { readonly countsAsActivity: boolean }): Promise<Viewer | undefined>;
}

const IDLE_MS = 15 * 60_000;
const ABSOLUTE_MS = 12 * 60 * 60_000;
const STEP_UP_MS = 5 * 60_000;
/** A session's last use is written at most this often. */
const TOUCH_MS = 15_000;

export interface SignInParts {
  readonly state: StateDatabase;
  readonly pins: PinHasher;
  readonly keys: Keys;
  readonly time: SteadyTime;
  readonly known: KnownSecurity;
  readonly audit: AuditTrail;
  readonly denials: Denials;
  readonly apiTokens: Pick<ClerkApiTokens, 'viewerOf'>;
  readonly log: Log;
}

export class PinSignIn implements SignIn {
  readonly #parts: SignInParts;
  readonly #sources = new SourceLimit();
  /** Sessions of which something is being written beside the requests that use them. */
  readonly #written = new Set<string>();
  /** By clerk: the last look at a PIN of theirs. */
  readonly #proving = new Map<string, Promise<ClerkRow>>();
  /** Compared against when a clerk is unknown, so that both refusals cost the same. */
  readonly #decoy: Promise<string>;

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#decoy = parts.pins.hash(randomUUID());
  }

  async signIn(input: PinGiven & { readonly source: string }): Promise<SignedIn> {
    const now = this.#parts.time.now();
    const waitMs = this.#sources.take(input.source, now);
    if (waitMs > 0)
      throw new AppError('TOO_MANY_REQUESTS', { details: { retryAfterSeconds: inSeconds(waitMs) } });
    const clerk = await this.#provePin(input, 'signIn');
    return this.#open(clerk, { createdAt: now, expiresAt: new Date(now.getTime() + ABSOLUTE_MS) });
  }

  async stepUp(caller: Caller, pin: string): Promise<SignedIn> {
    const { viewer, correlationId, client } = caller;
    const { clerk, sessionId, token } = viewer;
    if (token) throw new AppError('PERSON_NEEDED');
    await this.#provePin({ clerkId: clerk.id, pin, correlationId, client }, 'stepUp');
    const now = this.#parts.time.now();
    const signedIn = await this.#open(clerk, {
      createdAt: now,
      expiresAt: new Date(now.getTime() + ABSOLUTE_MS),
    });
    await this.#parts.state.sessions.delete(sessionId);
    return signedIn;
  }

  async signOut({ viewer }: Caller): Promise<boolean> {
    if (viewer.token) return false;
    await this.#parts.state.sessions.delete(viewer.sessionId);
    return true;
  }

  async viewerOf(token: string, look = { countsAsActivity: true }): Promise<Viewer | undefined> {
    if (readToken(token)) return this.#parts.apiTokens.viewerOf(token, look.countsAsActivity);
    const { sessions } = this.#parts.state;
    const session = await sessions.findByTokenHash(hashOf(token));
    if (!session) return undefined;
    const now = this.#parts.time.now();
    if (isOver(session, now)) {
      this.#beside(session, () => sessions.delete(session.id));
      return undefined;
    }
    const unseen = now.getTime() - session.lastSeenAt.getTime();
    if (look.countsAsActivity && unseen > TOUCH_MS)
      this.#beside(session, () => sessions.touch(session.id, now));
    return this.#parts.known.viewer(session.clerkId, session);
  }

  /** No request waits for this write, nor fails with it: while the state database can't be written, who is signed in still reads. */
  #beside({ id }: Session, write: () => Promise<void>): void {
    if (this.#written.has(id)) return;
    this.#written.add(id);
    void write()
      .catch((error) => this.#parts.log.warn({ err: error }, "A session's last use was not written"))
      .finally(() => this.#written.delete(id));
  }

  /** One clerk's PINs are looked at one after another: right ones that come at once don't lock each other out. */
  async #provePin(input: PinGiven, action: 'signIn' | 'stepUp'): Promise<ClerkRow> {
    const before = this.#proving.get(input.clerkId) ?? Promise.resolve();
    const proving = before.catch(() => undefined).then(() => this.#lookAtPin(input, action));
    this.#proving.set(input.clerkId, proving);
    try {
      return await proving;
    } finally {
      if (this.#proving.get(input.clerkId) === proving) this.#proving.delete(input.clerkId);
    }
  }

  /** Counts the try first, looks at the PIN second, forgives on success. Same text and same work whoever is asked for. */
  async #lookAtPin(input: PinGiven, action: 'signIn' | 'stepUp'): Promise<ClerkRow> {
    const { pins } = this.#parts.state;
    const now = this.#parts.time.now();
    const clerk = await this.#parts.known.clerk(input.clerkId);
    const record = await pins.find(input.clerkId);
    const locked = await this.#parts.state.transaction(async (stores) => {
      const counted = clerk ? input.clerkId : strangerOf(input.clerkId);
      const attempts = await stores.pins.attempts(counted);
      if (isLockedOut(attempts, now)) return attempts;
      await stores.pins.setAttempts(counted, withOneMore(attempts, now));
      return undefined;
    });
    if (locked) {
      await this.#audit(input, clerk, action, 'DENIED', 'locked');
      throw lockedOut(locked, now);
    }
    const right = await this.#parts.pins.verify(
      this.#parts.keys.hmac('pin', input.pin),
      record?.hash ?? (await this.#decoy),
    );
    if (!right || !record || !clerk?.active) {
      await this.#audit(input, clerk, action, 'DENIED', 'wrong');
      throw new AppError('SIGN_IN_FAILED');
    }
    await forgiveAttempts(this.#parts.state, input.clerkId);
    await this.#audit(input, clerk, action, 'SUCCEEDED', undefined);
    return clerk;
  }

  async #open(clerk: ClerkRow, times: { createdAt: Date; expiresAt: Date }): Promise<SignedIn> {
    const token = randomBytes(32).toString('base64url');
    const steppedUpUntil = new Date(times.createdAt.getTime() + STEP_UP_MS);
    const { sessions } = this.#parts.state;
    await sessions.deleteExpired(times.createdAt, new Date(times.createdAt.getTime() - IDLE_MS));
    await sessions.insert({
      id: randomUUID(),
      tokenHash: hashOf(token),
      clerkId: clerk.id,
      lastSeenAt: times.createdAt,
      steppedUpUntil,
      ...times,
    });
    const { time } = this.#parts;
    return {
      token,
      clerk,
      expiresAt: time.toWallClock(times.expiresAt),
      steppedUpUntil: time.toWallClock(steppedUpUntil),
    };
  }

  async #audit(
    { correlationId, client }: PinGiven,
    clerk: ClerkRow | undefined,
    action: string,
    outcome: AuditOutcome,
    reason: string | undefined,
  ): Promise<void> {
    const clerkName = clerk?.name ?? 'unknown clerk';
    const actor = { clerkId: clerk?.id, clerkName, correlationId, client };
    // Nobody has to be signed in to be refused here: what repeats is counted, as rows of the audit can't be deleted.
    if (outcome === 'DENIED') await this.#parts.denials.note(actor, { action, reason });
    else await this.#parts.audit.note(actor, { action, reason }, outcome);
  }
}

/** With the time to wait, where waiting helps. */
function lockedOut(attempts: Attempts, now: Date): AppError {
  const waitMs = lockEndsAfter(attempts, now);
  if (waitMs === undefined)
    return new AppError('SIGN_IN_LOCKED', {
      message: 'This clerk is locked until somebody unlocks them: too many failed sign-ins.',
      remedy: 'Have someone run "venue-control clerk unlock" on the server.',
    });
  const minutes = Math.ceil(waitMs / 60_000);
  return new AppError('SIGN_IN_LOCKED', {
    remedy: `Wait ${minutes === 1 ? 'a minute' : `${minutes} minutes`}, or have someone run "venue-control clerk unlock" on the server.`,
    details: { retryAfterSeconds: inSeconds(waitMs) },
  });
}

function inSeconds(milliseconds: number): number {
  return Math.max(1, Math.ceil(milliseconds / 1000));
}

function isOver(session: Session, now: Date): boolean {
  return session.expiresAt <= now || now.getTime() - session.lastSeenAt.getTime() > IDLE_MS;
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
