import { Checkbox } from '@mantine/core';
import type { CheckLineFragment, CheckOutcome } from '../../generated/graphql';
import { t } from '../../messages';
import { ServerText } from '../../ui/problem';
import { StateMark, StateShape, type Tone } from '../../ui/state-mark';
import { againstWords, inOrder, isBlocking } from './overrides';

const tones: Readonly<Record<CheckOutcome, Tone>> = {
  PASS: 'ok',
  WARN: 'warn',
  FAIL: 'bad',
  UNKNOWN: 'warn',
};

interface CheckListProps {
  readonly checks: readonly CheckLineFragment[];
  /** Codes of checks that are taken on although they block. */
  readonly overrides: readonly string[];
  readonly onOverrides: (codes: readonly string[]) => void;
}

/** What a plan rests on. What blocks is first; what may be overridden can be ticked, and the reason is asked for. */
export function CheckList({ checks, overrides, onOverrides }: CheckListProps) {
  return (
    <ul className="lines marked">
      {inOrder(checks).map((check) => {
        const { code, outcome, detail, remedy, overridable } = check;
        const title = check.title;
        return (
          <li key={code} className="line">
            <StateMark tone={tones[outcome]} word={t.plan.outcomes[outcome]} />
            <div>
              <p className="strong">{title}</p>
              <p className="soft">
                <ServerText>{detail}</ServerText> {outcome !== 'PASS' && <ServerText>{remedy}</ServerText>}
              </p>
              {isBlocking({ outcome }) && overridable && (
                <Checkbox
                  className="override"
                  label={t.plan.override}
                  aria-label={`${t.plan.override}: ${title}`}
                  checked={overrides.includes(code)}
                  onChange={(event) =>
                    onOverrides(
                      event.currentTarget.checked
                        ? [...overrides, code]
                        : overrides.filter((other) => other !== code),
                    )
                  }
                />
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What someone continues against, said once more where it is decided. Nothing where nothing is. */
export function Overridden({
  title,
  checks,
}: {
  readonly title: string;
  readonly checks: readonly CheckLineFragment[];
}) {
  if (checks.length === 0) return null;
  return (
    <section aria-label={title}>
      <p className="strong">{title}</p>
      <ul className="lines overridden">
        {checks.map((check) => (
          <li key={check.code} className="finding">
            <StateShape tone="warn" size={16} />
            <div>
              <p>{againstWords(check)}</p>
              <ServerText line="soft">{check.detail}</ServerText>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
