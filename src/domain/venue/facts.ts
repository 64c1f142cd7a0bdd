/**
 * The facts of a plan or a diagnosis, gathered afresh; what can't be read is undefined, never guessed. (Why it is: status/facts.ts.)
 * `fingerprintedFacts` is the part that a plan's fingerprint covers: no clocks, process ids, counters or heartbeats.
 */

import { AppError } from '../../errors/errors.js';
import type { Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type {
  DatabaseOperationRow,
  Registration,
  TradingPeriodRow,
  VenueStore,
} from '../ports/venue-store.js';
import type { Memory } from '../types/operation.js';
import { LINK_SERVICES, SERVICE_KEYS } from '../types/services.js';
import type { CloudVenue } from './cloud.js';
import type { CloudReader } from './cloud-reader.js';
import { getHostServices, getVenueHost, type HostService, type VenueHost } from './host.js';
import { type LinkTakenBack, readLinkTakenBack } from './link.js';
import { EndedOnboardings, readUnfinished, type Unfinished } from './unfinished.js';

export interface VenueFacts {
  readonly registration: Registration;
  readonly tradingPeriods: readonly TradingPeriodRow[];
  /** Undefined: the database would not say. */
  readonly databaseOperations: readonly DatabaseOperationRow[] | undefined;
  readonly host: VenueHost | undefined;
  readonly services: ReadonlyMap<string, HostService>;
  readonly cloud: CloudVenue | undefined;
  /** Why `cloud` is undefined. */
  readonly cloudFailure: AppError | undefined;
  /** Whether the cloud has ever reported a heartbeat; remembered for the time when it can't be asked. */
  readonly everConnected: boolean;
  readonly linkTakenBack: LinkTakenBack;
  /** The onboarding that can be finished without a code. */
  readonly unfinished: Unfinished | undefined;
  readonly at: Date;
}

/** A log backup is short and frequent, and holds nothing up. */
export function holdsUp({ name }: DatabaseOperationRow): boolean {
  return name !== 'Log backup';
}

export interface FactSources {
  readonly venue: VenueStore;
  readonly scripts: ScriptRunner;
  readonly cloud: CloudReader;
  readonly state: Pick<StateDatabase, 'operations'>;
  readonly log: Log;
}

export async function gatherFacts(from: FactSources, at: Date): Promise<VenueFacts> {
  const registration = await from.venue.registration();
  const [tradingPeriods, databaseOperations, host, services, cloud] = await Promise.all([
    from.venue.tradingPeriods(),
    unlessItFails(from, from.venue.databaseOperations()),
    unlessItFails(from, getVenueHost(from.scripts)),
    unlessItFails(from, getHostServices(from.scripts, SERVICE_KEYS)),
    from.cloud.ask(registration.customerNumber),
  ]);
  const heardAt = cloud instanceof AppError ? undefined : cloud.connection.lastHeartbeatAt;
  const ended = new EndedOnboardings(from.state.operations);
  const [everConnected, [linkTakenBack, unfinished]] = await Promise.all([
    from.cloud.everConnected(),
    readLinkTakenBack(ended, heardAt).then(async (taken) => [taken, await readUnfinished(ended)] as const),
  ]);
  return {
    registration,
    tradingPeriods,
    databaseOperations,
    host,
    services: new Map((services ?? []).map((service) => [service.key, service])),
    cloud: cloud instanceof AppError ? undefined : cloud,
    cloudFailure: cloud instanceof AppError ? cloud : undefined,
    everConnected,
    linkTakenBack,
    unfinished,
    at,
  };
}

export function fingerprintedFacts(facts: VenueFacts): Memory {
  const { registration, host, cloud } = facts;
  const services = LINK_SERVICES.map((key) => [`service ${key}`, inWords(facts.services.get(key))]);
  return {
    'customer number': registration.customerNumber,
    'company name': registration.companyName,
    'registration expires on': registration.expiresOn,
    licences: [...registration.licences].sort().join(', '),
    'swiftpos version': registration.swiftposVersion,
    'time zone': registration.timeZone,
    'trading hours': facts.tradingPeriods
      .map((p) => `${p.weekday} ${p.opensAt}-${p.closesAt}`)
      .sort()
      .join(', '),
    'database operation':
      facts.databaseOperations
        ?.filter(holdsUp)
        .map((operation) => operation.name)
        .sort()
        .join(', ') ?? 'unknown',
    elevated: host?.elevated ?? 'unknown',
    machine: host?.machineId ?? 'unknown',
    'daily restart': host?.dailyRestartAt ?? 'unknown',
    'cloud reachable': cloud !== undefined,
    'cloud connected to': cloud ? (cloud.connection.machineId ?? 'no machine') : 'unknown',
    'cloud knows version': cloud ? (cloud.connection.swiftposVersion ?? 'none') : 'unknown',
    'ever connected': cloud ? cloud.connection.firstHeartbeatAt !== undefined : 'unknown',
    'other servers': cloud ? [...cloud.connection.otherServers].sort().join(', ') : 'unknown',
    'gateway credential': facts.linkTakenBack === 'NO' ? 'as it was' : 'taken back',
    'onboarding to finish': facts.unfinished?.redemptionId ?? 'none',
    'first sync': cloud ? firstSyncState(cloud) : 'unknown',
    ...Object.fromEntries(services),
  };
}

function inWords(service: HostService | undefined): string {
  if (!service) return 'unknown';
  if (!service.installed) return 'not installed';
  return `${service.state === 'Stopped' ? 'stopped' : 'running'}, ${service.startMode ?? 'no start mode'}`;
}

/** What moved between two sets of facts, for PLAN_CHANGED. */
export function changesBetween(
  planned: Memory,
  now: Memory,
): { fact: string; planned: string; now: string }[] {
  return [...new Set([...Object.keys(planned), ...Object.keys(now)])]
    .filter((fact) => planned[fact] !== now[fact])
    .map((fact) => ({ fact, planned: String(planned[fact] ?? 'none'), now: String(now[fact] ?? 'none') }));
}

/** none, running or done: which of the three decides whether another first sync follows. */
export function firstSyncState(cloud: CloudVenue): 'none' | 'running' | 'done' {
  if (cloud.sync.lastCompletedAt) return 'done';
  const job = cloud.sync.job;
  return job?.kind === 'FIRST' && (job.state === 'RUNNING' || job.state === 'EXPECTED') ? 'running' : 'none';
}

async function unlessItFails<T>(from: FactSources, question: Promise<T>): Promise<T | undefined> {
  try {
    return await question;
  } catch (error) {
    from.log.warn({ err: error }, 'A fact could not be read; the plan shows UNKNOWN');
    return undefined;
  }
}
