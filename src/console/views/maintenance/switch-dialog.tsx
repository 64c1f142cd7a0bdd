import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useAction } from '../../data/use-action';
import { SetMaintenanceDocument } from '../../generated/graphql';
import { Dialog } from '../../ui/dialog';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';

interface SwitchDialogProps {
  /** As it is now; the dialog offers the other. */
  readonly on: boolean;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Says what the switch stops, or lets go, before it is thrown. */
export function SwitchDialog({ on, opened, onClose }: SwitchDialogProps) {
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={on ? 'Let operations begin again?' : 'Stop everything new?'}
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
      <p>
        {on
          ? 'Operations may begin from then on, and those that were to start meanwhile start now, or say why they no longer can.'
          : 'Nothing new begins until somebody lets it. Everybody who tries reads your name and your reason.'}
      </p>
      <ReasonField value={reason} onChange={setReason} data-autofocus />
      {failure && <Problem failure={failure} onRetry={() => void submit()} />}
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {on ? 'Keep it stopped' : 'Keep it open'}
        </Button>
        <Button
          type="submit"
          color={on ? 'petrol' : 'brick'}
          loading={running}
          disabled={reason.trim() === ''}
        >
          {on ? 'Let operations begin again' : 'Stop everything new'}
        </Button>
      </div>
    </form>
  );
}
