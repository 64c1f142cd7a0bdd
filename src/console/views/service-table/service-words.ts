import type { ServiceRow } from '../../data/use-services';
import type { ServiceHealth, ServiceStatus, StartMode } from '../../generated/graphql';
import { count, list } from '../../ui/format';
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

export function statusMark({ status }: ServiceRow): { readonly tone: Tone; readonly word: string } {
  const [tone, word] = statuses[status];
  return { tone, word };
}

/** While it starts or stops, nobody can say yet how it does. */
export function healthMark({ health, status }: ServiceRow): { readonly tone: Tone; readonly word: string } {
  if (status === 'START_PENDING' || status === 'STOP_PENDING') return { tone: 'busy', word: 'Checking' };
  const [tone, word] = healths[health];
  return { tone, word };
}

/** `Two of seven services need a look: NetPOS is down, Cloud Sync is degraded.` */
export function servicesSentence(services: readonly ServiceRow[]): string {
  const bad = services.filter(({ health }) => health === 'DOWN' || health === 'DEGRADED');
  const idle = services.filter(({ health }) => health === 'INACTIVE');
  if (bad.length > 0) {
    const each = bad.map((service) => `${service.displayName} is ${healthMark(service).word.toLowerCase()}`);
    const need = bad.length === 1 ? 'needs' : 'need';
    return `${count(bad.length)} of ${count(services.length).toLowerCase()} services ${need} a look: ${each.join(', ')}.`;
  }
  if (idle.length === 0) return `All ${count(services.length).toLowerCase()} services are healthy.`;
  const verb = idle.length === 1 ? 'is' : 'are';
  return `Nothing needs a look. ${list(idle.map(({ displayName }) => displayName))} ${verb} not in use.`;
}
