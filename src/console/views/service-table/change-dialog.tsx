import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAction } from '../../data/use-action';
import type { ServiceRow } from '../../data/use-services';
import {
  RestartServiceDocument,
  SetServiceStartModeDocument,
  StartServiceDocument,
  StopServiceDocument,
} from '../../generated/graphql';
import { Dialog } from '../../ui/dialog';
import { Problem } from '../../ui/problem';
import { actionOf, consequence, type ServiceChange, titleOf, wayOut } from './change-words';

interface ChangeDialogProps {
  readonly change: ServiceChange | undefined;
  readonly services: readonly ServiceRow[];
  readonly onBusy: (key: string | undefined) => void;
  readonly onClose: () => void;
}

/** Says what a change would cut before it is made, and what became of it. */
export function ChangeDialog({ change, onBusy, onClose }: ChangeDialogProps) {
  // Kept while the dialog goes away, so that its words don't.
  const last = useRef<ServiceChange>(undefined);
  if (change) last.current = change;
  const shown = change ?? last.current;
  return (
    <Dialog opened={change !== undefined} onClose={onClose} title={shown ? titleOf(shown) : ''}>
      {shown && <ChangeForm key={keyOf(shown)} change={shown} onBusy={onBusy} onClose={onClose} />}
    </Dialog>
  );
}

type FormProps = Omit<ChangeDialogProps, 'change' | 'services'> & { readonly change: ServiceChange };

function ChangeForm({ change, onBusy, onClose }: FormProps) {
  const start = useAction(StartServiceDocument);
  const stop = useAction(StopServiceDocument);
  const restart = useAction(RestartServiceDocument);
  const setMode = useAction(SetServiceStartModeDocument);
  const [reason, setReason] = useState('');
  const actions = [start, stop, restart, setMode];
  const failure = actions.find((action) => action.failure)?.failure;
  const busy = actions.some(({ running }) => running);
  const { key } = change.service;
  useEffect(() => {
    onBusy(busy ? key : undefined);
    return () => onBusy(undefined);
  }, [busy, key, onBusy]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const variables = { key, reason: reason.trim() || null };
    const answer =
      change.kind === 'mode'
        ? await setMode.run({ ...variables, startMode: change.startMode })
        : await { start, stop, restart }[change.kind].run(variables);
    if (answer) onClose();
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p>{consequence(change)}</p>
      <TextInput
        label="Reason"
        description="Goes into the audit log. May be left out."
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        maxLength={500}
        disabled={busy}
        data-autofocus
      />
      {failure && <Problem failure={failure} />}
      <div className="buttons">
        <Button variant="default" onClick={onClose}>
          {busy ? 'Close, it goes on' : wayOut(change)}
        </Button>
        <Button type="submit" loading={busy} color={change.kind === 'stop' ? 'brick' : 'petrol'}>
          {actionOf(change)}
        </Button>
      </div>
    </form>
  );
}

function keyOf(change: ServiceChange): string {
  return `${change.kind} ${change.service.key} ${change.kind === 'mode' ? change.startMode : ''}`;
}
