/**
 * The chain's arithmetic, alone, so that a verifier can do it again from the stored rows.
 *
 * A row's `hash` is HMAC-SHA-256 in lower-case hex, under the key for `audit`, over the UTF-8 of its canonical JSON (RFC 8785):
 * - one object that always has these names: action, at, clerkId, clerkName, correlationId, detail, outcome, previousHash, reason, sequence, target;
 * - and each of these only where it is known, as rows of the first versions have none: after, before, client, planFingerprint, runAs;
 * - `at` is ISO 8601 in UTC with milliseconds (24 characters); of the first names, what is absent is null; `detail`, `before` and `after` are
 *   the objects themselves, not their text;
 * - lone surrogates were replaced by U+FFFD before, as no database would give them back.
 * `sequence` counts 1, 2, 3 … without gaps. `previousHash` is the `hash` of the row before; the first row's is 64 zeros.
 * Columns with JSON hold its canonical text: another text for the same object is a row that someone touched.
 */
import type { Selectable } from 'kysely';
import { canonicalJson } from '../../../domain/types/canonical-json.js';
import type { AuditTable } from '../tables.js';

/** `row`: as it is stored. Throws for JSON that is none. */
export function chainHash(
  row: Omit<Selectable<AuditTable>, 'hash'>,
  hmac: (value: string) => string,
): string {
  return hmac(canonicalJson(chained(row)));
}

/** An undefined one is left out of the JSON. */
function chained(row: Omit<Selectable<AuditTable>, 'hash'>): object {
  return {
    sequence: row.sequence,
    at: typeof row.at === 'string' ? row.at : row.at.toISOString(),
    clerkId: row.clerk_id,
    clerkName: row.clerk_name,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    reason: row.reason,
    correlationId: row.correlation_id,
    detail: objectOf(row.detail) ?? null,
    runAs: row.run_as ?? undefined,
    client: row.client ?? undefined,
    planFingerprint: row.plan_fingerprint ?? undefined,
    before: objectOf(row.before_state),
    after: objectOf(row.after_state),
    previousHash: row.previous_hash,
  };
}

function objectOf(stored: string | null): unknown {
  return stored === null ? undefined : JSON.parse(stored);
}
