/** Decides which causes of a sync problem are proven: maps the findings of the venue's status to causes. */
import { hostService } from '../facts/plan-facts.js';
import type { Snapshot } from '../facts/snapshot.js';
import { judgeStatus, type StatusFinding } from '../status/judge-status.js';
import type { FindingCode } from '../types/findings.js';
import type { ProvableCause } from './causes.js';
import type { JudgedVenue } from './diagnosis.js';

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

export function provenCauses(facts: Snapshot): JudgedVenue {
  const { findings } = judgeStatus(facts);
  const causes = new Map<ProvableCause, string>();
  for (const finding of findings) {
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
function ofService({ service, consumers }: StatusFinding, facts: Snapshot): ProvableCause | undefined {
  if (consumers.length === 0 || hostService(facts, service ?? '')?.state === 'StartPending') return undefined;
  if (service === 'gateway-client') return 'GATEWAY_STOPPED';
  return service === 'cloud-sync' ? 'CLOUD_SYNC_STOPPED' : undefined;
}

function inWords({ message, remedy }: StatusFinding): string {
  return `${message} ${remedy}`;
}
