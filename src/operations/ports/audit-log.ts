/** The trail: an HMAC chain over canonical JSON, written before an effect (INTENDED, DENIED) and after it. */
/** Each with its description in the API, whose enum is made of this table. */
export const AUDIT_OUTCOMES = {
  INTENDED: 'Written before the effect.',
  SUCCEEDED: '',
  FAILED: '',
  DENIED: 'A guard refused it.',
  CANCELLED: 'Ended because somebody, or nobody in time, said so.',
} as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;

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
  /** Plain JSON, no secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface AuditLog {
  /** Throws AppError AUDIT_UNAVAILABLE when the row can't be written: then the action isn't done. */
  append(record: AuditRecord): Promise<void>;
}
