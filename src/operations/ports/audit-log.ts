/** The trail: an HMAC chain over canonical JSON, written before an effect (INTENDED, DENIED) and after it. */
import type { AuditOutcome } from '../words/audit-outcome.js';

export interface AuditRecord {
  readonly at: Date;
  readonly clerkId: string | undefined;
  readonly clerkName: string;
  /** What was tried, e.g. onboard, grantPermission, clerk.set-pin. */
  readonly action: string;
  readonly target: string | undefined;
  readonly outcome: AuditOutcome;
  readonly reason: string | undefined;
  readonly correlationId: string;
  /** User of the operating system that the program ran as: on the command line whoever sat there. */
  readonly runAs?: string | undefined;
  /** What it was asked with, as that said of itself: console, IDE, module, command line, or a user agent. A claim, no proof. */
  readonly client?: string | undefined;
  /** Of the plan that it was begun on. */
  readonly planFingerprint?: string | undefined;
  /** Of what a change touched: how it was, and how it is since. */
  readonly before?: AuditFacts | undefined;
  readonly after?: AuditFacts | undefined;
  readonly detail?: AuditFacts | undefined;
}

/** Plain JSON, no secret. */
export type AuditFacts = Readonly<Record<string, unknown>>;

export interface UnsettledIntent {
  readonly sequence: number;
  readonly record: AuditRecord;
}

export interface AuditLog {
  /** Throws AppError AUDIT_UNAVAILABLE when the row can't be written: then the action isn't done. */
  append(record: AuditRecord): Promise<void>;
  /** The same for an intent that an outcome is to follow; answers its number. */
  intend(record: AuditRecord): Promise<number>;
  /** What became of an intent, with its number in the row's detail. False, and no row, for one that has its outcome. */
  settle(intent: number, record: AuditRecord): Promise<boolean>;
  /** Intents without an outcome, oldest first. */
  unsettled(): Promise<readonly UnsettledIntent[]>;
}
