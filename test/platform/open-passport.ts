/** A passport as anyone who knows its passphrase may read it: for tests that look for what must not be in it. */
import { readFileSync } from 'node:fs';
import { Secret } from '../../src/domain/types/secret.js';
import { createPassportSeal } from '../../src/platform/passport-seal.js';

export function openPassport(file: string, passphrase: string): Promise<string> {
  return createPassportSeal().open(readFileSync(file), new Secret(passphrase));
}
