/** Which checks of a plan block, and which are taken on by an override. */
import type { CheckLineFragment } from '../../generated/graphql';
import { t } from '../../messages';

/** True when nothing blocks that isn't overridden. */
export function isReady(checks: readonly CheckLineFragment[], overrides: readonly string[]): boolean {
  return checks.every((check) => !isBlocking(check) || (check.overridable && overrides.includes(check.code)));
}

/** Those that block and are taken on: an override that this plan needs no more is none. */
export function overridden(
  checks: readonly CheckLineFragment[],
  overrides: readonly string[],
): readonly CheckLineFragment[] {
  return checks.filter((check) => isBlocking(check) && overrides.includes(check.code));
}

/** Those that block and aren't overridden. */
export function blockers(
  checks: readonly CheckLineFragment[],
  overrides: readonly string[],
): readonly CheckLineFragment[] {
  return checks.filter((check) => isBlocking(check) && !overrides.includes(check.code));
}

/** FAIL and UNKNOWN block unless overridden. */
export function isBlocking({ outcome }: Pick<CheckLineFragment, 'outcome'>): boolean {
  return outcome === 'FAIL' || outcome === 'UNKNOWN';
}

/** What blocks is first. */
export function inOrder(checks: readonly CheckLineFragment[]): readonly CheckLineFragment[] {
  return [...checks].sort((a, b) => weight(a) - weight(b));
}

function weight({ outcome }: CheckLineFragment): number {
  return { FAIL: 0, UNKNOWN: 1, WARN: 2, PASS: 3 }[outcome];
}

/** What is not so, for anyone who continues all the same: `It does not fit between trading hours.` A check's title only asks. */
export function againstWords({
  code,
  title,
  outcome,
}: Pick<CheckLineFragment, 'code' | 'title' | 'outcome'>): string {
  const words: Readonly<Record<string, string>> =
    outcome === 'UNKNOWN' ? t.plan.againstUnknown : t.plan.against;
  return words[code] ?? `${title}: ${t.plan.outcomes[outcome]}.`;
}
