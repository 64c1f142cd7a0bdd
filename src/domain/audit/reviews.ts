/** Reviews of the audit: someone checked, up to a row, and says so; and what has drifted since the last one. */
import { AppError } from '../../errors/errors.js';
import type { AuditRow } from '../ports/audit-log.js';
import type { ClerkReader } from '../ports/clerk-reader.js';
import type { Clock } from '../ports/machine.js';
import type { StateDatabase } from '../ports/state-database.js';
import { AUDIT_REVIEWS, DRIFT_ACTIONS } from '../types/audit.js';
import { type Drift, driftSince, type Ticks, ticksNow } from './drift.js';
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
  const byName = row.clerkId === undefined && row.runAs ? `${row.clerkName} (${row.runAs})` : row.clerkName;
  return { sequence, at, byName, reason, upTo: Number(row.after?.['upTo'] ?? 0) };
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
