/** Rows of the trail by what they say, by the row's number, so that a page costs the same however long the trail is. */
import type { ExpressionBuilder, Kysely } from 'kysely';
import type { AuditFilter, AuditRow } from '../../../domain/ports/audit-log.js';
import { keyIn } from '../../sqlite/statements.js';
import type { StateTables } from '../tables.js';
import { rowOf } from './record.js';

export async function listRows(
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

/** What was left out asks nothing. */
function matching(filter: AuditFilter) {
  return (row: ExpressionBuilder<StateTables, 'audit'>) => {
    const { clerkId, actions, target, outcome, since, until, before, after } = filter;
    return row.and([
      ...(clerkId === undefined ? [] : [row('clerk_id', '=', clerkId)]),
      ...(actions === undefined ? [] : [keyIn('action', actions)]),
      ...(target === undefined ? [] : [row('target', '=', target)]),
      ...(outcome === undefined ? [] : [row('outcome', '=', outcome)]),
      ...(since === undefined ? [] : [row('at', '>=', since)]),
      ...(until === undefined ? [] : [row('at', '<', until)]),
      ...(before === undefined ? [] : [row('sequence', '<', before)]),
      ...(after === undefined ? [] : [row('sequence', '>', after)]),
    ]);
  };
}
