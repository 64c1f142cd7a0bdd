/**
 * The facts of a plan, read afresh, and the part of them that its fingerprint covers: no clocks, process IDs,
 * counters or heartbeats.
 */

import { AppError } from '../../errors/errors.js';
import type { Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { DatabaseOperationRow, VenueStore } from '../ports/venue-store.js';
import { ABSENT, type Fact, known, knownOf, unknown } from '../types/fact.js';
import type { FindingCode } from '../types/findings.js';
import type { Memory } from '../types/operation.js';
import { LINK_SERVICES, SERVICE_KEYS } from '../types/services.js';
import type { CloudVenue } from '../venue/cloud.js';
import type { CloudReader } from '../venue/cloud-reader.js';
import { getHostServices, getVenueHost, type HostService } from '../venue/host.js';
import { readLinkTakenBack } from '../venue/link.js';
import { EndedOnboardings, readUnfinished } from '../venue/unfinished.js';
import { fact } from './read-facts.js';
import { onlyRead, type PlanFacts, type Snapshot } from './snapshot.js';

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

/** Rejects while the registration or the state database can't be read: no plan rests on a guess of those. */
export async function readPlanFacts(from: FactSources, at: Date): Promise<PlanFacts> {
  const registration = await from.venue.registration();
  const [tradingPeriods, databaseOperations, host, hostServices, answer] = await Promise.all([
    read(from, from.venue.tradingPeriods(), 'FACT_UNKNOWN'),
    read(from, from.venue.databaseOperations(), 'FACT_UNKNOWN'),
    read(from, getVenueHost(from.scripts), 'POWERSHELL_UNAVAILABLE'),
    read(from, getHostServices(from.scripts, SERVICE_KEYS).then(byKey), 'POWERSHELL_UNAVAILABLE'),
    from.cloud.ask(registration.customerNumber),
  ]);
  const cloud = answer instanceof AppError ? unknown(answer, 'CLOUD_UNREACHABLE') : known(answer);
  const ended = new EndedOnboardings(from.state.operations);
  const heard = knownOf(cloud)?.connection;
  const [everConnected, [linkTakenBack, unfinished]] = await Promise.all([
    from.cloud.everConnected(),
    readLinkTakenBack(ended, heard).then(async (taken) => [taken, await readUnfinished(ended)] as const),
  ]);
  return onlyRead({
    at,
    registration: known(registration),
    tradingPeriods,
    databaseOperations,
    host,
    hostServices,
    cloud,
    everConnected: known(everConnected),
    linkTakenBack: known(linkTakenBack),
    unfinished: unfinished ? known(unfinished) : ABSENT,
  });
}

/** Undefined: not reported. */
export function hostService({ hostServices }: Pick<Snapshot, 'hostServices'>, key: string) {
  return knownOf(hostServices)?.get(key);
}

function byKey(services: readonly HostService[]): ReadonlyMap<string, HostService> {
  return new Map(services.map((service) => [service.key, service]));
}

export function fingerprintedFacts(facts: PlanFacts): Memory {
  const registration = facts.registration.value;
  const [host, cloud] = [knownOf(facts.host), knownOf(facts.cloud)];
  const services = LINK_SERVICES.map((key) => [`service ${key}`, inWords(hostService(facts, key))]);
  return {
    'customer number': registration.customerNumber,
    'company name': registration.companyName,
    'registration expires on': registration.expiresOn,
    licences: [...registration.licences].sort().join(', '),
    'swiftpos version': registration.swiftposVersion,
    'time zone': registration.timeZone,
    'trading hours': (knownOf(facts.tradingPeriods) ?? [])
      .map((p) => `${p.weekday} ${p.opensAt}-${p.closesAt}`)
      .sort()
      .join(', '),
    'database operation':
      knownOf(facts.databaseOperations)
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
    'gateway credential': facts.linkTakenBack.value === 'NO' ? 'as it was' : 'taken back',
    'onboarding to finish': knownOf(facts.unfinished)?.redemptionId ?? 'none',
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

async function read<T>(from: FactSources, question: Promise<T>, by: FindingCode): Promise<Fact<T>> {
  const found = await fact(question, by);
  if (found.is === 'unknown')
    from.log.warn({ reason: found.reason }, 'A fact could not be read; the plan shows UNKNOWN');
  return found;
}
