/** One text for one value, by RFC 8785 (JCS): what is hashed, no matter who hashes it. */
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
