import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAction } from '../../data/use-action';
import type { ServiceRow } from '../../data/use-services';
import { t } from '../../messages';
import { Dialog } from '../../ui/dialog';
import { Problem } from '../../ui/problem';
import {
  actionOf,
  consequence,
  isGrave,
  mutationOf,
  type ServiceChange,
  titleOf,
  variablesOf,
  wayOut,
} from './commands';

interface ChangeDialogProps {
  readonly change: ServiceChange | undefined;
  readonly services: readonly ServiceRow[];
  readonly onBusy: (key: string | undefined) => void;
  readonly onClose: () => void;
}

/** Says what a change would cut before it is made, and what became of it. */
export function ChangeDialog({ change, services, onBusy, onClose }: ChangeDialogProps) {
  // Kept while the dialog goes away, so that its words don't.
  const last = useRef<ServiceChange>(undefined);
  if (change) last.current = change;
  const shown = change ?? last.current;
  return (
    <Dialog opened={change !== undefined} onClose={onClose} title={shown ? titleOf(shown) : ''}>
      {shown && (
        <ChangeForm key={keyOf(shown)} change={shown} services={services} onBusy={onBusy} onClose={onClose} />
      )}
    </Dialog>
  );
}

type FormProps = Omit<ChangeDialogProps, 'change'> & { readonly change: ServiceChange };

function ChangeForm({ change, services, onBusy, onClose }: FormProps) {
  const { run, running: busy, failure } = useAction(mutationOf(change));
  const [reason, setReason] = useState('');
  const { key } = change.service;
  useEffect(() => {
    onBusy(busy ? key : undefined);
    return () => onBusy(undefined);
  }, [busy, key, onBusy]);

  const submit = async (event?: FormEvent) => {
    event?.preventDefault();
    const answer = await run(variablesOf(change, reason));
    if (answer) onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{consequence(change, services)}</p>
      <TextInput
        label={t.ui.reason}
        description={t.services.reasonOptional}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        disabled={busy}
        data-autofocus
      />
      {failure && <Problem failure={failure} onRetry={() => void submit()} />}
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {busy ? t.services.closeGoesOn : wayOut(change)}
        </Button>
        <Button type="submit" loading={busy} color={isGrave(change) ? 'brick' : 'petrol'}>
          {actionOf(change)}
        </Button>
      </div>
    </form>
  );
}

function keyOf(change: ServiceChange): string {
  return `${change.kind} ${change.service.key} ${change.kind === 'mode' ? change.startMode : ''}`;
}
