/** The trail's rows: appended to the chain (chain.ts), read and checked again; intents kept in mind until they have their outcome. */
import { type ExpressionBuilder, type Kysely, type Selectable, type SqlBool, sql } from 'kysely';
import type {
  AuditFacts,
  AuditFilter,
  AuditLog,
  AuditRecord,
  AuditRow,
} from '../../../domain/ports/audit-log.js';
import type { Keys } from '../../../domain/ports/machine.js';
import { canonicalJson } from '../../../domain/types/canonical-json.js';
import type { Scope } from '../../database.js';
import { DatabaseMisuse } from '../../database-error.js';
import { unavailable } from '../../failures.js';
import { sqliteEngine } from '../../sqlite/engine.js';
import { containsWord, keyIn, wordsOf } from '../../sqlite/statements.js';
import type { AuditTable, StateTables } from '../tables.js';
import { chainHash } from './chain.js';
import { checkChain, rowOf } from './check.js';

export function auditLog({ db, atomically }: Scope<StateTables>, keys: Keys): AuditLog {
  const hmac = (value: string): string => keys.hmac('audit', value);
  async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof DatabaseMisuse) throw error;
      // Whatever the cause, a key that can't be read too: no row, no action.
      throw unavailable(sqliteEngine, 'AUDIT_UNAVAILABLE', error);
    }
  }
  const headRow = db.selectFrom('audit_head').select(['sequence', 'hash']).where('id', '=', 1);
  return {
    head: () => orUnavailable(() => headRow.executeTakeFirstOrThrow()),
    findHead: () => orUnavailable(() => headRow.executeTakeFirst()),

    hashOf: (sequence) =>
      orUnavailable(async () => {
        const rows = db.selectFrom('audit').where('sequence', '=', sequence);
        return (await rows.select('hash').executeTakeFirst())?.hash;
      }),

    hasBehind: (sequence) =>
      orUnavailable(async () => {
        const behind = db.selectFrom('audit').select('hash').where('sequence', '>', sequence);
        return (await behind.limit(1).execute()).length > 0;
      }),

    list: (filter, first, order) => orUnavailable(() => listRows(db, filter, first, order)),
    check: (after, first, keep) => orUnavailable(() => checkChain(db, hmac, { after, first, keep })),

    append: (record) =>
      orUnavailable(() => atomically(async (trx) => void (await appendToChain(trx, hmac, record)))),

    intend: (record) =>
      orUnavailable(() =>
        atomically(async (trx) => {
          const sequence = await appendToChain(trx, hmac, record);
          await trx.insertInto('audit_intent').values({ sequence }).execute();
          return sequence;
        }),
      ),

    settle: (intent, record) =>
      orUnavailable(() =>
        atomically(async (trx) => {
          const { numDeletedRows } = await trx
            .deleteFrom('audit_intent')
            .where('sequence', '=', intent)
            .executeTakeFirst();
          if (numDeletedRows === 0n) return false;
          await appendToChain(trx, hmac, { ...record, detail: { ...record.detail, intent } });
          return true;
        }),
      ),

    unsettled: () =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('audit')
          .innerJoin('audit_intent', 'audit_intent.sequence', 'audit.sequence')
          .selectAll('audit')
          // By the few that are pending: by the other, SQLite would read every row of the audit.
          .orderBy('audit_intent.sequence')
          .execute();
        return rows.map((row) => ({ sequence: row.sequence, record: recordOf(row) }));
      }),
  };
}

/** Rows of the trail by what they say, by the row's number, so that a page costs the same however long the trail is. */
async function listRows(
  db: Kysely<StateTables>,
  filter: AuditFilter,
  first: number,
  order: 'newest' | 'oldest',
): Promise<readonly AuditRow[]> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    .where(matching(filter))
    .orderBy('sequence', order === 'newest' ? 'desc' : 'asc')
    .limit(first)
    .execute();
  return rows.map(rowOf);
}

const isUnsettled = sql<SqlBool>`sequence in (select sequence from audit_intent)`;

/** By the operation's service and kind where the target is the ID of one. */
function mentions(word: string) {
  const ofOperation = sql<SqlBool>`target in (select id from operation where ${containsWord(word, ['slot', 'kind'])})`;
  return sql<SqlBool>`(${containsWord(word, ['reason', 'clerk_name', 'action', 'target'])} or ${ofOperation})`;
}

/** What was left out asks nothing. */
function matching(filter: AuditFilter) {
  return (row: ExpressionBuilder<StateTables, 'audit'>) => {
    const { clerkId, actions, exceptActions, target, outcome, since, until, before, after } = filter;
    return row.and([
      ...(clerkId === undefined ? [] : [row('clerk_id', '=', clerkId)]),
      ...(actions === undefined ? [] : [keyIn('action', actions)]),
      ...(exceptActions === undefined ? [] : [row.not(keyIn('action', exceptActions))]),
      ...(filter.oneRowPerAction ? [row.or([row('outcome', '!=', 'INTENDED'), isUnsettled])] : []),
      ...wordsOf(filter.text).map(mentions),
      ...(target === undefined ? [] : [row('target', '=', target)]),
      ...(outcome === undefined ? [] : [row('outcome', '=', outcome)]),
      ...(since === undefined ? [] : [row('at', '>=', since)]),
      ...(until === undefined ? [] : [row('at', '<', until)]),
      ...(before === undefined ? [] : [row('sequence', '<', before)]),
      ...(after === undefined ? [] : [row('sequence', '>', after)]),
    ]);
  };
}

/** Appends one row to the audit chain; audit/chain.ts says what is hashed. The row's number. Inside a transaction. */
async function appendToChain(
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

function recordOf(row: Selectable<AuditTable>): AuditRecord {
  const { sequence: _, previousHash: __, hash: ___, ...record } = rowOf(row);
  return record;
}
