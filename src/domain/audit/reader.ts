/** Reads the audit: pages, verification, drift, reviews. */
import type { AuditAnchors } from '../ports/audit-anchors.js';
import type { AuditFilter, AuditRow } from '../ports/audit-log.js';
import type { EventLogAlerts } from '../ports/machine.js';
import type { Period } from '../request/period.js';
import type { Caller } from '../request/viewer.js';
import { ALERTS } from '../types/alerts.js';
import { Permission } from '../types/permissions.js';
import { type NetChanges, netChanges } from './net-changes.js';
import { type AuditDrift, type AuditReview, AuditReviews, type AuditReviewsParts } from './reviews.js';
import { actorOf } from './trail.js';
import { type AuditVerification, verifyAudit } from './verification.js';

export interface DatedVerification extends AuditVerification {
  /** When its last row was read. */
  readonly verifiedAt: Date;
}

export interface AuditPage {
  readonly rows: readonly AuditRow[];
  readonly hasNextPage: boolean;
}

export interface AuditReaderParts extends AuditReviewsParts {
  readonly anchors: AuditAnchors;
  readonly security: {
    /** Rejects with STEP_UP unless the viewer proved presence less than five minutes ago. */
    requirePresence(caller: Caller, permission: Permission, action: string): Promise<void>;
  };
  readonly alerts?: EventLogAlerts;
}

export class TrailReader {
  readonly #parts: AuditReaderParts;
  readonly #reviews: AuditReviews;
  #verifying: Promise<DatedVerification> | undefined;
  #verified: DatedVerification | undefined;

  constructor(parts: AuditReaderParts) {
    this.#parts = parts;
    this.#reviews = new AuditReviews(parts);
  }

  /** Newest first. */
  async page(filter: AuditFilter, first: number): Promise<AuditPage> {
    const rows = await this.#parts.state.audit.list(filter, first + 1, 'newest');
    return { rows: rows.slice(0, first), hasNextPage: rows.length > first };
  }

  /** Reads all of it; a caller who asks meanwhile is answered by the same. */
  verification(): Promise<DatedVerification> {
    this.#verifying ??= this.#verify().finally(() => {
      this.#verifying = undefined;
    });
    return this.#verifying;
  }

  /** What the last one found; undefined: no one has checked since this server started. */
  lastVerification(): DatedVerification | undefined {
    return this.#verified;
  }

  async #verify(): Promise<DatedVerification> {
    const { alerts, anchors, clock, state } = this.#parts;
    const found = await verifyAudit({ audit: state.audit, anchors });
    if (!found.intact) alerts?.raise(ALERTS.AUDIT_TOUCHED, touchedAt(found.firstBadSequence));
    this.#verified = { ...found, verifiedAt: clock.now() };
    return this.#verified;
  }

  drift(): Promise<AuditDrift> {
    return this.#reviews.drift();
  }

  /** What differs between two times. Throws BAD_USER_INPUT unless `from` is the earlier. */
  changes(period: Period): Promise<NetChanges> {
    return netChanges(this.#parts.state.audit, period);
  }

  /** Needs a step-up less than five minutes old. */
  async signOff(caller: Caller, review: Parameters<AuditReviews['signOff']>[2]): Promise<AuditReview> {
    const action = 'signOffAudit';
    await this.#parts.security.requirePresence(caller, Permission.AUDIT_VIEW, action);
    return this.#reviews.signOff(actorOf(caller), action, review);
  }
}

export type AuditReader = Pick<
  TrailReader,
  'page' | 'verification' | 'lastVerification' | 'drift' | 'changes' | 'signOff'
>;

function touchedAt(row: number | undefined): string {
  const found =
    row === undefined
      ? 'The audit log does not match its anchors, or an anchor is missing.'
      : `The audit log is not intact from row ${row} on.`;
  return `${found} Run "venue-control audit verify" on the server for details.`;
}
