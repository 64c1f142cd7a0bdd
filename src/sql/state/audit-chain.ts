/**
 * The chain's arithmetic, alone, so that a verifier can do it again from the stored rows.
 *
 * A row's `hash` is HMAC-SHA-256 in lower-case hex, under the key for `audit`, over the UTF-8 of its canonical JSON (RFC 8785):
 * - one object with exactly these names: action, at, clerkId, clerkName, correlationId, detail, outcome, previousHash, reason, sequence, target;
 * - `at` is ISO 8601 in UTC with milliseconds (24 characters); what is absent is null; `detail` is the object itself, not its text;
 * - lone surrogates were replaced by U+FFFD before, as no database would give them back.
 * `sequence` counts 1, 2, 3 … without gaps. `previousHash` is the `hash` of the row before; the first row's is 64 zeros.
 */
import { canonicalJson } from '../../operations/words/canonical-json.js';

export interface ChainedRow {
  readonly sequence: number;
  readonly at: string;
  readonly clerkId: string | null;
  readonly clerkName: string;
  readonly action: string;
  readonly target: string | null;
  readonly outcome: string;
  readonly reason: string | null;
  readonly correlationId: string;
  readonly detail: unknown;
  readonly previousHash: string;
}

export function chainHash(row: ChainedRow, hmac: (value: string) => string): string {
  return hmac(canonicalJson(row));
}
