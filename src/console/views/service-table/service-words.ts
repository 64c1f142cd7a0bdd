import { isMoving, isStoppedOnPurpose } from '../../data/service-state';
import type { ServiceRow } from '../../data/use-services';
import type { ServiceHealth, ServiceOrderLineFragment, ServiceStatus } from '../../generated/graphql';
import { t } from '../../messages';
import { inSentence, list, moment } from '../../ui/format';
import type { Tone } from '../../ui/state-mark';

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

interface Mark {
  readonly tone: Tone;
  readonly word: string;
}

export function statusMark({ status }: ServiceRow): Mark {
  return { tone: statusTones[status], word: t.services.statuses[status] };
}

/** While it starts or stops, nobody can say yet how it does; what somebody had stopped is no fault. */
export function healthMark(service: ServiceRow): Mark {
  if (isMoving(service)) return { tone: 'busy', word: t.services.checking };
  if (isStoppedOnPurpose(service)) return { tone: 'warn', word: t.services.plannedStop };
  return { tone: healthTones[service.health], word: t.services.healths[service.health] };
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
export function heldSentence({ heldBy: order }: ServiceRow, timeZone: string): string | undefined {
  if (!order) return undefined;
  const at = moment(order.at, timeZone);
  return withReason(t.services.held(order.title, order.byName, at), order);
}

function withReason(how: string, { reason }: ServiceOrderLineFragment): string {
  const why = reason === null ? '' : `: ${reason}`;
  return `${how}${why}${/[.!?]$/.test(why) ? '' : '.'}`;
}

/** `Two of seven services need a look: NetPOS is down, Cloud Sync is degraded.` */
export function servicesSentence(services: readonly ServiceRow[]): string {
  const planned = services.filter(isStoppedOnPurpose);
  const moving = services.filter(isMoving);
  const bad = services.filter(
    (service) =>
      (service.health === 'DOWN' || service.health === 'DEGRADED') &&
      !planned.includes(service) &&
      !moving.includes(service),
  );
  const idle = services.filter(({ health }) => health === 'INACTIVE');
  const others = [
    ...planned.map(({ displayName, stoppedBy }) => t.state.stoppedBy(displayName, stoppedBy?.byName ?? '')),
    ...moving.map(({ displayName, heldBy }) =>
      heldBy ? t.state.underWay(heldBy.title) : t.services.onItsWay(displayName),
    ),
  ];
  if (bad.length > 0) {
    const each = bad.map((service) =>
      t.services.is(service.displayName, inSentence(healthMark(service).word)),
    );
    const first = t.services.needLook(bad.length, services.length, each.join(', '));
    return [first, ...new Set(others)].join(' ');
  }
  if (others.length > 0) return [...new Set(others), t.services.nothingElse].join(' ');
  return idle.length === 0
    ? t.services.allHealthy(services.length)
    : t.services.notInUse(list(idle.map(({ displayName }) => displayName)), idle.length);
}
