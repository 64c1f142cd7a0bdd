/** Encrypts a migration file (passport) with a passphrase, and opens it. Without the passphrase it can't be read, and a change is detected. */
import type { Secret } from '../types/secret.js';

/** Largest sealed file, in bytes. */
export const LARGEST_PASSPORT = 32_768;

export interface PassportSeal {
  /** At most LARGEST_PASSPORT bytes; BAD_USER_INPUT when the content is too long for that. */
  seal(content: string, passphrase: Secret): Promise<Uint8Array>;
  /** Rejects with PASSPORT_DAMAGED, PASSPORT_TOO_NEW or PASSPHRASE_WRONG. */
  open(file: Uint8Array, passphrase: Secret): Promise<string>;
}
