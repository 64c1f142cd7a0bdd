import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useVenue } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useNow } from '../../data/use-page';
import { moment } from '../../format/format';
import { AcknowledgeAlertDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { ReasonForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { ServerText } from '../../ui/problem';
import type { ShownFinding } from '../../venue-state/shown-findings';

/** In milliseconds. */
const LENGTHS = { hour: 3_600_000, shift: 8 * 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
type Length = keyof typeof LENGTHS;
const UNTIL_OVER = '';

interface AcknowledgeDialogProps {
  readonly opened: boolean;
  readonly finding: ShownFinding;
  readonly onClose: () => void;
}

/** For how long, and why. Its open alerts are acknowledged together. */
export function AcknowledgeDialog({ opened, finding, onClose }: AcknowledgeDialogProps) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  const action = useAction(AcknowledgeAlertDocument);
  const [length, setLength] = useState<Length | typeof UNTIL_OVER>(UNTIL_OVER);
  const acknowledge = async (reason: string) => {
    const until = length === UNTIL_OVER ? null : new Date(Date.now() + LENGTHS[length]).toISOString();
    for (const { id, state } of finding.alerts) {
      if (state === 'OPEN' && !(await action.run({ id, reason, until }))) return false;
    }
    return true;
  };
  const lengths = (Object.keys(LENGTHS) as Length[]).map((value) => {
    const end = moment(now + LENGTHS[value], timeZone, now);
    return { value, label: t.security.forLife(t.security.lives[value], end) };
  });
  return (
    <Dialog opened={opened} onClose={onClose} title={t.venue.acknowledgeTitle}>
      <ReasonForm
        action={action}
        onSubmit={acknowledge}
        onDone={onClose}
        word={t.venue.doAcknowledge}
        leaveWord={t.ui.notNow}
        onLeave={onClose}
      >
        <ServerText line="strong">{finding.message}</ServerText>
        <p>{t.venue.acknowledgeMeans}</p>
        <NativeSelect
          label={t.security.howLong}
          value={length}
          onChange={(event) => setLength(event.currentTarget.value as Length | typeof UNTIL_OVER)}
          data={[{ value: UNTIL_OVER, label: t.venue.untilOver }, ...lengths]}
        />
      </ReasonForm>
    </Dialog>
  );
}
