/** Gives a clerk a PIN, and resets the counters of wrong PINs. */
import { AppError } from '../../errors/errors.js';
import type { ClerkRow } from '../ports/clerk-reader.js';
import type { Keys, PinHasher } from '../ports/machine.js';
import type { PinRecord, PinStore, SessionStore } from '../ports/sign-in-stores.js';
import type { StateStores } from '../ports/state-database.js';
import { sharedIdOf } from './limits.js';

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

/** Of a PIN that a person has chosen. Throws BAD_USER_INPUT for one that is easily guessed. */
export async function hashNewPin(tools: PinTools, pin: string): Promise<HashedPin> {
  requireGoodPin(pin);
  return hashPin(tools, pin);
}

export function requireGoodPin(pin: string): void {
  if (!/^\d{6,12}$/.test(pin)) throw new AppError('BAD_USER_INPUT', { message: 'A PIN has 6 to 12 digits.' });
  if (isEasilyGuessed(pin))
    throw new AppError('BAD_USER_INPUT', {
      message: 'This PIN is easily guessed.',
      remedy: 'Avoid repeated digits, sequences, years and keypad patterns.',
    });
}

/** Fewer than three different digits, a repeated part, its own mirror, a run, a year at either end, or one that many people choose. */
function isEasilyGuessed(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, i) => (Number(digit) - Number(pin[i]) + 10) % 10);
  return (
    new Set(pin).size < 3 ||
    new Set(steps).size === 1 ||
    /^(\d{1,4})\1+$/.test(pin) ||
    [...pin].reverse().join('') === pin ||
    (pin.length <= 8 && /^(19|20)\d\d|(19|20)\d\d$/.test(pin)) ||
    COMMON.includes(pin)
  );
}

const COMMON = [
  ...['010203', '102030', '112233', '121314', '142536', '147258', '147369', '159357', '159753', '258456'],
  ...['332211', '456123', '789456', '951753', '963852', '741852', '852456', '987456', '12345678910'],
];

export async function hashPin({ pins, keys }: PinTools, pin: string): Promise<HashedPin> {
  return { hash: await pins.hash(keys.hmac('pin', pin)), digits: pin.length };
}

/** Kept with a PIN: whose it is. */
export function ownerOf({ name }: ClerkRow, keys: Keys): string {
  return keys.hmac('pin', `name ${name}`);
}

/** Not so once the number has another name. */
export function isOf({ owner }: PinRecord, clerk: ClerkRow, keys: Keys): boolean {
  return owner === undefined || owner === ownerOf(clerk, keys);
}

export const TEMPORARY_DAYS = 3;

/** A temporary PIN that no one has changed in time opens no session any more; nor does one of a clock that was as far ahead. */
export function isOver({ isTemporary, changedAt }: PinRecord, now: Date): boolean {
  const days = Math.abs(now.getTime() - changedAt.getTime()) / 86_400_000;
  return isTemporary === true && days >= TEMPORARY_DAYS;
}

/** Sessions that were opened with the old PIN end, but the one that is `kept`. */
export async function storePin(
  stores: { readonly pins: PinStore; readonly sessions: SessionStore },
  clerkId: string,
  pin: HashedPin & Pick<PinRecord, 'owner' | 'isTemporary'>,
  changedAt: Date,
  kept?: string,
): Promise<void> {
  await stores.pins.set({ clerkId, ...pin, changedAt });
  await stores.sessions.deleteOfClerk(clerkId, kept);
}

/** The clerk may try again as if no PIN had been wrong; `now` by the monotonic clock. Who is known to guess has no part in it. */
export async function unlockSignIn(
  { pins }: Pick<StateStores, 'pins'>,
  clerkId: string,
  now: Date,
): Promise<void> {
  await pins.forgive('SIGN_IN', clerkId, now);
  await pins.forgive('STEP_UP', clerkId, now);
  await pins.forgive('UNKNOWN_ID', sharedIdOf(clerkId), now);
}
