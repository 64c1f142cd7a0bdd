import { isMoving } from '../../data/service-state';
import type { ServiceRow } from '../../data/use-services';
import { t } from '../../messages/current';
import { href } from '../../ui/route';
import { ServerText } from '../../ui/server-text';
import { ViewLink } from '../../ui/view-link';
import { useVenue } from '../../venue-context';
import { isInDiagnosis } from '../../venue-state/service-findings';
import { heldSentence, stoppedSentence } from './service-words';

interface SaidProps {
  readonly service: ServiceRow;
  readonly needsLook: boolean;
}

/** Beneath its row: who holds it or had it stopped, what to do, and where. */
export function ServiceSaid({ service, needsLook }: SaidProps) {
  const { timeZone } = useVenue();
  const { heldBy, nextAction } = service;
  const stopped = stoppedSentence(service, timeZone);
  const held = heldSentence(service, timeZone);
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
        {nextAction && /onboard/i.test(nextAction) && <ViewLink view="onboarding" />}{' '}
        {needsLook && isInDiagnosis(service.key) && <ViewLink view="diagnosis" />}
      </td>
    </tr>
  );
}
