/** Versions of swiftpos, as different places write them: a file has four parts where the database has three, and a place may not know its own. */

/** Undefined where no one could say: an empty text, "Unknown", or what begins with no number. */
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

/** The oldest swiftpos that can be onboarded (public help: v10.37+). */
export const MINIMUM_SWIFTPOS = '10.37';

/** Numeric, part by part: 10.9 is older than 10.37. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let i = 0; i < Math.max(left.length, right.length); i += 1) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** An upgrade from below 10.37 needs a new onboarding; any other difference does not (public help). */
export function isUpgradeFromBelowMinimum(from: string | undefined, to: string): boolean {
  const before = knownVersion(from);
  return (
    before !== undefined &&
    compareVersions(before, MINIMUM_SWIFTPOS) < 0 &&
    compareVersions(to, MINIMUM_SWIFTPOS) >= 0
  );
}
