/** What the contract names and the server can't answer yet. README lists exactly these; a test holds the two together. */
import { AppError } from '../../errors.js';

const NO_AUDIT_READING = 'Audit rows are written from the first day, but cannot be read over the API yet.';

export const NOT_AVAILABLE_YET = {
  'Query.auditLog': NO_AUDIT_READING,
  'Query.auditVerification': NO_AUDIT_READING,
} as const satisfies Record<string, string>;

export type NotAvailableYet = keyof typeof NOT_AVAILABLE_YET;

/** The error to throw for one of them; its `details.part` is the key. */
export function notAvailableYet(part: NotAvailableYet): AppError {
  return new AppError('NOT_AVAILABLE_YET', { message: NOT_AVAILABLE_YET[part], details: { part } });
}
