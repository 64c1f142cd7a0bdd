/** What a service can be told: each word with its mutation, what it is called and what it would cut. A new one is an entry here. */
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import type { ServiceRow } from '../../data/use-services';
import {
  RestartServiceDocument,
  SetServiceStartModeDocument,
  type StartMode,
  StartServiceDocument,
  StopServiceDocument,
} from '../../generated/graphql';
import { list } from '../../ui/format';
import { startModeWord } from './service-words';

interface Command {
  readonly document: TypedDocumentNode<object, { key: string; reason: string | null }>;
  /** On its button, before the service's name. */
  readonly verb: string;
  /** Whether the row's menu offers it, besides what the row's own button does. */
  offered(service: ServiceRow): boolean;
  /** What trade loses, in one or two sentences; `consumers` of what it serves, undefined where that is nothing. */
  consequence(service: ServiceRow, consumers: string | undefined): string;
  /** The button that changes nothing. Default: Not now. */
  wayOut?(service: ServiceRow): string | undefined;
  /** It stays cut until somebody does something. Default: false. */
  readonly isGrave?: boolean;
}

export const COMMANDS = {
  start: {
    document: StartServiceDocument,
    verb: 'Start',
    offered: () => false,
    consequence: (_service, consumers) =>
      consumers ? `${consumers} can use it again once it runs.` : 'Nothing else depends on it.',
  },
  restart: {
    document: RestartServiceDocument,
    verb: 'Restart',
    offered: (service) => !runs(service),
    consequence: (service, consumers) =>
      consumers
        ? `${consumers} ${stop(service)} working for about half a minute.`
        : 'It is away for about half a minute. Nothing that is sold depends on it.',
    wayOut: ({ status }) => (status === 'RUNNING' ? 'Keep it running' : undefined),
  },
  stop: {
    document: StopServiceDocument,
    verb: 'Stop',
    offered: runs,
    consequence: (service, consumers) =>
      consumers
        ? `${consumers} ${stop(service)} working until ${service.displayName} is started again. Services Monitor is told, so it does not start it by itself.`
        : 'Nothing that is sold depends on it. Services Monitor is told, so it does not start it by itself.',
    wayOut: () => 'Keep it running',
    isGrave: true,
  },
} as const satisfies Readonly<Record<string, Command>>;

export type CommandName = keyof typeof COMMANDS;

export type ServiceChange =
  | { readonly kind: CommandName; readonly service: ServiceRow }
  | { readonly kind: 'mode'; readonly service: ServiceRow; readonly startMode: StartMode };

/** What the row's own button does: the likeliest. */
export function likelyCommand(service: ServiceRow): CommandName {
  return runs(service) ? 'restart' : 'start';
}

export function offeredCommands(service: ServiceRow): readonly CommandName[] {
  return (Object.keys(COMMANDS) as CommandName[]).filter((name) => COMMANDS[name].offered(service));
}

/** What an address asks for; undefined where that is nothing, or of no service. */
export function changeAsked(ask: string, service: ServiceRow | undefined): ServiceChange | undefined {
  return service && Object.hasOwn(COMMANDS, ask) ? { kind: ask as CommandName, service } : undefined;
}

export function mutationOf(change: ServiceChange): TypedDocumentNode<object, AnyVariables> {
  const document = change.kind === 'mode' ? SetServiceStartModeDocument : COMMANDS[change.kind].document;
  return document as TypedDocumentNode<object, AnyVariables>;
}

export function variablesOf(change: ServiceChange, reason: string): AnyVariables {
  const variables = { key: change.service.key, reason: reason.trim() || null };
  return change.kind === 'mode' ? { ...variables, startMode: change.startMode } : variables;
}

export function actionOf(change: ServiceChange): string {
  if (change.kind === 'mode') return `Set ${startModeWord[change.startMode]}`;
  return `${COMMANDS[change.kind].verb} ${change.service.displayName}`;
}

export function titleOf(change: ServiceChange): string {
  if (change.kind !== 'mode') return `${actionOf(change)}?`;
  return `Set start mode of ${change.service.displayName} to ${startModeWord[change.startMode]}?`;
}

export function wayOut(change: ServiceChange): string {
  if (change.kind === 'mode') return 'Keep it as it is';
  return commandOf(change.kind).wayOut?.(change.service) ?? 'Not now';
}

export function isGrave({ kind }: ServiceChange): boolean {
  return kind !== 'mode' && commandOf(kind).isGrave === true;
}

/** What trade loses, in one or two sentences, and which other services stop with it. */
export function consequence(change: ServiceChange, services: readonly ServiceRow[] = []): string {
  const { service } = change;
  if (change.kind !== 'mode') {
    const consumers = service.serves.length > 0 ? list(service.serves) : undefined;
    const lost = COMMANDS[change.kind].consequence(service, consumers);
    return [lost, alsoStopped(change.kind, service, services)].filter(Boolean).join(' ');
  }
  return change.startMode === 'DISABLED'
    ? `${service.displayName} can then not be started at all, by nobody. It is neither stopped nor started now.`
    : `It is neither stopped nor started now. ${modeMeaning(change.startMode)}`;
}

/** `Connect and NetPOS need it: they stop with it.` */
function alsoStopped(
  kind: CommandName,
  { stopsWith }: ServiceRow,
  services: readonly ServiceRow[],
): string | undefined {
  if (stopsWith.length === 0 || kind === 'start') return undefined;
  const names = stopsWith.map((key) => services.find((each) => each.key === key)?.displayName ?? key);
  const one = names.length === 1;
  const again = kind === 'restart' ? `, and ${one ? 'is' : 'are'} started again` : '';
  return `${list(names)} ${one ? 'needs it: it stops' : 'need it: they stop'} with it${again}.`;
}

function commandOf(name: CommandName): Command {
  return COMMANDS[name];
}

function runs({ status }: ServiceRow): boolean {
  return status !== 'STOPPED';
}

function stop({ serves }: ServiceRow): string {
  return serves.length === 1 ? 'stops' : 'stop';
}

function modeMeaning(mode: StartMode): string {
  if (mode === 'MANUAL') return 'After the next start of the machine it waits until somebody starts it.';
  return mode === 'AUTOMATIC_DELAYED'
    ? 'It starts a little after the machine has started.'
    : 'It starts with the machine.';
}
