/** Whether a consumer of the cloud works now, and which finding explains it if not. */

import type { OpenSend, Snapshot } from '../facts/snapshot.js';
import type { ServiceView } from '../services/view.js';
import { knownOf } from '../types/fact.js';
import type { FindingCode } from '../types/findings.js';
import { type Consumer, consumersOf, type ServiceKey, type ServiceStatus } from '../types/services.js';
import { wholePercentOf } from '../venue/cloud.js';
import { finishable, isNever, LINK_SENTENCES, type LinkState, mayBeAnothers } from '../venue/link.js';
import { registrationState } from '../venue/registration.js';

/** A consumer of the cloud, as it is now. */
export interface ConsumerView {
  readonly name: string;
  readonly servedBy: readonly string[];
  /** Undefined: not known now. */
  readonly available: boolean | undefined;
  readonly detail: string | undefined;
}

/** With the finding that says why it does not work, or is not known. */
export interface JudgedConsumer extends ConsumerView {
  readonly by: FindingCode | undefined;
  /** Which one, where it is a finding about a service. */
  readonly service: string | undefined;
  /** Off on purpose. */
  readonly isPlanned: boolean;
}

type Word = Omit<JudgedConsumer, 'name' | 'servedBy'>;

const WORKS: Word = {
  available: true,
  detail: undefined,
  by: undefined,
  service: undefined,
  isPlanned: false,
};

export function judgeConsumer(consumer: Consumer, facts: Snapshot, link: LinkState): JudgedConsumer {
  const { name, servedBy } = consumer;
  // What is certainly off is before what is not known.
  const word =
    unlicensed(consumer, facts) ??
    unlinked(consumer, facts, link) ??
    withoutService(consumer, facts, link) ??
    unheard(facts, link) ??
    perhapsUnheard(consumer, facts, link) ??
    withoutWebServer(consumer, facts) ??
    whileSending(consumer, facts, link) ??
    unsteady(consumer, facts, link) ??
    notKnown(consumer, facts) ??
    WORKS;
  return { name, servedBy, ...word };
}

function unlicensed({ servedBy }: Consumer, { registration }: Snapshot): Word | undefined {
  if (!servedBy.includes('cloud-sync')) return undefined;
  const licences = knownOf(registration)?.licences;
  return licences && !licences.includes('CLOUD_SYNC')
    ? off('LICENCE_MISSING', 'Cloud Sync is not licensed.')
    : undefined;
}

function unlinked(consumer: Consumer, facts: Snapshot, link: LinkState): Word | undefined {
  if (isNever(link)) return off('NEVER_CONNECTED', 'This venue is not connected to the cloud yet.');
  // A silence is all that says so, and a gateway that does not run explains it.
  if (link === 'TAKEN_BACK' && silentGateway(consumer, facts)) return undefined;
  if (isAgain(link)) return off('RECONNECT_NEEDED', 'The connection to the cloud must be set up again.');
  return undefined;
}

function withoutService({ servedBy }: Consumer, facts: Snapshot, link: LinkState): Word | undefined {
  const { services } = facts;
  const down = knownOf(services)?.find(({ key, status }) => servedBy.includes(key) && status !== 'RUNNING');
  if (!down) return undefined;
  const { key: service, displayName, status, installed } = down;
  const own = findingOfService(down, facts, link);
  // Of a venue that may never have been connected, it is not known whether the service should run.
  if (!own && link === 'UNKNOWN' && !isOnboarded(facts, link)) return undefined;
  const by = own ?? (installed ? 'SERVICE_DOWN' : 'CLOUD_SYNC_MISSING');
  if (status === 'UNKNOWN') return unknown(by, `The state of ${displayName} is unknown.`, service);
  const detail = `${displayName} is ${installed ? 'not running' : 'not installed'}.`;
  return { ...off(by, detail, service), isPlanned: by === 'SERVICE_CHANGING' };
}

/** What is wrong with the service alone. */
function findingOfService(service: ServiceView, facts: Snapshot, link: LinkState): FindingCode | undefined {
  const { key, health, heldBy, isLetBe, status, installed } = service;
  if (health === 'DOWN') return 'SERVICE_DOWN';
  const isHeld = heldBy !== undefined && !isLetBe && status !== 'RUNNING';
  if (health === 'DEGRADED' && !isHeld) return service.isUnstable ? 'SERVICE_UNSTABLE' : 'SERVICE_DEGRADED';
  if (health === 'DEGRADED') return 'SERVICE_CHANGING';
  if (isLeftStopped(service, facts)) return isHeld ? 'SERVICE_CHANGING' : 'SERVICE_DOWN';
  // One that is not set to run, where the link needs it.
  const isNeeded =
    installed && health === 'INACTIVE' && consumersOf(key).length > 0 && isOnboarded(facts, link);
  if (!isNeeded || isAgain(link) || lacksLicence(key, facts)) return undefined;
  return isHeld ? 'SERVICE_CHANGING' : 'SERVICE_DOWN';
}

/** It stopped with Services Monitor, which runs again without it. */
function isLeftStopped({ key, status }: ServiceView, { host }: Snapshot): boolean {
  return status === 'STOPPED' && knownOf(host)?.notStarted.includes(key) === true;
}

const LEFT_STOPPED =
  'It stopped with Services Monitor, and its start failed afterwards. The start is retried every two minutes.';

/** Its finding, as a status says it. */
export function rawFindingOfService(service: ServiceView, facts: Snapshot, link: LinkState) {
  const { key, displayName, nextAction, heldBy } = service;
  const code = findingOfService(service, facts, link);
  const operationId = code === 'SERVICE_CHANGING' ? heldBy?.operationId : undefined;
  const finish = code === 'SERVICE_DOWN' && key === 'cloud-sync' ? toFinish(facts, link) : undefined;
  const remedy = isLeftStopped(service, facts)
    ? `${nextAction ?? 'Read its last event, then start it.'} ${LEFT_STOPPED}`
    : (nextAction ?? 'Start it, and set it to start automatically.');
  const params = { service: displayName, remedy, ...finish?.params };
  return code && { code, service: key, operationId, actionCode: finish?.actionCode, params };
}

/** What to do where an onboarding can be finished. Undefined: none can. */
export function toFinish(facts: Snapshot, link: LinkState) {
  if (!finishable(facts, link)) return undefined;
  const params = { remedy: 'Finish the onboarding. It needs no new code.' };
  return { operationId: undefined, actionCode: 'FINISH_ONBOARDING', params } as const;
}

function lacksLicence(key: string, { registration }: Snapshot): boolean {
  return key === 'cloud-sync' && knownOf(registration)?.licences.includes('CLOUD_SYNC') !== true;
}

/** While the cloud can't be read, from the state database. Unknown there: a stopped service counts as not intended. */
export function isOnboarded({ everConnected, linkTakenBack }: Snapshot, link: LinkState): boolean {
  if (link !== 'UNKNOWN') return !isNever(link);
  return knownOf(everConnected) !== false && knownOf(linkTakenBack) !== 'FIRST';
}

/** There is a link to set up again. */
export function isAgain(link: LinkState): link is keyof typeof LINK_SENTENCES {
  return Object.hasOwn(LINK_SENTENCES, link);
}

/** A gateway that does not run explains the silence on its own. */
function unheard(facts: Snapshot, link: LinkState): Word | undefined {
  return link === 'OFFLINE' && runs(facts, 'gateway-client')
    ? off('LINK_DOWN', 'The cloud receives no heartbeat from this venue.')
    : undefined;
}

/**
 * It is Gateway Client whose heartbeats tell: while it does not run, nothing says whether the cloud hears
 * Cloud Sync.
 */
function perhapsUnheard(consumer: Consumer, facts: Snapshot, link: LinkState): Word | undefined {
  const gateway = silentGateway(consumer, facts);
  if (!gateway || (link !== 'OFFLINE' && link !== 'TAKEN_BACK')) return undefined;
  const by =
    link === 'TAKEN_BACK' ? 'RECONNECT_NEEDED' : (findingOfService(gateway, facts, link) ?? 'SERVICE_DOWN');
  const detail = `Whether the cloud hears Cloud Sync is unknown while ${gateway.displayName} is not running.`;
  return unknown(by, detail, by === 'RECONNECT_NEEDED' ? undefined : gateway.key);
}

/** Gateway Client where it does not run, and the consumer does without it. */
function silentGateway({ servedBy }: Consumer, { services }: Snapshot): ServiceView | undefined {
  const gateway = knownOf(services)?.find(({ key }) => key === 'gateway-client');
  return gateway && gateway.status !== 'RUNNING' && !servedBy.includes(gateway.key) ? gateway : undefined;
}

function withoutWebServer({ servedBy }: Consumer, { host }: Snapshot): Word | undefined {
  return servedBy.includes('gateway-client') && knownOf(host)?.webServer === 'Stopped'
    ? off('WEB_SERVER_DOWN', 'The web server of SwiftAPI is stopped.')
    : undefined;
}

const SENDS_NOTHING: readonly ServiceStatus[] = ['STOPPED', 'PAUSED', 'NOT_INSTALLED'];

function whileSending({ duringSend }: Consumer, facts: Snapshot, link: LinkState): Word | undefined {
  const send = knownOf(facts.openSend);
  if (!send) return undefined;
  const by = findingOfSend(send);
  const detail = `All data is being sent: ${wholePercentOf(send.job)} %.`;
  if (duringSend === 'UNKNOWN')
    return unknown(by, `${detail} swiftpos does not state whether it works during a send.`);
  const cloudSync = knownOf(facts.services)?.find(({ key }) => key === 'cloud-sync');
  const isExpected = cloudSync?.installed || !lacksLicence('cloud-sync', facts);
  if (cloudSync && isExpected && SENDS_NOTHING.includes(cloudSync.status)) {
    // The send makes no progress then: what ends it is the service.
    const { key, displayName, installed } = cloudSync;
    const cause =
      findingOfService(cloudSync, facts, link) ?? (installed ? 'SERVICE_DOWN' : 'CLOUD_SYNC_MISSING');
    const stopped = off(
      cause,
      `${detail} ${displayName} is not ${installed ? 'running' : 'installed'}.`,
      key,
    );
    return { ...stopped, isPlanned: cause === 'SERVICE_CHANGING' };
  }
  return { ...off(by, detail), isPlanned: by === 'SEND_RUNNING' && isAtWork(send, facts) };
}

/**
 * A first sync outlasts its onboarding: where it makes no progress, no one acts. Judged by the cloud's
 * clock.
 */
export function isAtWork({ job, owner }: OpenSend, { cloud }: Snapshot): boolean {
  if (owner.is !== 'known' || job.kind !== 'FIRST') return owner.is === 'known';
  const read = knownOf(cloud);
  const now = read?.cloudTime ?? read?.observedAt;
  return !now || !job.updatedAt || now.getTime() - job.updatedAt.getTime() < NO_PROGRESS_MS;
}

const NO_PROGRESS_MS = 10 * 60_000;

export function findingOfSend({ owner }: OpenSend): FindingCode {
  if (owner.is === 'absent') return 'FULL_SEND_UNOWNED';
  return knownOf(owner)?.isWithdrawing ? 'CLEANUP_OPEN' : 'SEND_RUNNING';
}

/** One that has been running for longer is not stopping any more, however often it did before. */
const STEADY_MS = 10 * 60_000;

/** It runs at each reading, and stops between them. */
function unsteady({ servedBy }: Consumer, facts: Snapshot, link: LinkState): Word | undefined {
  const found = knownOf(facts.services)?.find(
    (service) =>
      servedBy.includes(service.key) &&
      findingOfService(service, facts, link) === 'SERVICE_UNSTABLE' &&
      facts.at.getTime() - (service.startedAt ?? facts.at).getTime() < STEADY_MS,
  );
  if (!found) return undefined;
  return unknown('SERVICE_UNSTABLE', `${found.displayName} keeps stopping unexpectedly.`, found.key);
}

function notKnown({ servedBy }: Consumer, facts: Snapshot): Word | undefined {
  const { registration, services, cloud, host, at } = facts;
  const found = knownOf(registration);
  if (found && registrationState(found.expiresOn, found.timeZone, at) === 'EXPIRED')
    return unknown('REGISTRATION_EXPIRED', 'The registration has expired: whether it works is unknown.');
  // The host has the web server of SwiftAPI.
  const throughHost = servedBy.includes('gateway-client') ? [host] : [];
  for (const fact of [services, registration, cloud, ...throughHost]) {
    if (fact.is === 'unknown') return unknown(fact.by, fact.reason);
  }
  if (host.is === 'known' && mayBeAnothers(facts))
    return unknown('FACT_UNKNOWN', 'The heartbeat may come from another server.');
  return undefined;
}

export function runs({ services }: Pick<Snapshot, 'services'>, key: ServiceKey): boolean {
  return knownOf(services)?.find((service) => service.key === key)?.status === 'RUNNING';
}

function off(by: FindingCode, detail: string, service?: string): Word {
  return { available: false, detail, by, service, isPlanned: false };
}

function unknown(by: FindingCode, detail: string, service?: string): Word {
  return { available: undefined, detail, by, service, isPlanned: false };
}
