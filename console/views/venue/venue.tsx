import { permissionsOf, useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useRunningOperations } from '../../data/use-operations';
import { LocationsDocument, VenueDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { late } from '../../ui/late';
import { Panel } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { plannedResync, shownFindings } from '../../venue-state/shown-findings';
import { useAlerts, useVenueState } from '../../venue-state/use-venue-state';
import { Consumers } from './consumers';
import { Details } from './details';
import { Findings } from './findings';
import { Locations } from './locations';
import { StatusBlock } from './status-block';

/** Once in a venue's life: no other visit carries it. */
const FirstSync = late(async () => (await import('./first-sync')).FirstSync);

/** It carries the library that draws: the rest of the page does not wait for it. */
const History = late(async () => (await import('./charts/history')).History, {
  waiting: <Panel title={t.charts.title}>{t.ui.looking}</Panel>,
});

/** How often the venue is checked while it is shown, in milliseconds: its heartbeat and first sync move by themselves. */
const LOOK = 4_000;

/** How the venue is, also while its database cannot say who we are. */
export function VenueView() {
  const { data, error } = useLiveQuery(VenueDocument, {}, LOOK);
  // Their rows are the database's own: while it is away no one can say them.
  const located = useLiveQuery(LocationsDocument, {}, LOOK);
  const alerts = useAlerts() ?? [];
  const { findings, cause } = useVenueState().state;
  const around = useVenue();
  const permissions = permissionsOf(around);
  const planned = plannedResync(useRunningOperations(), around.timeZone);
  const shown = shownFindings({ findings, cause, alerts, permissions, planned });
  const venue = data?.venue;
  const failure = failureOf(error, 'venue');
  const groups = located.data?.venue?.locationGroups;
  const noLocations = failureOf(located.error, 'venue');
  return (
    <>
      <StatusBlock cause={shown.cause} />
      {failure && <Problem failure={failure} />}
      <Findings findings={shown.others} />
      {venue?.onboarding.firstSync && <FirstSync />}
      <Consumers />
      {groups ? (
        <Locations groups={groups} failure={noLocations} onDone={located.refresh} />
      ) : (
        <Panel title={t.venue.locations}>
          {noLocations ? <Problem failure={noLocations} /> : <p className="soft">{t.ui.looking}</p>}
        </Panel>
      )}
      {venue && <Details venue={venue} groups={groups} />}
      {/* The tallest: anything after it would lie below the fold. */}
      {permissions?.includes('SERVICES_VIEW') && <History />}
    </>
  );
}
