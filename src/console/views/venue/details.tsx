import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { date, duration, moment } from '../../format/format';
import type { LocationGroupLineFragment, VenueQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { StateMark } from '../../ui/state-mark';

interface DetailsProps {
  readonly venue: NonNullable<VenueQuery['venue']>;
  /** Undefined: not known yet. */
  readonly groups: readonly LocationGroupLineFragment[] | undefined;
}

/** What is seldom needed: the registration, the connection, and IDs for support. */
export function Details({ venue, groups }: DetailsProps) {
  return (
    <details className="panel">
      <summary>
        <h2>{t.venue.details}</h2>
      </summary>
      <div className="details">
        <section aria-label={t.venue.registration}>
          <h3>{t.venue.registration}</h3>
          <Registration venue={venue} />
        </section>
        <section aria-label={t.venue.cloud}>
          <h3>{t.venue.cloud}</h3>
          <Connection venue={venue} />
        </section>
        <CloudClientIds groups={groups ?? []} />
      </div>
    </details>
  );
}

function Registration({ venue }: Pick<DetailsProps, 'venue'>) {
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
    </dl>
  );
}

function Connection({ venue: { onboarding } }: Pick<DetailsProps, 'venue'>) {
  const { timeZone } = useVenue();
  const now = useNow();
  const { lastHeartbeatAt, onboardedAt } = onboarding;
  return (
    <dl className="facts">
      <dt>{t.venue.lastHeartbeat}</dt>
      <dd>{lastHeartbeatAt ? t.venue.ago(duration(now - Date.parse(lastHeartbeatAt))) : t.venue.noneYet}</dd>
      <dt>{t.venue.connectedSince}</dt>
      <dd>{onboardedAt ? moment(onboardedAt, timeZone, now) : '–'}</dd>
    </dl>
  );
}

function CloudClientIds({ groups }: { readonly groups: readonly LocationGroupLineFragment[] }) {
  const activated = groups
    .flatMap(({ locations }) => locations)
    .filter((each) => each.cloudClientId !== null);
  if (activated.length === 0) return null;
  return (
    <section aria-label={t.venue.cloudClientIds}>
      <h3>{t.venue.cloudClientIds}</h3>
      <dl className="facts">
        {activated.map(({ id, name, cloudClientId }) => (
          <div key={id} className="fact">
            <dt>{name}</dt>
            <dd>
              <code>{cloudClientId}</code>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
