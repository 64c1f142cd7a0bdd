/** One canonical text for a value, by RFC 8785 (JCS), for hashes. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/**
 * Of `value` as JSON.stringify reads it: undefined is left out, a Date becomes text. Lone surrogates become U+FFFD first, as no database
 * would give them back and the RFC refuses them; names are ours and have none.
 */
export function canonicalJson(value: object): string {
  const plain: unknown = JSON.parse(JSON.stringify(value), (_name, member: unknown) =>
    typeof member === 'string' ? member.toWellFormed() : member,
  );
  return String(canonicalize(plain));
}

/**
 * The same facts give the same fingerprint, whatever their order. SHA-256 of the canonical JSON, hex. Stored with plans and operations: another
 * text for the same value would disown them.
 */
export function fingerprintOf(value: object): string {
  return createHash('sha256').update(canonicalJson(value)).digest('hex');
}
