import { Button } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { isOver } from '../../data/is-over';
import { useAction } from '../../data/use-action';
import type { Operation } from '../../data/use-operation';
import { CancelOperationDocument } from '../../generated/graphql';
import { Dialog } from '../../ui/dialog';
import { kinds } from '../../ui/operation-words';
import { Problem } from '../../ui/problem';
import { ReasonField } from '../../ui/reason-field';

/** Ends a job that runs, after saying what that leaves. */
export function CancelButton({ operation }: { readonly operation: Operation }) {
  const cancel = useAction(CancelOperationDocument);
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const word = kinds[operation.kind].name.toLowerCase();
  if (isOver(operation.state) || operation.state === 'CANCELLING') return null;
  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    if (await cancel.run({ id: operation.id, reason: reason.trim() })) setOpen(false);
  };
  return (
    <>
      <Button variant="outline" color="brick" className="brick-outline" onClick={() => setOpen(true)}>
        Cancel {word}…
      </Button>
      <Dialog opened={open} onClose={() => setOpen(false)} title={`Cancel this ${word}?`}>
        <form className="stack" onSubmit={(event) => void submit(event)}>
          <p>{kinds[operation.kind].whenCancelled}</p>
          <ReasonField value={reason} data-autofocus onChange={setReason} />
          {cancel.failure && <Problem failure={cancel.failure} onRetry={() => void submit()} />}
          <div className="buttons">
            <Button variant="default" onClick={() => setOpen(false)}>
              Keep it running
            </Button>
            <Button type="submit" color="brick" loading={cancel.running} disabled={reason.trim() === ''}>
              Cancel {word}
            </Button>
          </div>
        </form>
      </Dialog>
    </>
  );
}
