import { t } from './messages';
import { href } from './navigation/route';
import { useVenue } from './venue-context';
import { useVenueState } from './venue-state/use-venue-state';
import { switchSentence } from './views/maintenance/maintenance-words';

/** On every page while everything new is stopped: by whom, since when and why. */
export function Stopped() {
  const { timeZone } = useVenue();
  const { maintenance } = useVenueState();
  return (
    <div role="status" className={maintenance?.on ? 'as-of stopped' : 'hidden'}>
      {maintenance?.on && (
        <>
          {switchSentence(maintenance, timeZone)} <a href={href('maintenance')}>{t.frame.openMaintenance}</a>
        </>
      )}
    </div>
  );
}
