/** How far what was tried came. */
/** Each with its description in the API, whose enum is made of this table. */
export const AUDIT_OUTCOMES = {
  INTENDED: 'Recorded before the action.',
  SUCCEEDED: '',
  FAILED: '',
  DENIED: 'A guard refused it.',
  UNKNOWN: 'Unknown: the server stopped before the outcome was recorded. Check the target.',
  CANCELLED: 'Cancelled or rejected by a clerk, or not approved in time.',
} as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;
