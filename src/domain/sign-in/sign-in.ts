/** Clerk ID and PIN become an opaque token; a token, also one of a script, becomes a viewer on every request. */
import { hash, randomBytes, randomUUID } from 'node:crypto';
import { AppError } from '../../errors/errors.js';
import type { ClerkRow } from '../ports/clerk-reader.js';
import type { Session } from '../ports/sign-in-stores.js';
import type { Caller, Viewer } from '../request/viewer.js';
import type { ClerkApiTokens } from '../tokens/api-tokens.js';
import { readToken } from '../tokens/token-text.js';
import type { Peer } from '../types/peer.js';
import type { ClerkWatch } from './clerk-watch.js';
import { type PinGiven, PinProof, type PinProofParts, type Proved, requireUnchanged } from './pin-proof.js';
import { basisOf, IDLE_MS, type SessionEnds } from './session-ends.js';

export interface SignedIn {
  readonly token: string;
  readonly clerk: ClerkRow;
  readonly expiresAt: Date;
  readonly steppedUpUntil: Date | undefined;
  /** The PIN is temporary. */
  readonly mustChangePin: boolean;
}

const ABSOLUTE_MS = 12 * 60 * 60_000;
const STEP_UP_MS = 5 * 60_000;
/** A session's last use is written at most this often. */
const TOUCH_MS = 15_000;

export interface SignInParts extends PinProofParts {
  readonly ends: SessionEnds;
  readonly watch: Pick<ClerkWatch, 'began'>;
  readonly apiTokens: Pick<ClerkApiTokens, 'viewerOf'>;
}

export class PinSignIn {
  readonly #parts: SignInParts;
  readonly #proof: PinProof;
  /** Sessions of which something is being written beside the requests that use them. */
  readonly #written = new Set<string>();

  constructor(parts: SignInParts) {
    this.#parts = parts;
    this.#proof = new PinProof(parts);
  }

  /** Audited, refused or not. */
  async signIn(input: PinGiven & { readonly peer: Peer }): Promise<SignedIn> {
    return this.#open(await this.#proof.ofSignIn(input));
  }

  /** A new token; the old one ends. Rejects with PERSON_NEEDED for an API token. */
  async stepUp(caller: Caller, pin: string): Promise<SignedIn> {
    const { viewer, correlationId, client } = caller;
    const { clerk, sessionId, token } = viewer;
    if (token) throw new AppError('PERSON_NEEDED');
    const signedIn = await this.#open(
      await this.#proof.ofStepUp({ clerkId: clerk.id, pin, correlationId, client }),
    );
    await this.#parts.state.sessions.delete(sessionId);
    return signedIn;
  }

  /** Rejects with SIGN_IN_FAILED for a wrong current PIN, BAD_USER_INPUT for a new one that is easily guessed, PERSON_NEEDED for an API token. */
  async changePin(
    { viewer, correlationId, client }: Caller,
    { currentPin, newPin }: { readonly currentPin: string; readonly newPin: string },
  ): Promise<void> {
    const { clerk, sessionId, token } = viewer;
    if (token) throw new AppError('PERSON_NEEDED');
    const given = { clerkId: clerk.id, pin: currentPin, newPin, sessionId, correlationId, client };
    await this.#proof.change(given);
  }

  /** False: it was an API token, which no one signed in with, and which continues. */
  async signOut({ viewer }: Caller): Promise<boolean> {
    if (viewer.token) return false;
    await this.#parts.state.sessions.delete(viewer.sessionId);
    return true;
  }

  /** Undefined for an unknown, idle or expired token, and for one that ended with what its clerk had. Counts as activity unless `options` say not. */
  async viewerOf(token: string, options = { countsAsActivity: true }): Promise<Viewer | undefined> {
    if (readToken(token)) return this.#parts.apiTokens.viewerOf(token, options.countsAsActivity);
    const { sessions } = this.#parts.state;
    const session = await sessions.findByTokenHash(hashOf(token));
    if (!session) return undefined;
    const now = this.#parts.time.now();
    if (isOver(session, now)) {
      this.#beside(session, () => sessions.delete(session.id));
      return undefined;
    }
    const unseen = now.getTime() - session.lastSeenAt.getTime();
    if (options.countsAsActivity && unseen > TOUCH_MS)
      this.#beside(session, () => sessions.touch(session.id, now));
    const known = await this.#parts.known.viewer(session.clerkId, session);
    const viewer = known && session.mustChangePin ? { ...known, mustChangePin: true } : known;
    if (viewer?.knownSince) return this.#parts.ends.isOver(session) ? undefined : viewer;
    return (await this.#parts.ends.holds(session, viewer && basisOf(viewer))) ? viewer : undefined;
  }

  /** No request waits for this write, nor fails with it: while the state database can't be written, who is signed in still reads. */
  #beside({ id }: Session, write: () => Promise<void>): void {
    if (this.#written.has(id)) return;
    this.#written.add(id);
    void write()
      .catch((error) => this.#parts.log.warn({ err: error }, 'The last use of a session was not recorded'))
      .finally(() => this.#written.delete(id));
  }

  async #open({ clerk, record }: Proved): Promise<SignedIn> {
    const token = randomBytes(32).toString('base64url');
    const createdAt = this.#parts.time.now();
    const after = (ms: number) => new Date(createdAt.getTime() + ms);
    const [expiresAt, steppedUpUntil] = [after(ABSOLUTE_MS), after(STEP_UP_MS)];
    const { sessions } = this.#parts.state;
    await sessions.deleteExpired(createdAt, after(-IDLE_MS));
    const session = {
      id: randomUUID(),
      tokenHash: hashOf(token),
      clerkId: clerk.id,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt,
      steppedUpUntil,
      standing: undefined,
    };
    // The PIN may have changed since it was compared, and a change ends all other sessions.
    await this.#parts.state.transaction(async (stores) => {
      await requireUnchanged(stores, record);
      await stores.sessions.insert(session);
    });
    this.#parts.watch.began();
    const { time } = this.#parts;
    return {
      token,
      clerk,
      expiresAt: time.toTrustedTime(expiresAt),
      steppedUpUntil: time.toTrustedTime(steppedUpUntil),
      mustChangePin: record.isTemporary === true,
    };
  }
}

export type SignIn = Pick<PinSignIn, 'signIn' | 'stepUp' | 'changePin' | 'signOut' | 'viewerOf'>;

function isOver(session: Session, now: Date): boolean {
  return session.expiresAt <= now || now.getTime() - session.lastSeenAt.getTime() > IDLE_MS;
}

function hashOf(token: string): string {
  return hash('sha256', token);
}
