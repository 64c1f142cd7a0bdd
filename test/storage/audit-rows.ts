/** What an independent verifier of the audit chain does, by the words of audit/chain.ts alone. */
import { canonicalJson } from '../../src/domain/types/canonical-json.js';
import { testKeys } from './engines.js';

export function auditHashOf(row: Record<string, unknown>): string {
  const object = (column: string) => (row[column] === null ? null : JSON.parse(String(row[column])));
  const always = {
    sequence: Number(row['sequence']),
    at: row['at'],
    clerkId: row['clerk_id'],
    clerkName: row['clerk_name'],
    action: row['action'],
    target: row['target'],
    outcome: row['outcome'],
    reason: row['reason'],
    correlationId: row['correlation_id'],
    detail: object('detail'),
    previousHash: row['previous_hash'],
  };
  const whereKnown = {
    runAs: row['run_as'],
    client: row['client'],
    planFingerprint: row['plan_fingerprint'],
    before: object('before_state'),
    after: object('after_state'),
  };
  const known = Object.entries(whereKnown).filter(([, value]) => value !== null);
  return testKeys.hmac('audit', canonicalJson({ ...always, ...Object.fromEntries(known) }));
}
