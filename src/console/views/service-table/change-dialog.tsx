import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useAction } from '../../data/use-action';
import type { ServiceRow } from '../../data/use-services';
import {
  RestartServiceDocument,
  SetServiceStartModeDocument,
  type StartMode,
  StartServiceDocument,
  StopServiceDocument,
} from '../../generated/graphql';
import { Dialog } from '../../ui/dialog';
import { list } from '../../ui/format';
import { Problem } from '../../ui/problem';
import { startModeWord } from './service-words';

export type ServiceChange =
  | { readonly kind: 'start' | 'stop' | 'restart'; readonly service: ServiceRow }
  | { readonly kind: 'mode'; readonly service: ServiceRow; readonly startMode: StartMode };

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

function actionOf(change: ServiceChange): string {
  const name = change.service.displayName;
  if (change.kind === 'mode') return `Set ${startModeWord[change.startMode]}`;
  return `${change.kind === 'start' ? 'Start' : change.kind === 'stop' ? 'Stop' : 'Restart'} ${name}`;
}

function titleOf(change: ServiceChange): string {
  if (change.kind !== 'mode') return `${actionOf(change)}?`;
  return `Set start mode of ${change.service.displayName} to ${startModeWord[change.startMode]}?`;
}

function wayOut(change: ServiceChange): string {
  if (change.kind === 'stop' || (change.kind === 'restart' && change.service.status === 'RUNNING'))
    return 'Keep it running';
  return change.kind === 'mode' ? 'Keep it as it is' : 'Not now';
}

/** What trade loses, in one or two sentences. */
function consequence(change: ServiceChange): string {
  const { displayName: name, serves } = change.service;
  const consumers = serves.length > 0 ? list(serves) : undefined;
  const verb = serves.length === 1 ? 'stops' : 'stop';
  switch (change.kind) {
    case 'start':
      return consumers ? `${consumers} can use it again once it runs.` : 'Nothing else depends on it.';
    case 'stop':
      return consumers
        ? `${consumers} ${verb} working until ${name} is started again. Services Monitor is told, so it does not start it by itself.`
        : 'Nothing that is sold depends on it. Services Monitor is told, so it does not start it by itself.';
    case 'restart':
      return consumers
        ? `${consumers} ${verb} working for about half a minute.`
        : 'It is away for about half a minute. Nothing that is sold depends on it.';
    case 'mode':
      return change.startMode === 'DISABLED'
        ? `${name} can then not be started at all, by nobody. It is neither stopped nor started now.`
        : `It is neither stopped nor started now. ${modeMeaning(change.startMode)}`;
  }
}

function modeMeaning(mode: StartMode): string {
  if (mode === 'MANUAL') return 'After the next start of the machine it waits until somebody starts it.';
  return mode === 'AUTOMATIC_DELAYED'
    ? 'It starts a little after the machine has started.'
    : 'It starts with the machine.';
}
