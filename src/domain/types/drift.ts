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
