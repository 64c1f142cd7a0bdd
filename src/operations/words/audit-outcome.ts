/** How far what was tried came. */
/** Each with its description in the API, whose enum is made of this table. */
export const AUDIT_OUTCOMES = {
  INTENDED: 'Written before the effect.',
  SUCCEEDED: '',
  FAILED: '',
  DENIED: 'A guard refused it.',
  UNKNOWN: 'Nobody can say: the server stopped before it could be written. Look at what it is about.',
  CANCELLED: 'Ended because somebody, or nobody in time, said so.',
} as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;
