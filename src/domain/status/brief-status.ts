/** The status for anyone on this machine: what it is and what is found, and no name of a person or a place. */

import type { VenueStatus } from './judge-status.js';

/** Times as ISO 8601. */
export type BriefStatus = ReturnType<typeof briefStatus>;

export function briefStatus(status: VenueStatus) {
  return {
    state: status.state,
    since: status.since.toISOString(),
    planned: status.planned,
    plannedUntil: status.plannedUntil?.toISOString() ?? null,
    checkedAt: status.checkedAt.toISOString(),
    lastBackupAt: status.lastBackupAt?.toISOString() ?? null,
    findings: status.findings.map(({ code, severity, since, service }) => ({
      code,
      severity,
      since: since.toISOString(),
      /** Its key. */
      service: service ?? null,
    })),
    /** Operations of the last day that no later one of their kind made good, newest first. */
    failures: status.failures.map((failure) => ({ ...failure, at: failure.at.toISOString() })),
  };
}
