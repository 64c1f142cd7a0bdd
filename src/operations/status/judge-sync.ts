/** The status by facts that were gathered afresh for a plan or a diagnosis, and what of it a sync may suffer from. */
import { AppError } from '../../errors.js';
import { viewOf } from '../services/service-view.js';
import { isOpen } from '../world/cloud.js';
import type { JudgedVenue } from '../world/diagnosis.js';
import { holdsUp } from '../world/facts.js';
import type { ProvableCause } from '../world/sync-causes.js';
import type { SyncFacts } from '../world/sync-evidence.js';
import type { FindingCode } from './finding-table.js';
import { judgeStatus, type StatusFinding, type VenueStatus } from './judge-status.js';
import { fact, readSend, type SendReaders, unknown } from './read-facts.js';
import { ABSENT, type Fact, known, type OpenSend, type StatusFacts } from './status-facts.js';

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
};

export async function judgeSync(from: SendReaders, facts: SyncFacts): Promise<JudgedVenue> {
  const cloud = cloudFact(facts);
  if (cloud.is !== 'known' || !isOpen(cloud.value.sync.job)) return suffers(facts, ABSENT);
  const operations = await fact(from.state.operations.active(), 'STATE_DATABASE_UNAVAILABLE');
  return suffers(facts, await readSend(from, cloud, operations));
}

export function suffers(facts: SyncFacts, openSend: Fact<OpenSend>): JudgedVenue {
  const { findings } = statusOf(facts, openSend);
  const causes = new Map<ProvableCause, string>();
  for (const finding of findings) {
    // A log backup holds nothing up.
    if (finding.code === 'DATABASE_OPERATION_RUNNING' && !facts.databaseOperations?.some(holdsUp)) continue;
    const cause = CAUSE_OF[finding.code] ?? ofService(finding, facts);
    if (cause && !causes.has(cause)) causes.set(cause, inWords(finding));
  }
  const why = findings.find(({ consumers }) => consumers.length > 0);
  return { causes, why: why && inWords(why) };
}

/** One that is on its way up is no cause. */
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

/** What no plan reads is left out. */
export function statusOf(facts: SyncFacts, openSend: Fact<OpenSend>): VenueStatus {
  const { registration, host, services, everConnected, linkTakenBack, at } = facts;
  const { licences, timeZone } = registration;
  const ordered = { heldBy: undefined, isMoved: false, stoppedBy: undefined };
  const around = {
    cloudSyncLicensed: licences.includes('CLOUD_SYNC'),
    trouble: new Map(),
    timeZone,
    ordered,
  };
  const views = [...services.values()].map((service) => viewOf(service, around, []));
  return judgeStatus({
    at,
    registration: known(registration),
    host: read(host, 'POWERSHELL_UNAVAILABLE'),
    services: read(views.length === 0 ? undefined : views, 'POWERSHELL_UNAVAILABLE'),
    cloud: cloudFact(facts),
    openSend,
    everConnected: known(everConnected),
    linkTakenBack: known(linkTakenBack),
    operations: ABSENT,
    maintenance: ABSENT,
    databaseOperations: read(facts.databaseOperations, 'FACT_UNKNOWN'),
    backlog: read(facts.backlog, 'FACT_UNKNOWN'),
    exceptions: read(facts.exceptions, 'FACT_UNKNOWN'),
    wrongPins: ABSENT,
    cleanups: ABSENT,
    lastBackupAt: known(at),
    parts: ABSENT,
  });
}

function cloudFact({ cloud, cloudFailure }: SyncFacts): StatusFacts['cloud'] {
  return cloud ? known(cloud) : unknown(cloudFailure, 'CLOUD_UNREACHABLE');
}

function read<T>(value: T | undefined, by: 'POWERSHELL_UNAVAILABLE' | 'FACT_UNKNOWN'): Fact<T> {
  if (value !== undefined) return known(value);
  return unknown(new AppError(by === 'FACT_UNKNOWN' ? 'VENUE_DATABASE_UNAVAILABLE' : by), by);
}
