/** The one way to give a clerk a PIN, and to forgive the wrong ones. */
import { AppError } from '../../errors.js';
import type { Keys, PinHasher } from '../ports/machine.js';
import type { PinStore, SessionStore } from '../ports/sign-in-stores.js';
import type { StateStores } from '../ports/state-database.js';
import { NO_ATTEMPTS, strangerOf } from './sign-in-limits.js';

/** What PINs are made with: peppered first, so that the database alone can't be guessed at. */
export interface PinTools {
  readonly pins: PinHasher;
  readonly keys: Keys;
}

/** A PIN ready to be stored. Throws BAD_USER_INPUT for what is none. */
export async function hashPin({ pins, keys }: PinTools, pin: string): Promise<string> {
  if (!/^\d{4,12}$/.test(pin)) throw new AppError('BAD_USER_INPUT', { message: 'A PIN has 4 to 12 digits.' });
  return pins.hash(keys.hmac('pin', pin));
}

/** Sessions that were opened with the old PIN end. */
export async function storePin(
  stores: { readonly pins: PinStore; readonly sessions: SessionStore },
  clerkId: string,
  hash: string,
  changedAt: Date,
): Promise<void> {
  await stores.pins.set({ clerkId, hash, changedAt });
  await stores.sessions.deleteOfClerk(clerkId);
}

/** The clerk may try again as if no PIN had been wrong; `now` in steady time. Who is known to guess has no part in it. */
export async function unlockSignIn(
  { pins }: Pick<StateStores, 'pins'>,
  clerkId: string,
  now: Date,
): Promise<void> {
  await pins.setAttempts('SIGN_IN', clerkId, { ...NO_ATTEMPTS, unlockedAt: now });
  await pins.setAttempts('STEP_UP', clerkId, NO_ATTEMPTS);
  await pins.setAttempts('STRANGER', strangerOf(clerkId), NO_ATTEMPTS);
}
