import { lazy, Suspense } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { date, duration, moment } from '../../format/format';
import { LocationsDocument, VenueDocument, type VenueQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { needsOnboarding } from '../../venue-state/by-code';
import { useVenueState } from '../../venue-state/use-venue-state';
import { Consumers } from './consumers';
import { Findings } from './findings';
import { Locations } from './locations';

/** Once in a venue's life: no other visit carries it. */
const FirstSync = lazy(async () => ({ default: (await import('./first-sync')).FirstSync }));

type Venue = NonNullable<VenueQuery['venue']>;

/** How often the venue is checked while it is shown, in milliseconds: its heartbeat and first sync move by themselves. */
const LOOK = 4_000;

/** How the venue is, also while its database cannot say who we are. */
export function VenueView() {
  const { data, error } = useLiveQuery(VenueDocument, {}, LOOK);
  const { state, checkedAt, consumers } = useVenueState();
  const venue = data?.venue;
  const failure = failureOf(error, 'venue');
  if (!venue && !failure) return <Waiting title={t.pages.venue} failure={undefined} />;
  return (
    <Page
      title={venue?.companyName ?? t.pages.venue}
      sentence={state.sentence}
      aside={checkedAt && <CheckedAt at={checkedAt} />}
    >
      {failure && <Problem failure={failure} />}
      <Findings findings={state.findings} />
      {venue?.onboarding.firstSync && (
        <Suspense>
          <FirstSync />
        </Suspense>
      )}
      {venue && (
        <div className="columns">
          <Panel title={t.venue.cloud}>
            <Link venue={venue} />
          </Panel>
          <Consumers consumers={consumers} />
          <Panel title={t.venue.registration}>
            <Registration venue={venue} />
          </Panel>
          <VenueLocations />
        </div>
      )}
    </Page>
  );
}

function CheckedAt({ at }: { readonly at: string }) {
  const now = useNow();
  return <p className="soft">{t.venue.checkedAgo(duration(now - Date.parse(at)))}</p>;
}

/** Their rows are the database's own: while it is away no one can say them. */
function VenueLocations() {
  const { data, error, refresh } = useLiveQuery(LocationsDocument, {}, LOOK);
  const failure = failureOf(error, 'venue');
  const groups = data?.venue?.locationGroups;
  if (groups) return <Locations groups={groups} failure={failure} onDone={refresh} />;
  return (
    <Panel title={t.venue.locations}>
      {failure ? <Problem failure={failure} /> : <p className="soft">{t.ui.looking}</p>}
    </Panel>
  );
}

function Link({ venue: { onboarding, timeZone } }: { readonly venue: Venue }) {
  const now = useNow();
  const { lastHeartbeatAt, onboardedAt } = onboarding;
  const { findings } = useVenueState().state;
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{t.venue.lastHeartbeat}</dt>
        <dd>
          {lastHeartbeatAt ? t.venue.ago(duration(now - Date.parse(lastHeartbeatAt))) : t.venue.noneYet}
        </dd>
        <dt>{t.venue.connectedSince}</dt>
        <dd>{onboardedAt ? moment(onboardedAt, timeZone, now) : '–'}</dd>
      </dl>
      {needsOnboarding(findings) && (
        <p>
          <a href={href('onboarding')}>{t.ui.links.onboarding}</a>
        </p>
      )}
    </div>
  );
}

function Registration({ venue }: { readonly venue: Venue }) {
  const { registrationState, registrationExpiresOn } = venue;
  return (
    <dl className="facts">
      <dt>{t.venue.customerNumber}</dt>
      <dd>{venue.customerNumber}</dd>
      <dt>{t.venue.email}</dt>
      <dd>{venue.registeredEmail}</dd>
      <dt>{t.venue.validThrough}</dt>
      <dd>
        {date(registrationExpiresOn)}{' '}
        {registrationState === 'EXPIRING' && <StateMark tone="warn" word={t.venue.expiresSoon} />}
        {registrationState === 'EXPIRED' && <StateMark tone="bad" word={t.venue.expired} />}
      </dd>
      <dt>{t.venue.licences}</dt>
      <dd>{venue.licences.map((licence) => t.venue.licenceNames[licence]).join(', ') || t.venue.none}</dd>
      <dt>{t.venue.version}</dt>
      <dd>{venue.swiftposVersion}</dd>
      <dt>{t.venue.region}</dt>
      <dd>{t.venue.regions[venue.region]}</dd>
      <dt>{t.venue.timeZone}</dt>
      <dd>{venue.timeZone}</dd>
    </dl>
  );
}
