/** Commands for a service: each word with its mutation, when it is offered and what it would cut. A new one is an entry here. */
import type { AnyVariables, TypedDocumentNode } from '@urql/core';
import type { ServiceRow } from '../../data/use-services';
import { list } from '../../format/format';
import {
  RestartServiceDocument,
  SetServiceStartModeDocument,
  type StartMode,
  StartServiceDocument,
  StopServiceDocument,
} from '../../generated/graphql';
import { t } from '../../messages';

interface Command {
  readonly document: TypedDocumentNode<object, { key: string; reason: string | null }>;
  /** Whether the row's menu offers it, besides what the row's own button does. */
  offered(service: ServiceRow): boolean;
  /** What trade loses, in one or two sentences; `consumers` of what it serves, undefined where that is nothing. */
  consequence(service: ServiceRow, consumers: string | undefined): string;
  /** The button that changes nothing. Default: Not now. */
  wayOut?(service: ServiceRow): string | undefined;
  /** It stays cut until someone does something. Default: false. */
  readonly isGrave?: boolean;
}

export const COMMANDS = {
  start: {
    document: StartServiceDocument,
    offered: () => false,
    consequence: (_service, consumers) =>
      consumers ? t.services.usableAgain(consumers) : t.services.nothingDepends,
  },
  restart: {
    document: RestartServiceDocument,
    offered: (service) => !runs(service),
    consequence: (service, consumers) =>
      consumers ? t.services.restartCuts(consumers, service.serves.length) : t.services.restartCutsNothing,
    wayOut: ({ status }) => (status === 'RUNNING' ? t.operation.keepRunning : undefined),
  },
  stop: {
    document: StopServiceDocument,
    offered: runs,
    consequence: (service, consumers) =>
      consumers
        ? t.services.stopCuts(consumers, service.serves.length, service.displayName)
        : t.services.stopCutsNothing,
    wayOut: () => t.operation.keepRunning,
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

/** With a key of its own, so that it can be sent until it is answered: pressed again, it is another. */
export function variablesOf(change: ServiceChange, reason: string): AnyVariables {
  const { key } = change.service;
  const variables = { key, reason: reason.trim() || null, idempotencyKey: crypto.randomUUID() };
  return change.kind === 'mode' ? { ...variables, startMode: change.startMode } : variables;
}

export function actionOf(change: ServiceChange): string {
  if (change.kind === 'mode') return t.services.setMode(t.services.startModes[change.startMode]);
  return t.services[change.kind](change.service.displayName);
}

export function titleOf(change: ServiceChange): string {
  if (change.kind !== 'mode') return `${actionOf(change)}?`;
  return t.services.setModeTitle(change.service.displayName, t.services.startModes[change.startMode]);
}

export function wayOut(change: ServiceChange): string {
  if (change.kind === 'mode') return t.security.leave;
  return commandOf(change.kind).wayOut?.(change.service) ?? t.ui.notNow;
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
    ? t.services.modeDisabled(service.displayName)
    : t.services.modeChanges[change.startMode];
}

/** `Connect and NetPOS need it: they stop with it.` */
function alsoStopped(
  kind: CommandName,
  { stopsWith }: ServiceRow,
  services: readonly ServiceRow[],
): string | undefined {
  if (stopsWith.length === 0 || kind === 'start') return undefined;
  const names = stopsWith.map((key) => services.find((each) => each.key === key)?.displayName ?? key);
  const { restartsWith, stopsWith: stops } = t.services;
  return (kind === 'restart' ? restartsWith : stops)(list(names), names.length);
}

function commandOf(name: CommandName): Command {
  return COMMANDS[name];
}

function runs({ status }: ServiceRow): boolean {
  return status !== 'STOPPED';
}
