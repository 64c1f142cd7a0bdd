import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isBegun, isOver } from '../../data/operations';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operations';
import { CancelOperationDocument } from '../../generated/graphql';
import { t } from '../../messages';
import { chooseNotifications, useNotificationChoice } from '../../notifications/desktop';
import { Dialog } from '../../ui/dialog';
import { ReasonField } from '../../ui/fields';
import { Problem } from '../../ui/problem';
import { cancelMeans } from './progress-words';

/** Ends a job that runs, after saying what that leaves. */
export function CancelButton({ operation }: { readonly operation: Operation }) {
  const cancel = useAction(CancelOperationDocument);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const words = t.operation.cancel[operation.kind];
  if (isOver(operation.state) || operation.state === 'CANCELLING') return null;
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (await cancel.run({ id: operation.id, reason: reason.trim() })) setOpen(false);
  };
  return (
    <>
      <Button variant="outline" color="brick" className="brick-outline" onClick={() => setOpen(true)}>
        {words}…
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={`${words}?`}>
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <p>{cancelMeans(operation)}</p>
          <ReasonField value={reason} data-autofocus onChange={setReason} />
          {cancel.failure && <Problem failure={cancel.failure} onRetry={() => void submit()} />}
          <div className="buttons">
            <Button variant="default" onClick={() => setOpen(false)}>
              {isBegun(operation) ? t.operation.keepRunning : t.operation.keepPlanned}
            </Button>
            <Button type="submit" color="brick" loading={cancel.running} disabled={reason.trim() === ''}>
              {words}
            </Button>
          </div>
        </form>
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
