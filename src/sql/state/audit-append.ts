/** Appends one row to the audit chain; audit-chain.ts says what is hashed. */
import type { Kysely } from 'kysely';
import type { AuditRecord } from '../../operations/ports/audit-log.js';
import { canonicalJson } from '../../operations/words/canonical-json.js';
import { chainHash } from './audit-chain.js';
import type { StateTables } from './tables.js';

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
  const fields = stored(record);
  const at = record.at.toISOString();
  const hash = chainHash({ ...fields, at, sequence: head.sequence, previousHash: head.hash }, hmac);
  await db
    .insertInto('audit')
    .values({
      sequence: head.sequence,
      at: record.at,
      clerk_id: fields.clerkId,
      clerk_name: fields.clerkName,
      action: fields.action,
      target: fields.target,
      outcome: record.outcome,
      reason: fields.reason,
      correlation_id: fields.correlationId,
      detail: fields.detail === null ? null : canonicalJson(fields.detail),
      previous_hash: head.hash,
      hash,
    })
    .execute();
  await db.updateTable('audit_head').set({ hash }).where('id', '=', 1).execute();
  return head.sequence;
}

/** The texts as the database will give them back, absent ones as null. */
function stored(record: AuditRecord) {
  return {
    clerkId: record.clerkId?.toWellFormed() ?? null,
    clerkName: record.clerkName.toWellFormed(),
    action: record.action.toWellFormed(),
    target: record.target?.toWellFormed() ?? null,
    outcome: record.outcome,
    reason: record.reason?.toWellFormed() ?? null,
    correlationId: record.correlationId.toWellFormed(),
    detail: record.detail ?? null,
  };
}
