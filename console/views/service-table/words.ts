import type { ServiceRow } from '../../data/use-services';
import { moment } from '../../format/format';
import type { ServiceHealth, ServiceOrderLineFragment, ServiceStatus } from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark, Tone } from '../../ui/state-mark';
import type { ShownState } from '../../venue-state/shown-state';

const statusTones: Readonly<Record<ServiceStatus, Tone>> = {
  RUNNING: 'ok',
  STOPPED: 'idle',
  START_PENDING: 'busy',
  STOP_PENDING: 'busy',
  PAUSED: 'warn',
  NOT_INSTALLED: 'idle',
  UNKNOWN: 'warn',
};

const healthTones: Readonly<Record<ServiceHealth, Tone>> = {
  HEALTHY: 'ok',
  DEGRADED: 'warn',
  DOWN: 'bad',
  INACTIVE: 'idle',
};

export function statusMark({ status }: ServiceRow): Mark {
  return { tone: statusTones[status], word: t.services.statuses[status] };
}

/** On its way, also in the middle of a restart. */
export function isMoving({ status, health, heldBy }: ServiceRow): boolean {
  const isHalfway = status === 'STOPPED' && health === 'DEGRADED' && heldBy !== null;
  return status === 'START_PENDING' || status === 'STOP_PENDING' || isHalfway;
}

/** The server's; while it starts or stops, that is being checked. */
export function healthMark(service: ServiceRow): Mark {
  if (isMoving(service)) return { tone: 'busy', word: t.state.checking };
  return { tone: healthTones[service.health], word: t.services.healths[service.health] };
}

/** Where a screen shows one or two of them. */
export function worstFirst(services: readonly ServiceRow[]): readonly ServiceRow[] {
  const weights: Partial<Readonly<Record<Tone, number>>> = { bad: 0, warn: 1, busy: 2 };
  const weight = (service: ServiceRow) => weights[healthMark(service).tone] ?? 3;
  return services.toSorted((one, other) => weight(one) - weight(other));
}

/** `Stopped by Morgan 12:35: Printer queue stuck.`; of one that went with another, with which. */
export function stoppedSentence(service: ServiceRow, timeZone: string): string | undefined {
  const { stoppedBy: order, displayName } = service;
  if (!order) return undefined;
  const at = moment(order.at, timeZone);
  const isItsOwn = order.title === `Stop ${displayName}`;
  const how = isItsOwn
    ? t.services.stopped(order.byName, at)
    : t.services.stoppedWith(order.title, order.byName, at);
  return withReason(how, order);
}

/** `“Resync” is under way, asked for by Morgan 01:02: Analytics are wrong.` */
export function usedBySentence({ heldBy: order }: ServiceRow, timeZone: string): string | undefined {
  if (!order) return undefined;
  const at = moment(order.at, timeZone);
  return withReason(t.services.held(order.title, order.byName, at), order);
}

function withReason(how: string, { reason }: ServiceOrderLineFragment): string {
  const why = reason === null ? '' : `: ${reason}`;
  return `${how}${why}${/[.!?]$/.test(why) ? '' : '.'}`;
}

/** What the server finds of services; where that is nothing, how the venue is. */
export function servicesSentence({ isCurrent, sentence, findings }: ShownState): string {
  const found = findings.filter(({ service }) => service !== null).map(({ message }) => message);
  return isCurrent && found.length > 0 ? found.join(' ') : sentence;
}
