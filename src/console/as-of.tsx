import { moment } from './format/format';
import { t } from './messages';
import { useVenue } from './venue-context';
import { useVenueState } from './venue-state/use-venue-state';

/** A quiet line while the venue's database is away: what is shown of it is of then. */
export function AsOf() {
  const { asOf } = useVenueState();
  const { timeZone } = useVenue();
  return (
    <div role="status" className={asOf === undefined ? 'hidden' : 'as-of'}>
      {asOf !== undefined && t.frame.asOf(moment(asOf, timeZone))}
    </div>
  );
}
