/** The trail: an HMAC chain over canonical JSON, written before an effect (INTENDED, DENIED) and after it. */
import type { AuditOutcome } from '../types/audit.js';

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
  /** User of the operating system that the program ran as: on the command line the user of that session. */
  readonly runAs?: string | undefined;
  /** What it was asked with, as that said of itself: console, IDE, module, command line, or a user agent. A claim, no proof. */
  readonly client?: string | undefined;
  /** The fingerprint of its plan. */
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

/** A row as it is read. */
export interface AuditRow extends AuditRecord {
  readonly sequence: number;
  /** Of the row before. */
  readonly previousHash: string;
  readonly hash: string;
}

/** Last row of the chain; sequence 0 before the first. */
export interface AuditHead {
  readonly sequence: number;
  readonly hash: string;
}

/** Which rows; what is left out asks nothing. */
export interface AuditFilter {
  readonly clerkId?: string | undefined;
  readonly actions?: readonly string[] | undefined;
  /** Not these. */
  readonly exceptActions?: readonly string[] | undefined;
  /** Without intents whose outcome is recorded: one row an act. */
  readonly oneRowPerAction?: boolean | undefined;
  /** Each of its words is in the reason, the clerk's name, the action or the target; in any case. */
  readonly text?: string | undefined;
  readonly target?: string | undefined;
  readonly outcome?: AuditOutcome | undefined;
  /** Only entries from this time on. */
  readonly since?: Date | undefined;
  /** Older than that. */
  readonly until?: Date | undefined;
  /** Only rows with a smaller, a larger number. */
  readonly before?: number | undefined;
  readonly after?: number | undefined;
}

/** Part of the chain, checked row by row. */
export interface ChainPage {
  readonly rows: number;
  /** The last row that is as it was written. */
  readonly last: AuditHead;
  /** Of the rows that are, those of the actions that were asked for. */
  readonly kept: readonly AuditRow[];
  /** The first that isn't; the page ends there. */
  readonly bad: BadRow | undefined;
}

export interface BadRow {
  readonly sequence: number;
  /** e.g. "is not what was written". Follows "Row 7 ". */
  readonly why: string;
}

export interface AuditLog {
  head(): Promise<AuditHead>;
  /** Undefined: the record of the last row was deleted. */
  findHead(): Promise<AuditHead | undefined>;
  /** Hash of that row as it is; undefined when it isn't there. */
  hashOf(sequence: number): Promise<string | undefined>;
  /** Newest first, or oldest first; `first` rows at most. */
  list(filter: AuditFilter, first: number, order: 'newest' | 'oldest'): Promise<readonly AuditRow[]>;
  /** The next `first` rows of the chain behind `after`, each computed again. */
  check(after: AuditHead, first: number, keep: readonly string[]): Promise<ChainPage>;
  /** Whether there is a row with a larger number: none was written behind the head. */
  hasBehind(sequence: number): Promise<boolean>;
  /** Throws AppError AUDIT_UNAVAILABLE when the row can't be written: then the action isn't done. */
  append(record: AuditRecord): Promise<void>;
  /** The same for an intent that an outcome is to follow; answers its number. */
  intend(record: AuditRecord): Promise<number>;
  /** What became of an intent, with its number in the row's detail. False, and no row, for one that has its outcome. */
  settle(intent: number, record: AuditRecord): Promise<boolean>;
  /** Intents without an outcome, oldest first. */
  unsettled(): Promise<readonly UnsettledIntent[]>;
}
