import { useVenue } from '../../data/contexts';
import { useNow } from '../../data/use-page';
import { date, duration, moment } from '../../format/format';
import type { LocationGroupLineFragment, VenueQuery } from '../../generated/graphql';
import { t } from '../../messages';
import { Facts } from '../../ui/facts';
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
        <h2>{t.problem.details}</h2>
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
    <Facts
      facts={[
        [t.venue.customerNumber, venue.customerNumber],
        [t.venue.email, venue.registeredEmail],
        [
          t.venue.validThrough,
          <>
            {date(registrationExpiresOn)}{' '}
            {registrationState === 'EXPIRING' && <StateMark tone="warn" word={t.venue.expiresSoon} />}
            {registrationState === 'EXPIRED' && <StateMark tone="bad" word={t.venue.expired} />}
          </>,
        ],
        [
          t.venue.licences,
          venue.licences.map((licence) => t.venue.licenceNames[licence]).join(', ') || t.venue.none,
        ],
        [t.venue.version, venue.swiftposVersion],
        [t.venue.region, t.venue.regions[venue.region]],
      ]}
    />
  );
}

function Connection({ venue: { onboarding } }: Pick<DetailsProps, 'venue'>) {
  const { timeZone } = useVenue();
  const now = useNow();
  const { lastHeartbeatAt, onboardedAt } = onboarding;
  return (
    <Facts
      facts={[
        [
          t.venue.lastHeartbeat,
          lastHeartbeatAt ? t.venue.ago(duration(now - Date.parse(lastHeartbeatAt))) : t.venue.noneYet,
        ],
        [t.venue.connectedSince, onboardedAt ? moment(onboardedAt, timeZone, now) : '–'],
      ]}
    />
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
      <Facts
        facts={activated.map(({ id, name, cloudClientId }) => [
          name,
          <code key={id}>{cloudClientId}</code>,
          id,
        ])}
      />
    </section>
  );
}
