/** Reviews of the audit: a clerk confirms that they checked it up to a row. And the drift since the last review. */
import { AppError } from '../../errors/errors.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { AUDIT_REVIEWS, DRIFT_ACTIONS, type DriftKind } from '../types/audit.js';
import type { Actor, AuditTrail } from './trail.js';

export interface AuditReview {
  /** Of the row that says so. */
  readonly sequence: number;
  readonly at: Date;
  readonly byName: string;
  readonly reason: string | undefined;
  /** The last row that was reviewed. */
  readonly upTo: number;
}

export interface AuditDrift {
  /** Undefined: no one has checked yet. */
  readonly since: AuditReview | undefined;
  /** The newest row that this was gathered from: what a review signs. */
  readonly upTo: number;
  readonly changes: readonly Drift[];
  /** There is more of it than is shown: read the audit itself. */
  readonly hasMore: boolean;
}

export interface AuditReviewsParts {
  readonly state: StateDatabase;
  readonly clerks: ClerkReader;
  readonly clock: Clock;
  readonly audit: AuditTrail;
}

const MOST = 1000;

export class AuditReviews {
  readonly #parts: AuditReviewsParts;

  constructor(parts: AuditReviewsParts) {
    this.#parts = parts;
  }

  async drift(): Promise<AuditDrift> {
    const { state, clerks, clock } = this.#parts;
    const { sequence: upTo } = await state.audit.head();
    const [last] = await state.audit.list({ actions: AUDIT_REVIEWS, outcome: 'SUCCEEDED' }, 1, 'newest');
    const since = last && reviewOf(last);
    const done = { actions: Object.keys(DRIFT_ACTIONS), outcome: 'SUCCEEDED', after: since?.upTo } as const;
    const rows = await state.audit.list(done, MOST + 1, 'oldest');
    const then = last?.after?.['ticks'] as Ticks | undefined;
    const changes = driftSince(rows.slice(0, MOST), then, await ticksNow(clerks), clock.now());
    return { since, upTo, changes, hasMore: rows.length > MOST };
  }

  /** `upTo`: the last row that was checked; default: the last there is. */
  async signOff(
    actor: Actor,
    action: 'signOffAudit' | 'audit.sign-off',
    { reason, upTo: given }: { readonly reason: string; readonly upTo?: number | undefined },
  ): Promise<AuditReview> {
    const { audit, clerks } = this.#parts;
    const drift = await this.drift();
    const ticks = await ticksNow(clerks);
    return audit.auditedChange(actor, { action, reason }, async (stores, tell) => {
      const { sequence } = await stores.audit.head();
      const upTo = given ?? sequence;
      const least = drift.since?.upTo ?? 0;
      if (upTo < least || upTo > sequence) throw notThere(least, sequence);
      const hash = await stores.audit.hashOf(upTo);
      tell({ after: { upTo, hash, ticks }, detail: { since: drift.since?.sequence, drift: counted(drift) } });
      // One transaction: the row that says so is the next.
      const at = this.#parts.clock.now();
      return { sequence: sequence + 1, at, byName: actor.clerkName, reason, upTo };
    });
  }
}

function reviewOf(row: AuditRow): AuditReview {
  const { sequence, at, reason } = row;
  return { sequence, at, byName: nameIn(row), reason, upTo: Number(row.after?.['upTo'] ?? 0) };
}

/** With the account that ran the command, where no clerk signed in. */
export function nameIn({ clerkId, clerkName, runAs }: AuditRow): string {
  return clerkId === undefined && runAs ? `${clerkName} (${runAs})` : clerkName;
}

function counted({ changes }: AuditDrift): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { kind } of changes) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function notThere(least: number, most: number): AppError {
  return new AppError('BAD_USER_INPUT', {
    message: `The argument "upTo" must be the number of a row from ${least} to ${most}.`,
    details: { argument: 'upTo', arguments: ['upTo'] },
  });
}

interface Drift {
  readonly kind: DriftKind;
  /** e.g. "Managers: SERVICES_VIEW". */
  readonly what: string;
  readonly byName: string | undefined;
  readonly at: Date | undefined;
  /** Of the audit's row; undefined for what has none. */
  readonly sequence: number | undefined;
}

/** Boxes that are ticked, each with its end; null: it has none. By "group: permission", as the trail names them. */
type Ticks = Readonly<Record<string, string | null>>;

async function ticksNow(clerks: ClerkReader): Promise<Ticks> {
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

/**
 * What the trail says was done, what ended automatically, and what was done elsewhere. `rows`: of DRIFT_ACTIONS
 * since then, oldest first. `then`: what the review saw; undefined: there was none.
 */
function driftSince(rows: readonly AuditRow[], then: Ticks | undefined, ticks: Ticks, now: Date): Drift[] {
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
  const kind = DRIFT_ACTIONS[row.action] ?? 'GRANTED';
  return { kind, what: row.target ?? '', byName: nameIn(row), at: row.at, sequence: row.sequence };
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
