import { useLostSince, useVenue } from '../data/contexts';
import { clock } from '../format/format';
import { t } from '../messages';
import { StateShape } from './state-mark';

/** A strip under the header while the server doesn't answer; what was seen last stays on the page. */
export function LostConnection() {
  const since = useLostSince();
  const { timeZone } = useVenue();
  return (
    <div role="status" className={since === undefined ? 'hidden' : 'lost'}>
      {since !== undefined && (
        <>
          <StateShape tone="warn" size={16} />
          {t.ui.lost(clock(since, timeZone))}
        </>
      )}
    </div>
  );
}
