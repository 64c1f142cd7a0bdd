/** What closes a passport under a passphrase, and opens it: no one without the passphrase reads or changes a byte unnoticed. */
import type { Secret } from '../types/secret.js';

/** Largest sealed file in bytes: as text it still fits into one request. */
export const LARGEST_PASSPORT = 32_768;

export interface PassportSeal {
  /** At most LARGEST_PASSPORT bytes; BAD_USER_INPUT when the content is too long for that. */
  seal(content: string, passphrase: Secret): Promise<Uint8Array>;
  /** Rejects with PASSPORT_DAMAGED, PASSPORT_TOO_NEW or PASSPHRASE_WRONG. */
  open(file: Uint8Array, passphrase: Secret): Promise<string>;
}
