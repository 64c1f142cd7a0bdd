import { useVenue } from '../../data/contexts';
import { failureOf } from '../../data/failure';
import { useLiveQuery } from '../../data/use-live-query';
import type { ServiceRow } from '../../data/use-services';
import { moment } from '../../format/format';
import { EventLogDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { missingFor } from '../../navigation/may-open';
import { href, withFilters } from '../../navigation/route';
import { ViewLink } from '../../ui/links';
import { Hindrance, Problem, ServerText, useHindrance } from '../../ui/problem';
import { StateMark } from '../../ui/state-mark';
import { needsOnboarding } from '../../venue-state/by-code';
import { useVenueState } from '../../venue-state/use-venue-state';
import { levelMark, lookEvery } from '../event-log/words';
import { isMoving, stoppedSentence, usedBySentence } from './words';

interface SaidProps {
  readonly service: ServiceRow;
  readonly needsLook: boolean;
}

/** A diagnosis is about these. */
const ofLink: readonly string[] = ['gateway-client', 'cloud-sync'];

/** Beneath its row: who holds it or had it stopped, what to do, and where. */
export function ServiceSaid({ service, needsLook }: SaidProps) {
  const around = useVenue();
  const { timeZone } = around;
  const { heldBy, nextAction } = service;
  const { state } = useVenueState();
  const isOfLink = ofLink.includes(service.key);
  const stopped = stoppedSentence(service, timeZone);
  const held = usedBySentence(service, timeZone);
  if (!stopped && !held && !nextAction) return null;
  return (
    <tr className="next-action">
      <td colSpan={6}>
        {stopped && <strong>{stopped} </strong>}
        {held && heldBy && (
          <>
            {held} <a href={href('operations', heldBy.operationId)}>{t.ui.open}</a>{' '}
          </>
        )}
        {!(held && isMoving(service)) && <ServerText>{nextAction}</ServerText>}{' '}
        {nextAction && isOfLink && needsOnboarding(state.findings) && <ViewLink view="onboarding" />}{' '}
        {needsLook && isOfLink && <ViewLink view="diagnosis" />}{' '}
        {needsLook && missingFor('event-log', around) === undefined && (
          <a href={withFilters(href('event-log'), { text: service.displayName })}>{t.services.readEvents}</a>
        )}
      </td>
    </tr>
  );
}

const SHOWN = 5;

/** What the event log said last of a service, beneath its row. */
export function LastEvents({ service }: { readonly service: ServiceRow }) {
  const why = useHindrance('EVENT_LOGS_VIEW');
  return why === undefined ? <Lines name={service.displayName} /> : <Hindrance why={why} />;
}

function Lines({ name }: { readonly name: string }) {
  const { timeZone } = useVenue();
  const variables = { first: SHOWN, text: name };
  const { data, error } = useLiveQuery(EventLogDocument, variables, lookEvery(name));
  const failure = failureOf(error, 'eventLog');
  if (!data?.eventLog) return failure ? <Problem failure={failure} /> : <p role="status">{t.ui.looking}</p>;
  const rows = data.eventLog.edges.map(({ node }) => node);
  return (
    <>
      {rows.length === 0 && <p className="soft">{t.services.nothingSaid}</p>}
      <ul className="last-events" aria-label={t.services.lastEventsOf(name)}>
        {rows.map(({ at, level, eventId, message }) => (
          <li key={`${at} ${eventId} ${message}`}>
            <time className="soft nowrap" dateTime={at}>
              {moment(at, timeZone, Date.now(), true)}
            </time>
            <StateMark {...levelMark(level)} plain />
            <span>
              <ServerText>{message}</ServerText>
            </span>
          </li>
        ))}
      </ul>
      <a href={withFilters(href('event-log'), { text: name })}>{t.ui.links['event-log']}</a>
    </>
  );
}
