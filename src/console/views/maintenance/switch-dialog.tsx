import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../data/use-action';
import { SetMaintenanceDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { Dialog } from '../../ui/dialog';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';

interface SwitchDialogProps {
  /** As it is now; the dialog offers the other. */
  readonly on: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what the switch stops or resumes before it is thrown. */
export function SwitchDialog({ on, opened, onClose }: SwitchDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={on ? t.maintenance.letGoQuestion : t.maintenance.stopQuestion}
    >
      <SwitchForm on={on} onClose={onClose} />
    </Dialog>
  );
}

function SwitchForm({ on: now, onClose }: Pick<SwitchDialogProps, 'on' | 'onClose'>) {
  // What was offered, although the page may learn of another's switch meanwhile.
  const [on] = useState(now);
  const { run, running, failure } = useAction(SetMaintenanceDocument);
  const [reason, setReason] = useState('');
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (await run({ on: !on, reason: reason.trim() })) onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{on ? t.maintenance.letGoConsequence : t.maintenance.stopConsequence}</p>
      <ReasonField value={reason} onChange={setReason} data-autofocus />
      {failure && <Problem failure={failure} onRetry={() => void submit()} />}
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {on ? t.maintenance.keepStopped : t.maintenance.keepOpen}
        </Button>
        <Button
          type="submit"
          color={on ? 'petrol' : 'brick'}
          loading={running}
          disabled={reason.trim() === ''}
        >
          {on ? t.maintenance.letGo : t.maintenance.stop}
        </Button>
      </div>
    </form>
  );
}
