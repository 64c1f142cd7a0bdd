import { lazy, Suspense } from 'react';
import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import { useNow } from '../../data/use-page';
import { date, duration, list, moment } from '../../format/format';
import {
  type ConsumerLineFragment,
  LocationsDocument,
  type StatusFindingLineFragment,
  VenueDocument,
  type VenueQuery,
} from '../../generated/graphql';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { ViewLink } from '../../ui/links';
import { Page, Panel, Waiting } from '../../ui/page';
import { Problem, ServerText } from '../../ui/problem';
import { StateMark, StateShape } from '../../ui/state-mark';
import { needsOnboarding, placeOf, severityTone } from '../../venue-state/by-code';
import { useVenueState } from '../../venue-state/use-venue-state';
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

/** What depends on the cloud link, and whether it works now. */
function Consumers({ consumers }: { readonly consumers: readonly ConsumerLineFragment[] }) {
  return (
    <Panel title={t.venue.dependsOnIt}>
      <ul className="lines marked">
        {consumers.map(({ name, available, detail }) => (
          <li key={name} className="line">
            <Availability available={available} />
            <div>
              <p className="strong">{name}</p>
              {detail && (
                <p className="soft">
                  <ServerText>{detail}</ServerText>
                </p>
              )}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Availability({ available }: { readonly available: boolean | null }) {
  if (available === null) return <StateMark tone="warn" word={t.ui.notKnown} />;
  return available ? (
    <StateMark tone="ok" word={t.venue.works} />
  ) : (
    <StateMark tone="bad" word={t.venue.off} />
  );
}

/** What the server finds of the venue, worst first, each with what to do and where. */
function Findings({ findings }: { readonly findings: readonly StatusFindingLineFragment[] }) {
  const { timeZone, viewer } = useVenue();
  if (findings.length === 0) return null;
  return (
    <Panel title={t.venue.findings}>
      <ul className="lines">
        {findings.map((finding) => {
          const { code, severity, since, message, remedy, consumers, service, operationId } = finding;
          return (
            <li key={`${code} ${service} ${operationId} ${message}`} className="finding">
              <StateShape tone={severityTone[severity]} size={16} />
              <div>
                <p className="strong">
                  <ServerText>{message}</ServerText>
                </p>
                <p>
                  <ServerText>{remedy}</ServerText>{' '}
                  <ViewLink {...placeOf(finding, viewer?.permissions ?? [])} />
                </p>
                <p className="soft">
                  {t.venue.since(moment(since, timeZone))}{' '}
                  {consumers.length > 0 && t.venue.affects(list(consumers))}
                </p>
              </div>
            </li>
          );
        })}
      </ul>
    </Panel>
  );
}
