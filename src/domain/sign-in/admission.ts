/**
 * Whether the PIN of a sign-in is checked, and what is said when it isn't right. The first may know who exists. The second is decided by
 * what any ID that was tried as often would get, so that a refusal says nothing of whether someone has it.
 */
import { type BulkheadPolicy, BulkheadRejectedError, bulkhead } from 'cockatiel';
import { AppError } from '../../errors/errors.js';
import type { PinHasher, Urgency } from '../ports/machine.js';
import type { Attempts } from '../ports/sign-in-stores.js';
import type { StateDatabase, StateStores } from '../ports/state-database.js';
import { busyWithPins } from '../types/busy.js';
import type { Peer } from '../types/peer.js';
import {
  budgetWaitMs,
  type GuessThrottle,
  giveTryBack,
  isCalm,
  LONG_PIN,
  longestWaitMs,
  NO_ATTEMPTS,
  sharedIdOf,
  takeTry,
  triedBy,
  waitMs,
  wasJustUnlocked,
  withOneMore,
} from './limits.js';
import { budgetSpent, guessRefused, lockedOut } from './refusals.js';

export interface Admission {
  /** Undefined: the PIN is not checked. */
  readonly urgency: Urgency | undefined;
  readonly refusal: AppError;
}

export interface Asked {
  readonly clerkId: string;
  readonly peer: Peer;
  /** Account of the peer; undefined: unknown. */
  readonly account: string | undefined;
  /** Of the clerk's PIN. */
  readonly digits: number | undefined;
  /** Whether there is someone with that ID who has a PIN and may use it. */
  readonly isClerk: boolean;
  /** By the monotonic clock. */
  readonly now: Date;
}

interface Judged extends Admission {
  readonly own: Attempts;
  readonly shared: Attempts;
  readonly countsOwn: boolean;
  readonly countsShared: boolean;
}

export class SignInAdmission {
  readonly #state: StateDatabase;
  readonly #pins: PinHasher;
  readonly #guessThrottle: GuessThrottle;

  constructor(parts: { state: StateDatabase; pins: PinHasher; guessThrottle: GuessThrottle }) {
    this.#state = parts.state;
    this.#pins = parts.pins;
    this.#guessThrottle = parts.guessThrottle;
  }

  /** Counts the try before its PIN is checked. What would count nothing writes nothing. */
  async admit(asked: Asked): Promise<Admission> {
    const judged = await this.#judge(this.#state, asked);
    if (!judged.countsOwn && !judged.countsShared) return judged;
    return this.#state.transaction(async (stores) => {
      const { own, shared, ...again } = await this.#judge(stores, asked);
      const { now } = asked;
      const ids = idsOf(asked);
      if (again.countsOwn) await stores.pins.setAttempts('SIGN_IN', ids.own, withOneMore(own, now));
      if (again.countsShared)
        await stores.pins.setAttempts('UNKNOWN_ID', ids.shared, withOneMore(shared, now));
      if (takesBudget(again)) await takeTry(stores.keyValues, now);
      return again;
    });
  }

  /** The PIN was right. */
  async welcome(asked: Asked, admission: Admission): Promise<void> {
    await this.#state.transaction(async (stores) => {
      const ids = idsOf(asked);
      await stores.pins.setAttempts('SIGN_IN', ids.own, NO_ATTEMPTS);
      await stores.pins.setAttempts('UNKNOWN_ID', ids.shared, NO_ATTEMPTS);
      if (takesBudget(admission)) await giveTryBack(stores.keyValues, asked.now);
    });
  }

  async #judge(stores: StateStores, asked: Asked): Promise<Judged> {
    const { peer, isClerk, now } = asked;
    const ids = idsOf(asked);
    const shared = await stores.pins.attempts('UNKNOWN_ID', ids.shared);
    const own = isClerk ? await stores.pins.attempts('SIGN_IN', ids.own) : NO_ATTEMPTS;
    const guessWaitMs = this.#guessThrottle.waitMs(peer, now);
    const ownMs = waitMs(own, now, longestWaitMs(asked.digits));
    // Of the venue's shortest PIN: what is said of an ID reveals nothing of its own.
    const isShort = (await stores.pins.short(LONG_PIN)).length > 0;
    const sharedMs = waitMs(shared, now, longestWaitMs(isShort ? undefined : LONG_PIN));
    const lockedMs = Math.max(ownMs, sharedMs);
    const refusal = this.#refusal(guessWaitMs, lockedMs, await budgetWaitMs(stores.keyValues, now));
    const keptOut = guessWaitMs > 0 && wasJustUnlocked(own, now);
    const checksClerk = isClerk && ownMs === 0 && !keptOut;
    const clerkUrgency = isCalm(own, now) && guessWaitMs === 0 ? 'CALM' : 'TRIED';
    const unknownUrgency = !isClerk && refusal.code === 'SIGN_IN_FAILED' ? 'UNKNOWN_ID' : undefined;
    return {
      urgency: checksClerk ? clerkUrgency : unknownUrgency,
      refusal,
      own,
      shared,
      countsOwn: checksClerk,
      countsShared: sharedMs === 0,
    };
  }

  #refusal(guessWaitMs: number, lockedMs: number, budgetMs: number): AppError {
    if (guessWaitMs > 0) return guessRefused(guessWaitMs);
    if (lockedMs > 0) return lockedOut(lockedMs);
    if (this.#pins.isFull('UNKNOWN_ID')) return busyWithPins();
    return budgetMs > 0 ? budgetSpent(budgetMs) : new AppError('SIGN_IN_FAILED');
  }
}

function idsOf({ clerkId, account }: Asked): { readonly own: string; readonly shared: string } {
  return { own: triedBy(account, clerkId), shared: triedBy(account, sharedIdOf(clerkId)) };
}

function takesBudget({ refusal }: Admission): boolean {
  return refusal.code === 'SIGN_IN_FAILED';
}

/** How many tries of one clerk may wait behind the one that is checked. */
const WAITING = 63;

/** One clerk's PINs are checked one after another: right ones that come at once don't lock each other out. */
export class TurnsByClerk {
  readonly #turns = new Map<string, BulkheadPolicy>();

  /** Rejects with BUSY when too many wait for the same clerk. */
  async take<T>(clerkId: string, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(clerkId) ?? bulkhead(1, WAITING);
    this.#turns.set(clerkId, turn);
    try {
      return await turn.execute(work);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? busyWithPins() : error;
    } finally {
      if (turn.executionSlots === 1) this.#turns.delete(clerkId);
    }
  }
}
