/** How a service appears to a person: status, health and, where one is needed, the next action in one plain sentence. */

import { ERRORS } from '../../errors/errors.js';
import type { ActionCode } from '../types/findings.js';
import {
  consumersOf,
  SERVICE_STATES,
  type ServiceStatus,
  START_MODES,
  START_MODES_IN_WORDS,
  type StartMode,
  servedBy,
} from '../types/services.js';
import type { HostService } from '../venue/host.js';
import { venueTime } from '../venue/trading-hours.js';
import { isUp } from './memory.js';
import type { Ordered, ServiceOrder } from './orders.js';
import type { Trouble, TroubleByService } from './trouble.js';

export interface ServiceView {
  readonly key: string;
  readonly displayName: string;
  readonly installed: boolean;
  readonly status: ServiceStatus;
  readonly startMode: StartMode | undefined;
  readonly version: string | undefined;
  readonly processId: number | undefined;
  readonly startedAt: Date | undefined;
  readonly serves: readonly string[];
  /** Keys of what runs and stops with it, in the order in which it stops. */
  readonly stopsWith: readonly string[];
  readonly health: 'HEALTHY' | 'DEGRADED' | 'DOWN' | 'INACTIVE';
  readonly nextAction: string | undefined;
  /** It stopped unexpectedly again and again of late, even if it runs now. */
  readonly isUnstable: boolean;
  /** No one else may change it until this has ended. */
  readonly heldBy: ServiceOrder | undefined;
  /** Its holder does not stop it. */
  readonly isLetBe?: true;
  /** Who had it stopped, while it is so for that. */
  readonly stoppedBy: ServiceOrder | undefined;
  readonly observedAt: Date;
}

/** So young, one unexpected end is worth a word; older ones are when there are many. */
const RECENT_MS = 60 * 60_000;
const MANY = 3;

/** What else is known when a service is judged. */
export interface Surroundings {
  readonly cloudSyncLicensed: boolean;
  /** Which services ended by themselves in the last 24 hours. */
  readonly trouble: TroubleByService;
  readonly timeZone: string;
  /** What people asked of this service. */
  readonly ordered: Ordered;
}

export function viewOf(
  service: HostService,
  around: Surroundings,
  dependents: readonly HostService[],
): ServiceView {
  const { health, nextAction } = judge(service, around);
  const { heldBy, isMoved } = around.ordered;
  return {
    key: service.key,
    displayName: service.displayName,
    installed: service.installed,
    status: SERVICE_STATES[service.state],
    startMode: service.startMode && START_MODES[service.startMode],
    version: service.version,
    processId: service.processId,
    startedAt: service.startedAt,
    serves: [...new Set([service, ...dependents].flatMap(({ key }) => servedBy(key)))],
    stopsWith: dependents.filter(isUp).map(({ key }) => key),
    health,
    nextAction,
    isUnstable: isUnstable(around.trouble.get(service.key), service.observedAt),
    heldBy,
    ...(heldBy && !isMoved && { isLetBe: true as const }),
    stoppedBy: stoppedBy(service, around),
    observedAt: service.observedAt,
  };
}

/** One that ended unexpectedly since then has another reason to be stopped. */
function stoppedBy({ key, state }: HostService, around: Surroundings): ServiceOrder | undefined {
  const { stoppedBy: order, heldBy } = around.ordered;
  const endedAt = around.trouble.get(key)?.lastAt;
  const isSo = state === 'Stopped' && heldBy === undefined;
  return isSo && order && !(endedAt && endedAt > order.at) ? order : undefined;
}

/** What the venue's status says of consumers that do not work. */
export interface Impediment {
  readonly message: string;
  readonly remedy: string;
  readonly actionCode?: ActionCode | undefined;
  /** Names of those that are off, or not known, for it. */
  readonly consumers: readonly string[];
  /** Key of the one that is the cause. */
  readonly service: string | undefined;
}

/** A service whose consumers do not work is not well, however well it runs. `impediments`: worst first. */
export function impededBy(impediments: readonly Impediment[], view: ServiceView): ServiceView {
  const { key, displayName, health, nextAction } = view;
  const served = consumersOf(key);
  const found =
    impediments.find(({ service }) => service === key) ??
    impediments.find(({ consumers }) => consumers.some((name) => served.includes(name)));
  if (!found) return view;
  const { message, remedy, service, actionCode } = found;
  // One that is its own cause has its own words, unless an onboarding is what starts it.
  if (service === key) {
    const own = { ...view, nextAction: actionCode === 'FINISH_ONBOARDING' ? remedy : nextAction };
    return health === 'INACTIVE' ? { ...own, health: 'DOWN', nextAction: own.nextAction ?? remedy } : own;
  }
  if (health === 'HEALTHY') return { ...view, ...degraded(`${displayName} runs. ${message} ${remedy}`) };
  const isIdle = health === 'INACTIVE' && key === 'gateway-client' && nextAction === undefined;
  return isIdle ? { ...view, nextAction: `${message} ${remedy}` } : view;
}

type Judgement = Pick<ServiceView, 'health' | 'nextAction'>;

function judge(service: HostService, around: Surroundings): Judgement {
  const { displayName: name, key } = service;
  const automatic = service.startMode === 'Automatic' || service.startMode === 'AutomaticDelayed';
  const { heldBy, isMoved, wasDown } = around.ordered;
  const isMoving = ['Stopped', 'StartPending', 'StopPending'].includes(service.state);
  if (heldBy && isMoving && (automatic || service.state !== 'Stopped')) {
    if (isMoved) return degraded(underWay(heldBy));
    // The operation that starts it now has not taken it down.
    if (wasDown) return { ...degraded(underWay(heldBy)), ...(automatic && { health: 'DOWN' as const }) };
  }
  switch (service.state) {
    case 'Missing':
      return missing(key, around);
    case 'Running':
      return running(service, around, automatic);
    case 'StartPending':
      return degraded(
        `${name} is starting. Check again in a minute. If it is still starting, read its events.`,
      );
    case 'StopPending':
      return degraded(
        `${name} is stopping. Check again in a minute. If it is still stopping, read its events.`,
      );
    case 'Paused':
      return degraded(`${name} is paused. Restart it.`);
    case 'Unknown':
      return degraded(`Windows does not report the state of ${name}. Check it in services.msc.`);
    case 'Stopped':
      if (service.stoppedFor) {
        const { message, remedy } = suspended(service);
        return degraded(`${message} ${remedy}`);
      }
      if (service.stoppedFor === '') return { health: 'DOWN', nextAction: `${name} ${NOT_BACK}` };
      if (service.clusterResource === '')
        return {
          health: 'INACTIVE',
          nextAction: `Whether a Windows cluster manages ${name} could not be read, so it can't be started here. On the server, "venue-control doctor" names what must be readable.`,
        };
      if (service.clusterResource !== undefined)
        return {
          health: 'INACTIVE',
          nextAction: `A Windows cluster manages ${name}, possibly on another node. Check it in Failover Cluster Manager.`,
        };
      if (automatic) return down(service, around);
      return { health: 'INACTIVE', nextAction: undefined };
  }
}

const NOT_BACK =
  'did not start again after planned stops. The start is retried every two minutes. Check its start mode, and read its last event.';

/** Services Monitor would start again what others stop: only the end of their stops starts it. */
export function suspended({ displayName, stoppedFor }: HostService) {
  return {
    message: `${displayName} is stopped while stops are planned: ${stoppedFor}.`,
    remedy: ERRORS.MONITOR_SUSPENDED.remedy,
  };
}

function down(service: HostService, around: Surroundings): Judgement {
  const { key, displayName: name } = service;
  if (stoppedBy(service, around))
    return {
      health: 'DOWN',
      nextAction: 'Start it again when the work is done.',
    };
  const trouble = around.trouble.get(key);
  const what = trouble ? endedByItself(trouble, around.timeZone) : `${name} should be running.`;
  return { health: 'DOWN', nextAction: `${what} Read its last event, then start it.` };
}

function underWay({ title }: ServiceOrder): string {
  return `"${title}" is in progress. Check again when it has ended.`;
}

/** Under "services" everyone knows which one "it" is; the time is the venue's. */
function endedByItself({ times, lastAt }: Trouble, timeZone: string): string {
  const at = venueTime(lastAt, timeZone);
  if (times === 1) return `It stopped unexpectedly at ${at}.`;
  const often = times === 2 ? 'twice' : `${times} times`;
  return `It stopped unexpectedly ${often} in the last 24 hours, last at ${at}.`;
}

/** Many ends count until they are older than 24 hours, which their sentence names. */
function watchedUntil({ times, lastAt }: Trouble, timeZone: string): string {
  if (times >= MANY) return '';
  const end = venueTime(new Date(lastAt.getTime() + RECENT_MS), timeZone);
  return ` If it keeps running, this warning ends at ${end}.`;
}

function missing(key: string, { cloudSyncLicensed, ordered }: Surroundings): Judgement {
  if (key !== 'cloud-sync')
    return { health: 'DOWN', nextAction: 'It is not installed. Repair the swiftpos installation.' };
  if (!cloudSyncLicensed) return { health: 'INACTIVE', nextAction: undefined };
  const { heldBy, isMoved } = ordered;
  const nextAction =
    heldBy && isMoved ? underWay(heldBy) : 'Cloud Sync is licensed but not installed: plan an onboarding.';
  return { health: 'INACTIVE', nextAction };
}

function running(service: HostService, around: Surroundings, automatic: boolean): Judgement {
  const { key, displayName: name } = service;
  const trouble = around.trouble.get(key);
  if (trouble && isWorthAWord(trouble, service.observedAt)) {
    const { timeZone } = around;
    return degraded(`${endedByItself(trouble, timeZone)}${watchedUntil(trouble, timeZone)} Read its events.`);
  }
  if (!automatic) {
    const mode = service.startMode
      ? `is ${START_MODES_IN_WORDS[START_MODES[service.startMode]]}`
      : 'is not known';
    return degraded(
      `${name} is running, but its start mode ${mode}, so it would not start after a reboot. Set it to Automatic.`,
    );
  }
  return { health: 'HEALTHY', nextAction: undefined };
}

function isWorthAWord(trouble: Trouble, now: Date): boolean {
  return trouble.times >= MANY || isRecent(trouble, now);
}

function isUnstable(trouble: Trouble | undefined, now: Date): boolean {
  return trouble !== undefined && trouble.times >= MANY && isRecent(trouble, now);
}

function isRecent({ lastAt }: Trouble, now: Date): boolean {
  return now.getTime() - lastAt.getTime() < RECENT_MS;
}

function degraded(nextAction: string): Judgement {
  return { health: 'DEGRADED', nextAction };
}
