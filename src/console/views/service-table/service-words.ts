import { isMoving, isStoppedOnPurpose } from '../../data/service-state';
import type { ServiceRow } from '../../data/use-services';
import type {
  ServiceHealth,
  ServiceOrderLineFragment,
  ServiceStatus,
  StartMode,
} from '../../generated/graphql';
import { count, list, moment } from '../../ui/format';
import type { Tone } from '../../ui/state-mark';

export const startModeWord: Readonly<Record<StartMode, string>> = {
  AUTOMATIC: 'Automatic',
  AUTOMATIC_DELAYED: 'Automatic, later',
  MANUAL: 'Manual',
  DISABLED: 'Disabled',
};

const statuses: Readonly<Record<ServiceStatus, readonly [Tone, string]>> = {
  RUNNING: ['ok', 'Running'],
  STOPPED: ['idle', 'Stopped'],
  START_PENDING: ['busy', 'Starting'],
  STOP_PENDING: ['busy', 'Stopping'],
  PAUSED: ['warn', 'Paused'],
  NOT_INSTALLED: ['idle', 'Not installed'],
  UNKNOWN: ['warn', 'Not known'],
};

const healths: Readonly<Record<ServiceHealth, readonly [Tone, string]>> = {
  HEALTHY: ['ok', 'Healthy'],
  DEGRADED: ['warn', 'Degraded'],
  DOWN: ['bad', 'Down'],
  INACTIVE: ['idle', 'Not in use'],
};

interface Mark {
  readonly tone: Tone;
  readonly word: string;
}

export function statusMark({ status }: ServiceRow): Mark {
  const [tone, word] = statuses[status];
  return { tone, word };
}

/** While it starts or stops, nobody can say yet how it does; what somebody had stopped is no fault. */
export function healthMark(service: ServiceRow): Mark {
  if (isMoving(service)) return { tone: 'busy', word: 'Checking' };
  if (isStoppedOnPurpose(service)) return { tone: 'warn', word: 'Planned stop' };
  const [tone, word] = healths[service.health];
  return { tone, word };
}

/** `Stopped by Morgan 12:35: Printer queue stuck.`; of one that went with another, with which. */
export function stoppedSentence(service: ServiceRow, timeZone: string): string | undefined {
  const { stoppedBy: order, displayName } = service;
  if (!order) return undefined;
  const how = order.title === `Stop ${displayName}` ? 'Stopped' : `Stopped with “${order.title}”`;
  return orderSentence(how, order, timeZone);
}

/** `“Resync” is under way, asked for by Morgan 01:02: Analytics are wrong.` */
export function heldSentence({ heldBy: order }: ServiceRow, timeZone: string): string | undefined {
  return order ? orderSentence(`“${order.title}” is under way, asked for`, order, timeZone) : undefined;
}

function orderSentence(how: string, order: ServiceOrderLineFragment, timeZone: string): string {
  const why = order.reason === null ? '' : `: ${order.reason}`;
  return `${how} by ${order.byName} ${moment(order.at, timeZone)}${why}${/[.!?]$/.test(why) ? '' : '.'}`;
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
    ...planned.map(({ displayName, stoppedBy }) => `${displayName} was stopped by ${stoppedBy?.byName}.`),
    ...moving.map(({ displayName, heldBy }) =>
      heldBy ? `“${heldBy.title}” is under way.` : `${displayName} is on its way.`,
    ),
  ];
  if (bad.length > 0) {
    const each = bad.map((service) => `${service.displayName} is ${healthMark(service).word.toLowerCase()}`);
    const need = bad.length === 1 ? 'needs' : 'need';
    const first = `${count(bad.length)} of ${count(services.length).toLowerCase()} services ${need} a look: ${each.join(', ')}.`;
    return [first, ...new Set(others)].join(' ');
  }
  if (others.length > 0) return [...new Set(others), 'Nothing else needs a look.'].join(' ');
  if (idle.length === 0) return `All ${count(services.length).toLowerCase()} services are healthy.`;
  const verb = idle.length === 1 ? 'is' : 'are';
  return `Nothing needs a look. ${list(idle.map(({ displayName }) => displayName))} ${verb} not in use.`;
}
