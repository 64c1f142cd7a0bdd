import { lazy, Suspense } from 'react';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import {
  LocationsDocument,
  type OnboardingState,
  VenueDocument,
  type VenueQuery,
} from '../../generated/graphql';
import { t } from '../../messages';
import { date, duration, moment } from '../../ui/format';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
import { ServerText } from '../../ui/server-text';
import { StateMark, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { useVenueState } from '../../venue-state/use-venue-state';
import { Consumers } from './consumers';
import { Headline, OtherFindings } from './findings';
import { Locations } from './locations';

/** Once in a venue's life: no other visit carries it. */
const FirstSync = lazy(async () => ({ default: (await import('./first-sync')).FirstSync }));

type Venue = NonNullable<VenueQuery['venue']>;

/** How often the venue is looked at while it is shown, in milliseconds: its heartbeat and first sync move by themselves. */
const LOOK = 4_000;

/** Who we are, and whether we are online. */
export function VenueView() {
  const { data, error } = useLiveQuery(VenueDocument, {}, LOOK);
  const { state } = useVenueState();
  const venue = data?.venue;
  const failure = failureOf(error, 'venue');
  if (!venue) return <Waiting title={t.pages.venue} failure={failure} />;
  return (
    <Page title={venue.companyName} sentence={<Headline state={state} />}>
      {failure && <Problem failure={failure} />}
      <OtherFindings findings={state.findings} />
      {venue.onboarding.state === 'CLOUD_SYNC_PENDING' && (
        <Suspense>
          <FirstSync />
        </Suspense>
      )}
      <div className="columns">
        <Panel title={t.venue.cloud} aside={<StateMark {...stateMark(venue.onboarding.state)} />}>
          <Link venue={venue} />
        </Panel>
        <Consumers consumers={venue.consumers} />
        <Panel title={t.venue.registration}>
          <Registration venue={venue} />
        </Panel>
        <VenueLocations />
      </div>
    </Page>
  );
}

/** Their rows are the database's own: while it is away nobody can say them. */
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

const tones: Readonly<Record<OnboardingState, Tone>> = {
  NEVER_CONNECTED: 'idle',
  CONNECTED: 'ok',
  RECONNECT_NEEDED: 'bad',
  CLOUD_SYNC_PENDING: 'busy',
  UNKNOWN: 'warn',
};

function stateMark(state: OnboardingState): { readonly tone: Tone; readonly word: string } {
  return { tone: tones[state], word: t.venue.states[state] };
}

function Link({ venue: { onboarding, timeZone } }: { readonly venue: Venue }) {
  const now = useNow();
  const { state, detail, lastHeartbeatAt, onboardedAt, firstSync } = onboarding;
  return (
    <div className="stack">
      {detail && (
        <p>
          <ServerText>{detail}</ServerText>
        </p>
      )}
      <dl className="facts">
        <dt>{t.venue.lastHeartbeat}</dt>
        <dd>
          {lastHeartbeatAt ? t.venue.ago(duration(now - Date.parse(lastHeartbeatAt))) : t.venue.noneYet}
        </dd>
        <dt>{t.venue.connectedSince}</dt>
        <dd>{onboardedAt ? moment(onboardedAt, timeZone, now) : '–'}</dd>
      </dl>
      {state !== 'CONNECTED' && state !== 'UNKNOWN' && firstSync === null && (
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
