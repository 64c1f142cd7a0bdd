/** Verifies a clerk's PIN: at a sign-in, where the caller is unknown; and at a step-up or a change, which have their own counters and priority. */
import { randomUUID } from 'node:crypto';
import { AppError } from '../../errors/errors.js';
import type { Denials } from '../audit/denials.js';
import type { AuditTrail } from '../audit/trail.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { KnownSecurity } from '../permissions/known-security.js';
import type { AuditFacts } from '../ports/audit-log.js';
import type { ClerkRow } from '../ports/clerk-reader.js';
import type { Clock, EventLogAlerts, Keys, Log, PeerUsers, PinHasher } from '../ports/machine.js';
import type { PinRecord } from '../ports/sign-in-stores.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import { ALERTS } from '../types/alerts.js';
import type { Peer } from '../types/peer.js';
import { SignInAdmission, TurnsByClerk } from './admission.js';
import {
  GuessThrottle,
  longestWaitMs,
  NO_ATTEMPTS,
  sharedIdOf,
  triedBy,
  WINDOW_MS,
  waitMs,
  withOneMore,
} from './limits.js';
import { hashPin, isOf, isOver, ownerOf, requireGoodPin, storePin } from './pins.js';
import { ConstantTimeResponses, lockedOut } from './refusals.js';
import { noteWrongPin } from './wrong-pins.js';

/** A PIN, and what the audit says of anyone who gave it. */
export interface PinGiven {
  readonly clerkId: string;
  readonly pin: string;
  readonly correlationId: string;
  readonly client?: string | undefined;
}

/** Whose PIN it is, and the PIN as it was stored then. */
export interface Proved {
  readonly clerk: ClerkRow;
  readonly record: PinRecord;
}

interface FromPeer extends PinGiven {
  readonly peer: Peer;
  readonly account: string | undefined;
  /** A script read the accounts of callers for this sign-in. */
  readonly isRead: boolean;
}

export interface PinProofParts {
  readonly state: StateDatabase;
  readonly pins: PinHasher;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly time: MonotonicClock;
  readonly known: KnownSecurity;
  readonly audit: AuditTrail;
  readonly denials: Denials;
  readonly peerUsers: PeerUsers;
  readonly log: Log;
  readonly alerts?: EventLogAlerts | undefined;
  /** Refusals of a sign-in leave at multiples of this. Default 300 ms. */
  readonly refusedEveryMs?: number | undefined;
}

/** As much of an ID that someone tried as goes into the audit. */
const TRIED_LENGTH = 40;

export class PinProof {
  readonly #parts: PinProofParts;
  readonly #guessThrottle = new GuessThrottle();
  readonly #admission: SignInAdmission;
  readonly #answers: ConstantTimeResponses;
  readonly #signIns = new TurnsByClerk();
  readonly #stepUps = new TurnsByClerk();
  /** When a sign-in was last refused, by the monotonic clock: of the IDs that share a number. */
  readonly #refusedAt = new Map<string, number>();
  /** Compared against when a clerk is unknown, so that both refusals cost the same. */
  readonly #decoy: Promise<string>;

  constructor(parts: PinProofParts) {
    this.#parts = parts;
    this.#admission = new SignInAdmission({ ...parts, guessThrottle: this.#guessThrottle });
    this.#answers = new ConstantTimeResponses(parts.refusedEveryMs);
    this.#decoy = parts.pins.hash(randomUUID());
  }

  /** Same text, and the same moments for it, whether the clerk is unknown or the PIN wrong. */
  ofSignIn(given: PinGiven & { readonly peer: Peer }): Promise<Proved> {
    return this.#answers.refuseSteadily(async () => {
      const { peerUsers } = this.#parts;
      const isRead = peerUsers.isSlow === true && !this.#isQuiet(given.clerkId);
      const account = isRead || !peerUsers.isSlow ? await peerUsers.userOf(given.peer) : undefined;
      const turn = triedBy(account, given.clerkId);
      return this.#signIns.take(turn, () => this.#verifySignIn({ ...given, account, isRead }));
    });
  }

  ofStepUp(given: PinGiven): Promise<Proved> {
    return this.#stepUps.take(given.clerkId, async () => {
      const proved = await this.#verifySignedIn(given, 'stepUp');
      await this.#note(given, proved.clerk, 'stepUp');
      return proved;
    });
  }

  /** Counts as a step-up. Ends the clerk's sessions but `sessionId`. */
  change(given: PinGiven & { readonly newPin: string; readonly sessionId: string }): Promise<void> {
    const { clerkId, pin, newPin, sessionId } = given;
    requireGoodPin(newPin);
    if (newPin === pin) throw new AppError('BAD_USER_INPUT', SAME_PIN);
    return this.#stepUps.take(clerkId, async () => {
      const { clerk, record } = await this.#verifySignedIn(given, 'changePin');
      const { audit, keys } = this.#parts;
      const hashed = { ...(await hashPin(this.#parts, newPin)), owner: ownerOf(clerk, keys) };
      const act = { action: 'changePin', target: clerk.name };
      await audit.auditedChange(actor(given, clerk), act, async (stores) => {
        await requireUnchanged(stores, record);
        await storePin(stores, clerkId, hashed, this.#parts.clock.now(), sessionId);
      });
    });
  }

  /** No sign-in with such an ID was refused lately: its first wrong PIN counts for unknown accounts. */
  #isQuiet(clerkId: string): boolean {
    const refusedAt = this.#refusedAt.get(sharedIdOf(clerkId)) ?? Number.NEGATIVE_INFINITY;
    return this.#parts.time.now().getTime() - refusedAt >= WINDOW_MS;
  }

  async #verifySignIn(given: FromPeer): Promise<Proved> {
    const { clerkId, peer, account } = given;
    const { time, clock } = this.#parts;
    const [clerk, record] = await this.#find(clerkId);
    const isClerk = clerk?.active === true && record !== undefined && !isOver(record, clock.now());
    const asked = { clerkId, peer, account, isClerk, digits: record?.digits, now: time.now() };
    const admission = await this.#admission.admit(asked);
    const { urgency, refusal } = admission;
    const hash = isClerk ? record.hash : await this.#decoy;
    const isRight = urgency !== undefined && (await this.#isRight(given.pin, hash, urgency));
    if (!isRight || !isClerk) {
      this.#guessThrottle.note(peer, asked.now);
      this.#refusedAt.set(sharedIdOf(clerkId), asked.now.getTime());
      if (urgency !== undefined) await this.#countWrong();
      await this.#noteRefusal(given, clerk, refusal);
      throw refusal;
    }
    await this.#admission.welcome(asked, admission);
    await this.#note(given, clerk, 'signIn', whereFrom(given));
    return { clerk, record };
  }

  async #verifySignedIn(given: PinGiven, action: 'stepUp' | 'changePin'): Promise<Proved> {
    const { clerkId } = given;
    const { state, time } = this.#parts;
    const [clerk, record] = await this.#find(clerkId);
    const lasts = await state.transaction(async ({ pins }) => {
      const attempts = await pins.attempts('STEP_UP', clerkId);
      const wait = waitMs(attempts, time.now(), longestWaitMs(record?.digits));
      if (wait === 0) await pins.setAttempts('STEP_UP', clerkId, withOneMore(attempts, time.now()));
      return wait;
    });
    const isRight =
      lasts === 0 &&
      record !== undefined &&
      clerk?.active === true &&
      (await this.#isRight(given.pin, record.hash, 'PRESENT'));
    if (!isRight) {
      const refusal = lasts > 0 ? lockedOut(lasts) : new AppError('SIGN_IN_FAILED', CURRENT_WRONG);
      const reason = REASONS[refusal.code];
      if (lasts === 0) await this.#countWrong();
      await this.#parts.denials.note(actor(given, clerk), { action, reason });
      throw refusal;
    }
    await state.pins.setAttempts('STEP_UP', clerkId, NO_ATTEMPTS);
    return { clerk, record };
  }

  /** Counts a PIN that was compared, whatever the response. A failed write of the counter must not change the response. */
  async #countWrong(): Promise<void> {
    const { state, time, log, alerts } = this.#parts;
    try {
      const count = await state.transaction(({ keyValues }) => noteWrongPin(keyValues, time.now()));
      if (count === undefined) return;
      log.warn({ count }, 'Very many wrong PINs in 24 hours');
      alerts?.raise(ALERTS.WRONG_PINS, many(count));
    } catch (error) {
      log.warn({ err: error }, 'A wrong PIN could not be counted');
    }
  }

  async #find(clerkId: string): Promise<[ClerkRow | undefined, PinRecord | undefined]> {
    const { state, known, keys } = this.#parts;
    const [clerk, record] = [await known.clerk(clerkId), await state.pins.find(clerkId)];
    return [clerk, record && clerk && isOf(record, clerk, keys) ? record : undefined];
  }

  #isRight(pin: string, hash: string, urgency: Parameters<PinHasher['verify']>[2]): Promise<boolean> {
    return this.#parts.pins.verify(this.#parts.keys.hmac('pin', pin), hash, urgency);
  }

  /** No one has to be signed in to be refused: what repeats is counted, as rows of the audit can't be deleted. */
  async #noteRefusal(given: FromPeer, clerk: ClerkRow | undefined, { code }: AppError): Promise<void> {
    // A PIN in the wrong field, perhaps: rows of the audit stay for ever.
    const isLikePin = clerk === undefined && /^\d{4,12}$/.test(given.clerkId);
    const tried = isLikePin ? `${given.clerkId.length} digits` : given.clerkId.slice(0, TRIED_LENGTH);
    const detail = { tried, ...whereFrom(given) };
    const act = { action: 'signIn', reason: REASONS[code] ?? code, detail };
    await this.#parts.denials.note(actor(given, clerk), act);
  }

  async #note(given: PinGiven, clerk: ClerkRow, action: string, detail?: AuditFacts): Promise<void> {
    await this.#parts.audit.note(actor(given, clerk), { action, detail }, 'SUCCEEDED');
  }
}

/** Within the transaction that rests on the PIN: throws SIGN_IN_FAILED once another has taken its place. */
export async function requireUnchanged(
  { pins }: Pick<StateStores, 'pins'>,
  { clerkId, hash }: PinRecord,
): Promise<void> {
  if ((await pins.find(clerkId))?.hash !== hash) throw new AppError('SIGN_IN_FAILED');
}

const many = (count: number): string =>
  `${count} wrong PINs were entered in 24 hours. Someone may be guessing PINs. Filter the audit log by denied sign-ins to see the clerk, account and program.`;

const CURRENT_WRONG = {
  message: 'The current PIN is wrong.',
  remedy: 'Check it and try again. After five failures you have to wait before each try, 15 minutes at most.',
};

const SAME_PIN = { message: 'The new PIN is the same as the current PIN.', remedy: 'Choose another PIN.' };

const REASONS: Readonly<Record<string, string>> = {
  SIGN_IN_FAILED: 'wrong',
  SIGN_IN_LOCKED: 'locked',
  TOO_MANY_REQUESTS: 'too many',
  BUSY: 'busy',
};

function actor({ correlationId, client }: PinGiven, clerk: ClerkRow | undefined) {
  return { clerkId: clerk?.id, clerkName: clerk?.name ?? 'unknown clerk', correlationId, client };
}

function whereFrom({ peer, account, isRead }: FromPeer): AuditFacts {
  const at = `${peer.address}:${peer.port}`;
  const user = account ?? (isRead ? 'unknown' : undefined);
  return { peer: at, ...(user === undefined ? {} : { user }) };
}
