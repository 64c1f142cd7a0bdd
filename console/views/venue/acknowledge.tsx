import { Button } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { inVenueTime, moment } from '../../format/format';
import { t } from '../../messages';
import { late, missingDialog } from '../../ui/late';
import { isAcknowledged, type ShownFinding } from '../../venue-state/shown-findings';

/** No first visit carries it. */
const AcknowledgeDialog = late(async () => (await import('./acknowledge-dialog')).AcknowledgeDialog, {
  missing: missingDialog,
});

/** Of a finding that has opened an alert: the button that acknowledges it, or who did and until when. */
export function Acknowledge({ finding }: { readonly finding: ShownFinding }) {
  const { timeZone } = useVenue();
  const [isOpen, setIsOpen] = useState(false);
  const [wasOpen, setWasOpen] = useState(false);
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
        onClick={() => {
          setIsOpen(true);
          setWasOpen(true);
        }}
      >
        {t.venue.acknowledge}
      </Button>
      {wasOpen && <AcknowledgeDialog opened={isOpen} finding={finding} onClose={() => setIsOpen(false)} />}
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
