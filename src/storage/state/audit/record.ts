/** A stored row of the trail as the domain reads it. */
import type { Selectable } from 'kysely';
import type { AuditFacts, AuditRecord, AuditRow } from '../../../domain/ports/audit-log.js';
import { optionalJsonOf } from '../../columns.js';
import { reader } from '../rows.js';
import type { AuditTable } from '../tables.js';

const plainRowOf = reader<Omit<AuditRow, 'before' | 'after'>>({ at: 'time', detail: 'json' });

/** With what chains it to the others. */
export function rowOf({ before_state, after_state, ...row }: Selectable<AuditTable>): AuditRow {
  const states = {
    before: optionalJsonOf<AuditFacts>(before_state),
    after: optionalJsonOf<AuditFacts>(after_state),
  };
  return { ...plainRowOf(row), ...states };
}

export function recordOf(row: Selectable<AuditTable>): AuditRecord {
  const { sequence: _, previousHash: __, hash: ___, ...record } = rowOf(row);
  return record;
}
