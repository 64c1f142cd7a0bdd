import { Button, NativeSelect } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useVenue } from '../../data/contexts';
import { useAction } from '../../data/use-action';
import { useNow } from '../../data/use-page';
import { moment } from '../../format/format';
import { AcknowledgeAlertDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Dialog } from '../../ui/dialog';
import { ReasonField } from '../../ui/fields';
import { Chevron } from '../../ui/icons';
import { Problem, ServerText } from '../../ui/problem';
import type { ShownFinding } from '../../venue-state/shown-findings';

/** In milliseconds. */
const LENGTHS = { hour: 3_600_000, shift: 8 * 3_600_000, day: 86_400_000, week: 7 * 86_400_000 };
type Length = keyof typeof LENGTHS;
const UNTIL_OVER = '';

interface AcknowledgeDialogProps {
  readonly finding: ShownFinding;
  readonly onClose: () => void;
}

/** For how long, and why. Its open alerts are acknowledged together. */
export function AcknowledgeDialog({ finding, onClose }: AcknowledgeDialogProps) {
  const { timeZone } = useVenue();
  const now = useNow(30_000);
  const { run, running, failure } = useAction(AcknowledgeAlertDocument);
  const [reason, setReason] = useState('');
  const [length, setLength] = useState<Length | typeof UNTIL_OVER>(UNTIL_OVER);
  const isEmpty = reason.trim() === '';
  const acknowledge = async () => {
    const until = length === UNTIL_OVER ? null : new Date(Date.now() + LENGTHS[length]).toISOString();
    for (const { id, state } of finding.alerts) {
      if (state === 'OPEN' && !(await run({ id, reason: reason.trim(), until }))) return;
    }
    onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isEmpty) void acknowledge();
  };
  const lengths = (Object.keys(LENGTHS) as Length[]).map((value) => {
    const end = moment(now + LENGTHS[value], timeZone, now);
    return { value, label: t.security.forLife(t.security.lives[value], end) };
  });
  return (
    <Dialog opened onClose={onClose} title={t.venue.acknowledgeTitle}>
      <form className="stack" onSubmit={submit}>
        <p className="strong">
          <ServerText>{finding.message}</ServerText>
        </p>
        <p>{t.venue.acknowledgeMeans}</p>
        <NativeSelect
          label={t.venue.howLong}
          rightSection={<Chevron />}
          value={length}
          onChange={(event) => setLength(event.currentTarget.value as Length | typeof UNTIL_OVER)}
          data={[{ value: UNTIL_OVER, label: t.venue.untilOver }, ...lengths]}
        />
        <ReasonField value={reason} onChange={setReason} data-autofocus />
        {failure && <Problem failure={failure} onRetry={() => void acknowledge()} />}
        <div className="buttons">
          <Button variant="default" onClick={onClose}>
            {t.venue.notNow}
          </Button>
          <Button type="submit" loading={running} disabled={isEmpty}>
            {t.venue.doAcknowledge}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
