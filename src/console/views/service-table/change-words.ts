/** What a change of a service is called, and what it would cut. */
import type { ServiceRow } from '../../data/use-services';
import type { StartMode } from '../../generated/graphql';
import { list } from '../../ui/format';
import { startModeWord } from './service-words';

export type ServiceChange =
  | { readonly kind: 'start' | 'stop' | 'restart'; readonly service: ServiceRow }
  | { readonly kind: 'mode'; readonly service: ServiceRow; readonly startMode: StartMode };

export function actionOf(change: ServiceChange): string {
  const name = change.service.displayName;
  if (change.kind === 'mode') return `Set ${startModeWord[change.startMode]}`;
  return `${change.kind === 'start' ? 'Start' : change.kind === 'stop' ? 'Stop' : 'Restart'} ${name}`;
}

export function titleOf(change: ServiceChange): string {
  if (change.kind !== 'mode') return `${actionOf(change)}?`;
  return `Set start mode of ${change.service.displayName} to ${startModeWord[change.startMode]}?`;
}

export function wayOut(change: ServiceChange): string {
  if (change.kind === 'stop' || (change.kind === 'restart' && change.service.status === 'RUNNING'))
    return 'Keep it running';
  return change.kind === 'mode' ? 'Keep it as it is' : 'Not now';
}

/** What trade loses, in one or two sentences. */
export function consequence(change: ServiceChange): string {
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
