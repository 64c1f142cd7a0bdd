import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { inVenueTime, moment } from '../../format/format';
import { t } from '../../messages';
import { isAcknowledged, type ShownFinding } from '../../venue-state/shown-findings';

/** No first visit carries it. */
const AcknowledgeDialog = lazy(async () => ({
  default: (await import('./acknowledge-dialog')).AcknowledgeDialog,
}));

/** Of a finding that has opened an alert: the button that acknowledges it, or who did and until when. */
export function Acknowledge({ finding }: { readonly finding: ShownFinding }) {
  const { timeZone } = useVenue();
  const [isOpen, setIsOpen] = useState(false);
  const { alerts, message } = finding;
  const [first] = alerts;
  if (!first) return null;
  if (isAcknowledged(finding)) return <p className="soft">{acknowledgedWords(first, timeZone)}</p>;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={t.venue.acknowledgeOne(inVenueTime(message, timeZone))}
        onClick={() => setIsOpen(true)}
      >
        {t.venue.acknowledge}
      </Button>
      <Suspense>
        {isOpen && <AcknowledgeDialog finding={finding} onClose={() => setIsOpen(false)} />}
      </Suspense>
    </>
  );
}

function acknowledgedWords(
  { acknowledgedByName, acknowledgedUntil, acknowledgedReason }: ShownFinding['alerts'][number],
  timeZone: string,
): string {
  const clerk = acknowledgedByName ?? t.ui.notKnown;
  const said = acknowledgedUntil
    ? t.venue.acknowledgedByUntil(clerk, moment(acknowledgedUntil, timeZone))
    : t.venue.acknowledgedBy(clerk);
  return acknowledgedReason ? `${said} ${t.operation.quoted(acknowledgedReason)}` : said;
}
