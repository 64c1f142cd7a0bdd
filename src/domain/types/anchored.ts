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
  'exportPassport',
  'importPassport',
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
