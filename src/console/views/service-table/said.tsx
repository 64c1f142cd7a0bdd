import { useVenue } from '../../data/contexts';
import type { ServiceRow } from '../../data/use-services';
import { t } from '../../messages';
import { href } from '../../navigation/route';
import { ViewLink } from '../../ui/links';
import { ServerText } from '../../ui/problem';
import { needsOnboarding } from '../../venue-state/by-code';
import { useVenueState } from '../../venue-state/use-venue-state';
import { isMoving, stoppedSentence, usedBySentence } from './words';

interface SaidProps {
  readonly service: ServiceRow;
  readonly needsLook: boolean;
}

/** A diagnosis is about these. */
const ofLink: readonly string[] = ['gateway-client', 'cloud-sync'];

/** Beneath its row: who holds it or had it stopped, what to do, and where. */
export function ServiceSaid({ service, needsLook }: SaidProps) {
  const { timeZone } = useVenue();
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
            {held} <a href={href('operations', heldBy.operationId)}>{t.services.lookAtIt}</a>{' '}
          </>
        )}
        {!(held && isMoving(service)) && <ServerText>{nextAction}</ServerText>}{' '}
        {nextAction && isOfLink && needsOnboarding(state.findings) && <ViewLink view="onboarding" />}{' '}
        {needsLook && isOfLink && <ViewLink view="diagnosis" />}
      </td>
    </tr>
  );
}
