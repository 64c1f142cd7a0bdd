import { useLostSince } from './data/use-backend';
import { clock } from './ui/format';
import { StateShape } from './ui/state-mark';
import { useVenue } from './venue-context';

/** A strip under the header while the server doesn't answer; what was seen last stays on the page. */
export function LostConnection() {
  const since = useLostSince();
  const { timeZone } = useVenue();
  return (
    <div role="status" className={since === undefined ? 'hidden' : 'lost'}>
      {since !== undefined && (
        <>
          <StateShape tone="warn" size={16} />
          Not connected since {clock(since, timeZone)}. Trying again. What you see is from before.
        </>
      )}
    </div>
  );
}
