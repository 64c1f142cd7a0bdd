/**
 * Decides which causes of a sync problem are proven: judges the venue's status by the fresh facts of a plan or a diagnosis, and maps its
 * findings to causes.
 */
import { AppError } from '../../errors/errors.js';
import type { VenueServices } from '../services/services.js';
import type { JudgedVenue } from '../venue/diagnosis.js';
import { holdsUp } from '../venue/facts.js';
import type { ProvableCause } from '../venue/sync-causes.js';
import type { SyncFacts } from '../venue/sync-evidence.js';
import { type Fact, known, onlyRead, type StatusFacts } from './facts.js';
import type { FindingCode } from './finding-table.js';
import { judgeStatus, type StatusFinding } from './judge-status.js';
import { fact, readSend, type SendReaders, unknown } from './read-facts.js';

const CAUSE_OF: Readonly<Partial<Record<FindingCode, ProvableCause>>> = {
  REGISTRATION_EXPIRED: 'REGISTRATION_EXPIRED',
  LICENCE_MISSING: 'LICENCE_MISSING',
  NEVER_CONNECTED: 'LINK_DOWN',
  RECONNECT_NEEDED: 'LINK_DOWN',
  LINK_DOWN: 'LINK_DOWN',
  WEB_SERVER_DOWN: 'WEB_SERVER_DOWN',
  CLOUD_SYNC_MISSING: 'CLOUD_SYNC_STOPPED',
  DATABASE_OPERATION_RUNNING: 'DATABASE_OPERATION_RUNNING',
  SWIFTPOS_TOO_OLD: 'VERSION_MISMATCH',
  VERSION_MISMATCH: 'VERSION_MISMATCH',
  DATA_SYNC_FAILING: 'DATA_SYNC_FAILING',
  BACKLOG: 'BACKLOG',
  LOCATION_NOT_ACTIVATED: 'LOCATION_NOT_ACTIVATED',
};

const DEGRADED: readonly FindingCode[] = ['SERVICE_DEGRADED', 'SERVICE_UNSTABLE'];

/** What the status reads beside the facts of a diagnosis. */
export type AroundSync = Pick<StatusFacts, 'services' | 'operations' | 'openSend'>;

export interface SyncReaders extends SendReaders {
  readonly services: Pick<VenueServices, 'judged'>;
}

export async function judgeSync(from: SyncReaders, facts: SyncFacts): Promise<JudgedVenue> {
  const rows = [...facts.services.values()];
  const services = await fact(from.services.judged(rows, facts.at), 'POWERSHELL_UNAVAILABLE');
  const operations = await fact(from.state.operations.active(), 'STATE_DATABASE_UNAVAILABLE');
  const openSend = await readSend(from, cloudFact(facts), operations);
  return judgeSyncBy(facts, { services, operations, openSend });
}

export function judgeSyncBy(facts: SyncFacts, around: AroundSync): JudgedVenue {
  const { findings } = judgeStatus(factsOf(facts, around));
  const causes = new Map<ProvableCause, string>();
  for (const finding of findings) {
    // A log backup holds nothing up.
    if (finding.code === 'DATABASE_OPERATION_RUNNING' && !facts.databaseOperations?.some(holdsUp)) continue;
    const cause = CAUSE_OF[finding.code] ?? ofService(finding, facts);
    if (cause && !causes.has(cause)) causes.set(cause, inWords(finding));
  }
  const why = findings.find(({ consumers }) => consumers.length > 0);
  const degraded = findings.filter(
    ({ code, consumers }) => DEGRADED.includes(code) && consumers.length === 0,
  );
  const notes = new Map(degraded.map(({ service = '', remedy }) => [service, remedy]));
  return { causes, why: why && inWords(why), notes };
}

/** A service that is starting is no cause. */
function ofService(
  { service, consumers }: StatusFinding,
  { services }: SyncFacts,
): ProvableCause | undefined {
  if (consumers.length === 0 || services.get(service ?? '')?.state === 'StartPending') return undefined;
  if (service === 'gateway-client') return 'GATEWAY_STOPPED';
  return service === 'cloud-sync' ? 'CLOUD_SYNC_STOPPED' : undefined;
}

function inWords({ message, remedy }: StatusFinding): string {
  return `${message} ${remedy}`;
}

function factsOf(facts: SyncFacts, around: AroundSync): StatusFacts {
  const { registration, locations, host, everConnected, linkTakenBack, at } = facts;
  return onlyRead({
    at,
    registration: known(registration),
    locations: known(locations),
    host: read(host, 'POWERSHELL_UNAVAILABLE'),
    cloud: cloudFact(facts),
    everConnected: known(everConnected),
    linkTakenBack: known(linkTakenBack),
    databaseOperations: read(facts.databaseOperations, 'FACT_UNKNOWN'),
    backlog: read(facts.backlog, 'FACT_UNKNOWN'),
    exceptions: read(facts.exceptions, 'FACT_UNKNOWN'),
    ...around,
    ...(facts.services.size === 0 && { services: read<never>(undefined, 'POWERSHELL_UNAVAILABLE') }),
  });
}

function cloudFact({ cloud, cloudFailure }: SyncFacts): StatusFacts['cloud'] {
  return cloud ? known(cloud) : unknown(cloudFailure, 'CLOUD_UNREACHABLE');
}

function read<T>(value: T | undefined, by: 'POWERSHELL_UNAVAILABLE' | 'FACT_UNKNOWN'): Fact<T> {
  if (value !== undefined) return known(value);
  return unknown(new AppError(by === 'FACT_UNKNOWN' ? 'VENUE_DATABASE_UNAVAILABLE' : by), by);
}
