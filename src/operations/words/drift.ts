/** What may have drifted between two reviews of the audit. Each with its description in the API, whose enum is made of this table. */
export const DRIFT_KINDS = {
  GRANTED: 'A box was ticked.',
  REVOKED: 'A box was cleared.',
  EXPIRED: 'A tick with an end has ended.',
  GRANTED_ELSEWHERE:
    'A box is ticked that the last review saw cleared, and nobody did it here: look in Back Office.',
  REVOKED_ELSEWHERE:
    'A box is cleared that the last review saw ticked, and nobody did it here: look in Back Office.',
  TOKEN_CREATED: 'An API token was made.',
  TOKEN_REVOKED: 'An API token was revoked.',
  PIN_SET: 'A clerk was given a PIN.',
} as const;
export type DriftKind = keyof typeof DRIFT_KINDS;

/** Actions that are drift once they have succeeded. */
export const DRIFT_ACTIONS: Readonly<Record<string, DriftKind>> = {
  grantPermission: 'GRANTED',
  'clerk.grant': 'GRANTED',
  revokePermission: 'REVOKED',
  'clerk.revoke': 'REVOKED',
  createApiToken: 'TOKEN_CREATED',
  revokeApiToken: 'TOKEN_REVOKED',
  endApiTokens: 'TOKEN_REVOKED',
  'clerk.set-pin': 'PIN_SET',
};
