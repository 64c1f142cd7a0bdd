import { useLiveQuery } from './data/use-live-query';
import { MaintenanceSwitchDocument } from './generated/graphql';
import { href } from './ui/route';
import { useVenue } from './venue-context';
import { switchSentence } from './views/maintenance/maintenance-words';

/** On every page while everything new is stopped: by whom, since when and why. */
export function Stopped() {
  const { timeZone } = useVenue();
  const { data } = useLiveQuery(MaintenanceSwitchDocument, {}, 10_000);
  const maintenance = data?.maintenance;
  return (
    <div role="status" className={maintenance?.on ? 'as-of stopped' : 'hidden'}>
      {maintenance?.on && (
        <>
          {switchSentence(maintenance, timeZone)} <a href={href('maintenance')}>Open maintenance</a>
        </>
      )}
    </div>
  );
}
