/** What an independent verifier of the audit chain does, by the words of audit-chain.ts alone. */
import { chainHash } from '../../src/sql/state/audit-chain.js';
import { testKeys } from './engines.js';

export function auditHashOf(row: Record<string, unknown>): string {
  return chainHash(
    {
      sequence: Number(row['sequence']),
      at: String(row['at']),
      clerkId: row['clerk_id'] as string | null,
      clerkName: String(row['clerk_name']),
      action: String(row['action']),
      target: row['target'] as string | null,
      outcome: String(row['outcome']),
      reason: row['reason'] as string | null,
      correlationId: String(row['correlation_id']),
      detail: row['detail'] === null ? null : JSON.parse(String(row['detail'])),
      previousHash: String(row['previous_hash']),
    },
    (value) => testKeys.hmac('audit', value),
  );
}
