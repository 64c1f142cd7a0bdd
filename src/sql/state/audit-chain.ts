/**
 * The chain's arithmetic, alone, so that a verifier can do it again from the stored rows.
 *
 * A row's `hash` is HMAC-SHA-256 in lower-case hex, under the key for `audit`, over the UTF-8 of its canonical JSON:
 * - one object with exactly these names: action, at, clerkId, clerkName, correlationId, detail, outcome, previousHash, reason, sequence, target;
 * - names of every object, `detail`'s too, sorted by UTF-16 code units; no white space; strings and numbers as JSON.stringify writes them;
 * - `at` is ISO 8601 in UTC with milliseconds (24 characters); what is absent is null; `detail` is the object itself, not its text;
 * - lone surrogates were replaced by U+FFFD before, as no database would give them back.
 * `sequence` counts 1, 2, 3 … without gaps. `previousHash` is the `hash` of the row before; the first row's is 64 zeros.
 */
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

/** Sorted names, no white space. Reads `value` as JSON.stringify would: undefined is left out, a Date becomes text. */
export function canonicalJson(value: unknown): string {
  return write(JSON.parse(JSON.stringify(value)));
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([name, member]) => [wellFormed(name), write(member)] as const);
    members.sort(([one], [other]) => (one < other ? -1 : one > other ? 1 : 0));
    return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
  }
  return JSON.stringify(typeof value === 'string' ? wellFormed(value) : value);
}

/** The text as a database gives it back: lone surrogates have no UTF-8. */
export function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\uFFFD');
}
