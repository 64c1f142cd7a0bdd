/** The status without names of people or places, for any program on this machine. */

import type { ActionCode, CauseCode, FindingCode, FindingSeverity } from '../types/findings.js';
import type { OperationKind } from '../types/operation.js';
import type { VenueStatus, VenueStatusState } from './judge-status.js';

export interface BriefStatus {
  readonly state: VenueStatusState;
  /** Times as ISO 8601. */
  readonly since: string;
  readonly planned: boolean;
  readonly plannedUntil: string | null;
  readonly checkedAt: string;
  readonly lastBackupAt: string | null;
  readonly findings: readonly {
    readonly code: FindingCode;
    readonly severity: FindingSeverity;
    readonly since: string;
    /** Its key. */
    readonly service: string | null;
    /** A server of an older version does not report these two. */
    readonly causeCode?: CauseCode | null;
    readonly actionCode?: ActionCode | null;
    /** For who has the keys of the data folder: it may name a SQL Server. */
    readonly remedy?: string;
  }[];
  /** Operations of the last day that no later one of their kind made good, newest first. */
  readonly failures: readonly {
    readonly operationId: string;
    readonly kind: OperationKind;
    readonly at: string;
    readonly code: string;
  }[];
}

/** `withRemedies`: not for anyone on this machine. */
export function briefStatus(status: VenueStatus, withRemedies = false): BriefStatus {
  return {
    state: status.state,
    since: status.since.toISOString(),
    planned: status.planned,
    plannedUntil: status.plannedUntil?.toISOString() ?? null,
    checkedAt: status.checkedAt.toISOString(),
    lastBackupAt: status.lastBackupAt?.toISOString() ?? null,
    findings: status.findings.map(({ code, severity, since, service, causeCode, actionCode, remedy }) => ({
      code,
      severity,
      since: since.toISOString(),
      service: service ?? null,
      causeCode: causeCode ?? null,
      actionCode: actionCode ?? null,
      ...(withRemedies && { remedy }),
    })),
    failures: status.failures.map((failure) => ({ ...failure, at: failure.at.toISOString() })),
  };
}
