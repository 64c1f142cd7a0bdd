/** Versions of swiftpos, as different places write them: a file has four parts where the database has three, and a place may not know its own. */

/** Undefined where nobody could say: an empty text, "Unknown", or what begins with no number. */
export function knownVersion(text: string | undefined): string | undefined {
  return text !== undefined && /^\d/.test(text.trim()) ? text.trim() : undefined;
}

/** Proof that they differ: a part that both of them have. What one of them doesn't know proves nothing. */
export function versionsDiffer(one: string | undefined, other: string | undefined): boolean {
  const [left, right] = [one, other].map((text) => partsOf(knownVersion(text)));
  return (left ?? []).some((part, index) => part !== (right?.[index] ?? part));
}

function partsOf(version: string | undefined): readonly number[] {
  return (/^\d+(\.\d+)*/.exec(version ?? '')?.[0].split('.') ?? []).map(Number);
}
