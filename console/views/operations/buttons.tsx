import { Button } from '@mantine/core';
import { useState } from 'react';
import { isBegun, isOver } from '../../data/operations';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operations';
import { CancelOperationDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { chooseNotifications, useNotificationChoice } from '../../notifications/desktop';
import { ReasonForm } from '../../ui/action-form';
import { Dialog } from '../../ui/dialog';
import { cancelMeans } from './progress-words';

/** Ends a job that runs, after saying what that leaves. */
export function CancelButton({ operation }: { readonly operation: Operation }) {
  const cancel = useAction(CancelOperationDocument);
  const [open, setOpen] = useState(false);
  const words = t.operation.cancel[operation.kind];
  if (isOver(operation.state) || operation.state === 'CANCELLING') return null;
  return (
    <>
      <Button variant="outline" color="brick" className="brick-outline" onClick={() => setOpen(true)}>
        {words}…
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={`${words}?`}>
        <ReasonForm
          action={cancel}
          onSubmit={(reason) => cancel.run({ id: operation.id, reason })}
          onDone={() => setOpen(false)}
          word={words}
          color="brick"
          leaveWord={isBegun(operation) ? t.operation.keepRunning : t.operation.keepPlanned}
          onLeave={() => setOpen(false)}
        >
          <p>{cancelMeans(operation)}</p>
        </ReasonForm>
      </Dialog>
    </>
  );
}

/** Beside what takes hours: whether this computer says when it ends. By choice, and for every operation alike. */
export function NotifyMe() {
  const choice = useNotificationChoice();
  if (choice === 'impossible') return null;
  if (choice === 'refused') return <p className="soft">{t.notifications.refused}</p>;
  return (
    <Button variant="default" aria-pressed={choice === 'on'} onClick={() => void chooseNotifications()}>
      {choice === 'on' ? t.notifications.notifiesMe : t.notifications.tellMe}
    </Button>
  );
}
