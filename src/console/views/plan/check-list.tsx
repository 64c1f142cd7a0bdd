import { Checkbox } from '@mantine/core';
import type { CheckLineFragment, CheckOutcome } from '../../generated/graphql';
import { StateMark, type Tone } from '../../ui/state-mark';

const outcomes: Readonly<Record<CheckOutcome, readonly [Tone, string]>> = {
  PASS: ['ok', 'Pass'],
  WARN: ['warn', 'Look'],
  FAIL: ['bad', 'Stop'],
  UNKNOWN: ['warn', 'Not known'],
};

interface CheckListProps {
  readonly checks: readonly CheckLineFragment[];
  /** Codes of checks that are taken on although they block. */
  readonly overrides: readonly string[];
  readonly onOverrides: (codes: readonly string[]) => void;
}

/** What a plan rests on. What blocks stands first; what may be overridden can be ticked, and the reason is asked for. */
export function CheckList({ checks, overrides, onOverrides }: CheckListProps) {
  const sorted = [...checks].sort((a, b) => weight(a) - weight(b));
  return (
    <ul className="lines marked">
      {sorted.map(({ code, title, outcome, detail, remedy, overridable }) => {
        const [tone, word] = outcomes[outcome];
        return (
          <li key={code} className="line">
            <StateMark tone={tone} word={word} />
            <div>
              <p className="strong">{title}</p>
              <p className="soft">
                {detail} {outcome !== 'PASS' && remedy}
              </p>
              {isBlocking({ outcome }) && overridable && (
                <Checkbox
                  className="override"
                  label="Go on all the same, with my reason"
                  aria-label={`Go on although: ${title}`}
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

/** True when nothing blocks that isn't overridden. */
export function isReady(checks: readonly CheckLineFragment[], overrides: readonly string[]): boolean {
  return checks.every((check) => !isBlocking(check) || (check.overridable && overrides.includes(check.code)));
}

/** Those of the overrides that this plan still needs. */
export function neededOverrides(
  checks: readonly CheckLineFragment[],
  overrides: readonly string[],
): string[] {
  return checks
    .filter((check) => isBlocking(check) && overrides.includes(check.code))
    .map(({ code }) => code);
}

export function blockers(
  checks: readonly CheckLineFragment[],
  overrides: readonly string[],
): readonly CheckLineFragment[] {
  return checks.filter((check) => isBlocking(check) && !overrides.includes(check.code));
}

function isBlocking({ outcome }: Pick<CheckLineFragment, 'outcome'>): boolean {
  return outcome === 'FAIL' || outcome === 'UNKNOWN';
}

function weight({ outcome }: CheckLineFragment): number {
  return { FAIL: 0, UNKNOWN: 1, WARN: 2, PASS: 3 }[outcome];
}
