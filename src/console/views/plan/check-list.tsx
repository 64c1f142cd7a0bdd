import { Checkbox } from '@mantine/core';
import type { CheckLineFragment, CheckOutcome } from '../../generated/graphql';
import { inVenueTime } from '../../ui/format';
import { StateMark, type Tone } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { checkWords } from './against-words';
import { inOrder, isBlocking } from './overrides';

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
  const { timeZone } = useVenue();
  return (
    <ul className="lines marked">
      {inOrder(checks).map((check) => {
        const { code, outcome, detail, remedy, overridable } = check;
        const [tone, word] = outcomes[outcome];
        const said = checkWords(check);
        return (
          <li key={code} className="line">
            <StateMark tone={tone} word={word} />
            <div>
              <p className="strong">{said}</p>
              <p className="soft">
                {inVenueTime(detail, timeZone)} {outcome !== 'PASS' && remedy}
              </p>
              {isBlocking({ outcome }) && overridable && (
                <Checkbox
                  className="override"
                  label="Go on all the same, with my reason"
                  aria-label={`Go on all the same, with my reason: ${said}`}
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
