/** A stored row of the trail as the domain reads it. */
import type { Selectable } from 'kysely';
import type { AuditFacts, AuditRecord, AuditRow } from '../../../domain/ports/audit-log.js';
import { optionalJsonOf, timeOf } from '../../columns.js';
import type { AuditTable } from '../tables.js';

/** With what chains it to the others. */
export function rowOf(row: Selectable<AuditTable>): AuditRow {
  const { sequence, previous_hash: previousHash, hash } = row;
  return { sequence, ...recordOf(row), previousHash, hash };
}

export function recordOf(row: Selectable<AuditTable>): AuditRecord {
  return {
    at: timeOf(row.at),
    clerkId: row.clerk_id ?? undefined,
    clerkName: row.clerk_name,
    action: row.action,
    target: row.target ?? undefined,
    outcome: row.outcome,
    reason: row.reason ?? undefined,
    correlationId: row.correlation_id,
    detail: optionalJsonOf<AuditFacts>(row.detail),
    runAs: row.run_as ?? undefined,
    client: row.client ?? undefined,
    planFingerprint: row.plan_fingerprint ?? undefined,
    before: optionalJsonOf<AuditFacts>(row.before_state),
    after: optionalJsonOf<AuditFacts>(row.after_state),
  };
}
