/** What differs between two times, without what was changed back: by rows of the audit. */
import type { AuditRow } from '../ports/audit-log.js';
import type { StateDatabase } from '../ports/state-database.js';
import { type Period, requireSpan } from '../request/period.js';
import type { ChangeKind } from '../types/audit.js';
import {
  CHANGE_ACTIONS,
  EXPIRING_ACTIONS,
  type Fact,
  factsOf,
  NOT_THERE,
  type State,
} from './changed-facts.js';
import { nameIn } from './reviews.js';

export interface NetChange {
  readonly kind: ChangeKind;
  /** e.g. `Managers: SERVICES_VIEW`, `NetPOS`. */
  readonly what: string;
  /** In words. Undefined: how it was is not on record. */
  readonly before: string | undefined;
  readonly after: string;
  /** Of the last change. Undefined: no one's, such as what expired. */
  readonly byName: string | undefined;
  /** Of the last change, where one was given. */
  readonly reason: string | undefined;
  readonly at: Date;
  readonly sequence: number | undefined;
}

export interface NetChanges {
  /** Newest first. */
  readonly changes: readonly NetChange[];
  /** There is more on record than was compared. */
  readonly hasMore: boolean;
}

const MOST = 1000;

export async function netChanges(audit: StateDatabase['audit'], period: Period): Promise<NetChanges> {
  requireSpan(period);
  const { from, to } = period;
  const done = { outcome: 'SUCCEEDED' } as const;
  const rows = await audit.list(
    { ...done, actions: CHANGE_ACTIONS, since: from, until: to },
    MOST + 1,
    'oldest',
  );
  const earlier = await audit.list({ ...done, actions: EXPIRING_ACTIONS, until: from }, MOST, 'newest');
  const changes = changesOf(rows.slice(0, MOST), earlier, period);
  return {
    changes: changes.toSorted((one, other) => other.at.getTime() - one.at.getTime()),
    hasMore: rows.length > MOST,
  };
}

/** The first and the last fact of something, and the row of the last. */
interface Course {
  readonly first: Fact;
  readonly last: Fact;
  readonly row: AuditRow | undefined;
}

/** `rows`: oldest first. `earlier`: what may expire, of the time before, newest first. */
function changesOf(
  rows: readonly AuditRow[],
  earlier: readonly AuditRow[],
  { from, to }: Period,
): NetChange[] {
  const courses = new Map<string, Course>();
  /** Keys of tokens, with their makers. */
  const makers = new Map<string, unknown>();
  for (const row of rows) {
    for (const fact of factsOf(row)) {
      const key = keyOf(fact);
      if (fact.kind === 'TOKEN') makers.set(key, row.detail?.['maker']);
      courses.set(key, { first: courses.get(key)?.first ?? fact, last: fact, row });
    }
    if (row.action !== 'endPin' && row.action !== 'endApiTokens') continue;
    // All tokens of the clerk have ended.
    for (const [key, course] of courses)
      if (makers.has(key) && row.target === `clerk ${makers.get(key)}`)
        courses.set(key, { ...course, last: { ...course.last, after: NOT_THERE.TOKEN }, row });
  }
  // What began before, and expired since.
  const settled = new Set<string>();
  for (const row of earlier)
    for (const fact of factsOf(row)) {
      const key = keyOf(fact);
      const { until } = fact.after;
      if (!settled.has(key) && !courses.has(key) && until && until > from)
        courses.set(key, { first: { ...fact, before: fact.after }, last: fact, row: undefined });
      settled.add(key);
    }
  return [...courses.values()].flatMap(({ first, last, row }): NetChange[] => {
    const end = last.after.until;
    const isOver = end !== undefined && end <= to;
    const gone = last.kind === 'TOKEN' || last.kind === 'MAINTENANCE' ? last.kind : 'PERMISSION';
    const after: State = isOver ? NOT_THERE[gone] : last.after;
    if (first.before && comparedBy(first.before) === comparedBy(after)) return [];
    const { kind, what } = last;
    const said = { kind, what, before: first.before?.words, after: after.words };
    if (isOver) return [{ ...said, byName: undefined, reason: undefined, at: end, sequence: undefined }];
    if (!row) return [];
    // A start finds a changed setting: who changed it is unknown.
    const byName = kind === 'SETTING' ? undefined : nameIn(row);
    return [{ ...said, byName, reason: row.reason, at: row.at, sequence: row.sequence }];
  });
}

function keyOf({ kind, what }: Fact): string {
  return `${kind} ${what}`;
}

function comparedBy({ value, words }: State): string {
  return value ?? words;
}
