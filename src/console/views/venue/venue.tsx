import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import {
  LocationsDocument,
  type OnboardingState,
  VenueDocument,
  type VenueQuery,
} from '../../generated/graphql';
import { date, duration, moment } from '../../ui/format';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem } from '../../ui/problem';
import { href } from '../../ui/route';
import { StateMark, type Tone } from '../../ui/state-mark';
import { useNow } from '../../ui/use-now';
import { useVenueState } from '../../venue-state/use-venue-state';
import { Consumers } from './consumers';
import { Headline, OtherFindings } from './findings';
import { FirstSync } from './first-sync';
import { Locations } from './locations';
import { syncShare } from './venue-words';

type Venue = NonNullable<VenueQuery['venue']>;

/** How often the venue is looked at while it is shown, in milliseconds: its heartbeat and first sync move by themselves. */
const LOOK = 4_000;

/** Who we are, and whether we are online. */
export function VenueView() {
  const { data, error } = useLiveQuery(VenueDocument, {}, LOOK);
  const { state } = useVenueState();
  const venue = data?.venue;
  const failure = failureOf(error, 'venue');
  if (!venue) return <Waiting title="Venue" failure={failure} />;
  return (
    <Page title={venue.companyName} sentence={<Headline state={state} />}>
      {failure && <Problem failure={failure} />}
      <OtherFindings findings={state.findings} />
      {venue.onboarding.state === 'CLOUD_SYNC_PENDING' && <FirstSync />}
      <div className="columns">
        <Panel title="swiftpos Cloud" aside={<StateMark {...stateMark(venue.onboarding.state)} />}>
          <Link venue={venue} />
        </Panel>
        <Consumers consumers={venue.consumers} />
        <Panel title="Registration">
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
    <Panel title="Locations">
      {failure ? <Problem failure={failure} /> : <p className="soft">Looking.</p>}
    </Panel>
  );
}

const states: Readonly<Record<OnboardingState, readonly [Tone, string]>> = {
  NEVER_CONNECTED: ['idle', 'Never connected'],
  CONNECTED: ['ok', 'Connected'],
  RECONNECT_NEEDED: ['bad', 'Connect again'],
  CLOUD_SYNC_PENDING: ['busy', 'First sync'],
  UNKNOWN: ['warn', 'Not known'],
};

function stateMark(state: OnboardingState): { readonly tone: Tone; readonly word: string } {
  const [tone, word] = states[state];
  return { tone, word };
}

function Link({ venue: { onboarding, timeZone } }: { readonly venue: Venue }) {
  const now = useNow();
  const { state, detail, lastHeartbeatAt, onboardedAt } = onboarding;
  const share = syncShare(detail);
  return (
    <div className="stack">
      {detail && <p>{detail}</p>}
      <dl className="facts">
        <dt>Last heartbeat</dt>
        <dd>{lastHeartbeatAt ? `${duration(now - Date.parse(lastHeartbeatAt))} ago` : 'None yet'}</dd>
        <dt>Connected since</dt>
        <dd>{onboardedAt ? moment(onboardedAt, timeZone, now) : '–'}</dd>
      </dl>
      {state !== 'CONNECTED' && state !== 'UNKNOWN' && share === undefined && (
        <p>
          <a href={href('onboarding')}>Open onboarding</a>
        </p>
      )}
    </div>
  );
}

const licenceWord = { CLOUD_SYNC: 'Cloud Sync', WEB_API: 'Web API', MAINTENANCE: 'Maintenance' };
const regionWord = { AU: 'Australia', UK: 'United Kingdom', EU: 'European Union' };

function Registration({ venue }: { readonly venue: Venue }) {
  const { registrationState, registrationExpiresOn } = venue;
  return (
    <dl className="facts">
      <dt>Customer number</dt>
      <dd>{venue.customerNumber}</dd>
      <dt>E-mail</dt>
      <dd>{venue.registeredEmail}</dd>
      <dt>Valid through</dt>
      <dd>
        {date(registrationExpiresOn)}{' '}
        {registrationState === 'EXPIRING' && <StateMark tone="warn" word="Expires soon" />}
        {registrationState === 'EXPIRED' && <StateMark tone="bad" word="Expired" />}
      </dd>
      <dt>Licences</dt>
      <dd>{venue.licences.map((licence) => licenceWord[licence]).join(', ') || 'None'}</dd>
      <dt>swiftpos</dt>
      <dd>{venue.swiftposVersion}</dd>
      <dt>Region</dt>
      <dd>{regionWord[venue.region]}</dd>
      <dt>Time zone</dt>
      <dd>{venue.timeZone}</dd>
    </dl>
  );
}
