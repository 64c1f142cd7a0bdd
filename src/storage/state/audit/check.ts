/** Checks stored rows of the chain again, one after another, and stops at the first that isn't what was written. */
import type { Kysely, Selectable } from 'kysely';
import type { AuditFacts, AuditHead, AuditRow, BadRow, ChainPage } from '../../../domain/ports/audit-log.js';
import { canonicalJson } from '../../../domain/types/canonical-json.js';
import { optionalJsonOf } from '../../columns.js';
import { reader } from '../rows.js';
import type { AuditTable, StateTables } from '../tables.js';
import { chainHash } from './chain.js';

type Stored = Selectable<AuditTable>;

export async function checkChain(
  db: Kysely<StateTables>,
  hmac: (value: string) => string,
  {
    after,
    first,
    keep,
  }: { readonly after: AuditHead; readonly first: number; readonly keep: readonly string[] },
): Promise<ChainPage> {
  const rows = await db
    .selectFrom('audit')
    .selectAll()
    // Numbers begin with 1: what someone put before it is to be seen.
    .$if(after.sequence > 0, (query) => query.where('sequence', '>', after.sequence))
    .orderBy('sequence')
    .limit(first)
    .execute();
  let last = after;
  let bad: BadRow | undefined;
  const good: Stored[] = [];
  for (const row of rows) {
    bad = wrongWith(row, last, hmac);
    if (bad) break;
    good.push(row);
    last = { sequence: row.sequence, hash: row.hash };
  }
  const kept = good.filter(({ action }) => keep.includes(action));
  return {
    rows: good.length,
    last,
    kept: kept.map(rowOf),
    bad,
  };
}

function wrongWith(row: Stored, last: AuditHead, hmac: (value: string) => string): BadRow | undefined {
  const sequence = last.sequence + 1;
  if (row.sequence < sequence) return { sequence: row.sequence, why: 'has a number that no row was given' };
  if (row.sequence > sequence) return { sequence, why: 'is missing' };
  if (row.previous_hash !== last.hash) return { sequence, why: 'does not follow the row before it' };
  if (hashOf(row, hmac) !== row.hash) return { sequence, why: 'is not what was written' };
  return undefined;
}

/** Undefined for JSON that is none, or that isn't the text that we write. */
function hashOf(row: Stored, hmac: (value: string) => string): string | undefined {
  const isOurs = [row.detail, row.before_state, row.after_state].every(
    (text) => text === null || isCanonical(text),
  );
  return isOurs ? chainHash(row, hmac) : undefined;
}

function isCanonical(text: string): boolean {
  try {
    return canonicalJson(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

const plainRowOf = reader<Omit<AuditRow, 'before' | 'after'>>({ at: 'time', detail: 'json' });

/** A stored row as the domain reads it, with what chains it to the others. */
export function rowOf({ before_state, after_state, ...row }: Selectable<AuditTable>): AuditRow {
  const states = {
    before: optionalJsonOf<AuditFacts>(before_state),
    after: optionalJsonOf<AuditFacts>(after_state),
  };
  return { ...plainRowOf(row), ...states };
}
