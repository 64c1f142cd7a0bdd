import type { CheckLineFragment } from '../../generated/graphql';
import { ServerText } from '../../ui/server-text';
import { StateShape } from '../../ui/state-mark';
import { againstWords } from './against-words';

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
              <p className="soft">
                <ServerText>{check.detail}</ServerText>
              </p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
