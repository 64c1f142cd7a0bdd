/** Values of the audit: outcomes, drift between reviews, and what is anchored at once. */

/** How far what was tried came. Each with its description in the API, whose enum is made of this table. */
export const AUDIT_OUTCOMES = {
  INTENDED: 'Recorded before the action.',
  SUCCEEDED: '',
  FAILED: '',
  DENIED: 'A guard refused it.',
  UNKNOWN: 'Unknown: the server stopped before the outcome was recorded. Check the target.',
  CANCELLED: 'Cancelled or rejected by a clerk, or not approved in time.',
} as const;
export type AuditOutcome = keyof typeof AUDIT_OUTCOMES;

/** What may have drifted between two reviews of the audit. Each with its description in the API, whose enum is made of this table. */
export const DRIFT_KINDS = {
  GRANTED: 'A box was ticked.',
  REVOKED: 'A box was cleared.',
  EXPIRED: 'A temporary grant has expired.',
  GRANTED_ELSEWHERE:
    'A permission was granted since the last review, outside this program: check Back Office.',
  REVOKED_ELSEWHERE:
    'A permission was revoked since the last review, outside this program: check Back Office.',
  TOKEN_CREATED: 'An API token was created.',
  TOKEN_REVOKED: 'An API token was revoked.',
  PIN_SET: 'A PIN was set for a clerk.',
} as const;
export type DriftKind = keyof typeof DRIFT_KINDS;

/** What may differ between two times. Each with its description in the API, whose enum is made of this table. */
export const CHANGE_KINDS = {
  PERMISSION: 'A permission of a Clerk Security Group.',
  TOKEN: 'An API token.',
  PIN: 'The PIN of a clerk.',
  START_MODE: 'The start mode of a service.',
  MAINTENANCE: 'Maintenance mode.',
  SETTING: 'A setting of config.json, venue.json or the environment; its value is not recorded.',
} as const;
export type ChangeKind = keyof typeof CHANGE_KINDS;

/** Actions that are drift once they have succeeded. */
export const DRIFT_ACTIONS: Readonly<Record<string, DriftKind>> = {
  grantPermission: 'GRANTED',
  'clerk.grant': 'GRANTED',
  revokePermission: 'REVOKED',
  'clerk.revoke': 'REVOKED',
  createApiToken: 'TOKEN_CREATED',
  renewApiToken: 'TOKEN_CREATED',
  revokeApiToken: 'TOKEN_REVOKED',
  endApiTokens: 'TOKEN_REVOKED',
  'clerk.set-pin': 'PIN_SET',
};

/** Of the row that says that the data folder's own anchor was missing or not signed. */
export const ANCHOR_LOST = 'state.anchor-lost';

/** Action of the rows that record a review of the audit. */
export const AUDIT_REVIEWS = ['signOffAudit', 'audit.sign-off'];

/** Actions whose rows are anchored before anyone is answered; all others within a minute. */
const AT_ONCE: ReadonlySet<string> = new Set([
  'onboard',
  'resync',
  'grantPermission',
  'revokePermission',
  'clerk.grant',
  'clerk.revoke',
  'clerk.set-pin',
  'changePin',
  'createApiToken',
  'renewApiToken',
  'revokeApiToken',
  'endApiTokens',
  'endPin',
  ...AUDIT_REVIEWS,
  'state.restore',
  'passport.export',
  'passport.import',
]);

/** A refusal changes nothing, and anyone can make one. */
export function isAnchoredAtOnce({
  action,
  outcome,
}: {
  readonly action: string;
  readonly outcome: string;
}): boolean {
  return AT_ONCE.has(action) && outcome !== 'DENIED';
}
