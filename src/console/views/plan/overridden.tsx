import type { CheckLineFragment } from '../../generated/graphql';
import { inVenueTime } from '../../ui/format';
import { StateShape } from '../../ui/state-mark';
import { useVenue } from '../../venue-context';
import { againstWords } from './against-words';

/** What somebody goes on against, said once more where it is decided. Nothing where nothing is. */
export function Overridden({
  title,
  checks,
}: {
  readonly title: string;
  readonly checks: readonly CheckLineFragment[];
}) {
  const { timeZone } = useVenue();
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
              <p className="soft">{inVenueTime(check.detail, timeZone)}</p>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
