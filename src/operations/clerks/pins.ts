/** The one way to give a clerk a PIN, and to forgive the wrong ones. */
import { AppError } from '../../errors.js';
import type { Keys, PinHasher } from '../ports/machine.js';
import type { PinStore, SessionStore } from '../ports/sign-in-stores.js';
import type { StateStores } from '../ports/state-database.js';
import { strangerOf } from './sign-in-limits.js';

/** What PINs are made with: peppered first, so that the database alone can't be guessed at. */
export interface PinTools {
  readonly pins: PinHasher;
  readonly keys: Keys;
}

/** A PIN ready to be stored. */
export interface HashedPin {
  readonly hash: string;
  readonly digits: number;
}

/** Throws BAD_USER_INPUT for what is none. */
export async function hashPin({ pins, keys }: PinTools, pin: string): Promise<HashedPin> {
  if (!/^\d{4,12}$/.test(pin)) throw new AppError('BAD_USER_INPUT', { message: 'A PIN has 4 to 12 digits.' });
  return { hash: await pins.hash(keys.hmac('pin', pin)), digits: pin.length };
}

/** Sessions that were opened with the old PIN end. */
export async function storePin(
  stores: { readonly pins: PinStore; readonly sessions: SessionStore },
  clerkId: string,
  pin: HashedPin,
  changedAt: Date,
): Promise<void> {
  await stores.pins.set({ clerkId, ...pin, changedAt });
  await stores.sessions.deleteOfClerk(clerkId);
}

/** The clerk may try again as if no PIN had been wrong; `now` in steady time. Who is known to guess has no part in it. */
export async function unlockSignIn(
  { pins }: Pick<StateStores, 'pins'>,
  clerkId: string,
  now: Date,
): Promise<void> {
  await pins.forgive('SIGN_IN', clerkId, now);
  await pins.forgive('STEP_UP', clerkId, now);
  await pins.forgive('STRANGER', strangerOf(clerkId), now);
}
