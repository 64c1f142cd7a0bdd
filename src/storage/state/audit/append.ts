/** Appends one row to the audit chain; audit/chain.ts says what is hashed. */
import type { Kysely } from 'kysely';
import type { AuditFacts, AuditRecord } from '../../../domain/ports/audit-log.js';
import { canonicalJson } from '../../../domain/types/canonical-json.js';
import type { StateTables } from '../tables.js';
import { chainHash } from './chain.js';

/** The row's number. Inside a transaction. */
export async function appendToChain(
  db: Kysely<StateTables>,
  hmac: (value: string) => string,
  record: AuditRecord,
): Promise<number> {
  // The update comes first: it locks the head, so that two appends can't follow the same row.
  await db
    .updateTable('audit_head')
    .set((set) => ({ sequence: set('sequence', '+', 1) }))
    .where('id', '=', 1)
    .execute();
  const head = await db.selectFrom('audit_head').selectAll().where('id', '=', 1).executeTakeFirstOrThrow();
  const row = { ...stored(record), sequence: head.sequence, previous_hash: head.hash };
  const hash = chainHash(row, hmac);
  await db
    .insertInto('audit')
    .values({ ...row, hash })
    .execute();
  await db.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
  return head.sequence;
}

/** As the database will give it back, what is absent as null. */
function stored(record: AuditRecord) {
  return {
    at: record.at,
    clerk_id: text(record.clerkId),
    clerk_name: record.clerkName.toWellFormed(),
    action: record.action.toWellFormed(),
    target: text(record.target),
    outcome: record.outcome,
    reason: text(record.reason),
    correlation_id: record.correlationId.toWellFormed(),
    detail: json(record.detail),
    run_as: text(record.runAs),
    client: text(record.client),
    plan_fingerprint: text(record.planFingerprint),
    before_state: json(record.before),
    after_state: json(record.after),
  };
}

function text(value: string | undefined): string | null {
  return value?.toWellFormed() ?? null;
}

function json(value: AuditFacts | undefined): string | null {
  return value === undefined ? null : canonicalJson(value);
}
