/** What has drifted since a review: what the trail says was done, what ended automatically, and what was done elsewhere. */
import type { AuditRow } from '../ports/audit-log.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import { DRIFT_ACTIONS, type DriftKind } from '../types/audit.js';

export interface Drift {
  readonly kind: DriftKind;
  /** e.g. "Managers: SERVICES_VIEW". */
  readonly what: string;
  readonly byName: string | undefined;
  readonly at: Date | undefined;
  /** Of the audit's row; undefined for what has none. */
  readonly sequence: number | undefined;
}

/** Boxes that are ticked, each with its end; null: it has none. By "group: permission", as the trail names them. */
export type Ticks = Readonly<Record<string, string | null>>;

export async function ticksNow(clerks: ClerkReader): Promise<Ticks> {
  const groups = new Map((await clerks.securityGroups()).map((group) => [group.id, group.name]));
  const ticks = await clerks.ticks([...groups.keys()]);
  return Object.fromEntries(
    ticks
      .filter(({ granted }) => granted)
      .map((tick) => [
        `${groups.get(tick.securityGroupId)}: ${tick.permission}`,
        tick.expiresAt?.toISOString() ?? null,
      ]),
  );
}

/** `rows`: of DRIFT_ACTIONS since then, oldest first. `then`: what the review saw; undefined: there was none. */
export function driftSince(
  rows: readonly AuditRow[],
  then: Ticks | undefined,
  ticks: Ticks,
  now: Date,
): Drift[] {
  const done = rows.map(asDrift);
  const touched = new Set(done.map(({ what }) => what));
  const ended = endsOf(rows, then, now).filter(({ what }) => !(what in ticks));
  if (!then) return [...done, ...ended];
  const elsewhere = (kind: DriftKind, from: Ticks, to: Ticks) =>
    Object.keys(to)
      .filter((what) => !(what in from) && !touched.has(what) && !ended.some((end) => end.what === what))
      .map((what) => ({ kind, what, byName: undefined, at: undefined, sequence: undefined }));
  return [
    ...done,
    ...ended,
    ...elsewhere('GRANTED_ELSEWHERE', then, ticks),
    ...elsewhere('REVOKED_ELSEWHERE', ticks, then),
  ];
}

function asDrift(row: AuditRow): Drift {
  const byName = row.clerkId === undefined && row.runAs ? `${row.clerkName} (${row.runAs})` : row.clerkName;
  const kind = DRIFT_ACTIONS[row.action] ?? 'GRANTED';
  return { kind, what: row.target ?? '', byName, at: row.at, sequence: row.sequence };
}

/** Ends that have passed, of what the review saw and of what was granted since; anyone who granted or cleared it later decides. */
function endsOf(rows: readonly AuditRow[], then: Ticks | undefined, now: Date): Drift[] {
  const ends = new Map<string, string | null>(Object.entries(then ?? {}));
  for (const { action, target = '', after } of rows) {
    const kind = DRIFT_ACTIONS[action];
    if (kind === 'GRANTED')
      ends.set(target, typeof after?.['expiresAt'] === 'string' ? after['expiresAt'] : null);
    if (kind === 'REVOKED') ends.delete(target);
  }
  return [...ends].flatMap(([what, end]) => {
    const at = end === null ? undefined : new Date(end);
    const isPast = at !== undefined && at <= now;
    return isPast ? [{ kind: 'EXPIRED' as const, what, byName: undefined, at, sequence: undefined }] : [];
  });
}
