import type { CheckLineFragment } from '../../generated/graphql';
import { t } from '../../messages';

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
