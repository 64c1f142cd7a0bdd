/** How the trail reads aloud. */
import type { AuditDriftQuery, AuditLogQuery, AuditOutcome, DriftKind } from '../../generated/graphql';
import { count, moment } from '../../ui/format';
import { permissionPath } from '../../ui/permission';
import type { Tone } from '../../ui/state-mark';

export type AuditRow = NonNullable<AuditLogQuery['auditLog']>['edges'][number]['node'];
type Change = NonNullable<AuditDriftQuery['auditDrift']>['changes'][number];

/** What can be asked for, in words; an action that is not here is shown as it is called. */
export const actions: Readonly<Record<string, string>> = {
  signIn: 'Sign in',
  stepUp: 'Enter the PIN once more',
  onboard: 'Onboard',
  requestAuthenticationCode: 'Send an authentication code',
  activateLocations: 'Activate locations',
  resync: 'Resync',
  serviceControl: 'Change a service',
  cancelOperation: 'Cancel an operation',
  approveOperation: 'Approve an operation',
  rejectOperation: 'Say no to an operation',
  resolveOperation: 'Decide on an operation',
  setMaintenance: 'Stop everything new, or let it go',
  grantPermission: 'Grant a tick box',
  revokePermission: 'Revoke a tick box',
  unlockClerk: 'Unlock a clerk',
  createApiToken: 'Create an access token',
  revokeApiToken: 'Revoke an access token',
  endApiTokens: 'End access tokens',
  signOffAudit: 'Sign the audit off',
  'clerk.set-pin': 'Set a PIN',
  'clerk.unlock': 'Unlock a clerk, on the server',
  'clerk.grant': 'Grant a tick box, on the server',
  'clerk.revoke': 'Revoke a tick box, on the server',
  'audit.sign-off': 'Sign the audit off, on the server',
  'state.restore': 'Restore a backup',
};

export function actionWord(action: string): string {
  return actions[action] ?? action;
}

const outcomes: Readonly<Record<AuditOutcome, readonly [Tone, string]>> = {
  INTENDED: ['busy', 'Begun'],
  SUCCEEDED: ['ok', 'Done'],
  FAILED: ['bad', 'Failed'],
  DENIED: ['warn', 'Refused'],
  UNKNOWN: ['warn', 'Not known'],
  CANCELLED: ['idle', 'Cancelled'],
};

export const outcomeChoices = Object.entries(outcomes).map(([value, [, label]]) => ({ value, label }));

export function outcomeMark(outcome: AuditOutcome): { readonly tone: Tone; readonly word: string } {
  const [tone, word] = outcomes[outcome];
  return { tone, word };
}

/** Nobody's clerk ID: the command line, or somebody who was not known. */
export function whoDid({ clerkName, runAs }: Pick<AuditRow, 'clerkName' | 'runAs'>): string {
  return clerkName ?? (runAs ? `${runAs}, on the server` : 'Nobody who is known');
}

/** `Managers: Services > View`: targets of grants hold the name of a tick box. */
export function targetWords(target: string | null): string {
  if (!target) return '';
  const [, group, permission] = /^(.+): ([A-Z_]+)$/.exec(target) ?? [];
  return group && permission ? `${group}: ${permissionPath(permission)}` : target;
}

const kinds: Readonly<Record<DriftKind, string>> = {
  GRANTED: 'was granted',
  REVOKED: 'was revoked',
  EXPIRED: 'has ended by itself',
  GRANTED_ELSEWHERE: 'is ticked, and nobody did it here: look in Back Office',
  REVOKED_ELSEWHERE: 'is cleared, and nobody did it here: look in Back Office',
  TOKEN_CREATED: 'was created',
  TOKEN_REVOKED: 'was revoked',
  PIN_SET: 'was given a PIN',
};

/** What nobody did here deserves a look. */
export function changeTone({ kind }: Change): Tone {
  return kind === 'GRANTED_ELSEWHERE' || kind === 'REVOKED_ELSEWHERE' ? 'warn' : 'idle';
}

/** `Managers: Services > View was granted by Morgan Reyes, 12:31.` */
export function changeWords({ kind, what, byName, at }: Change, timeZone: string): string {
  const token = kind === 'TOKEN_CREATED' || kind === 'TOKEN_REVOKED' ? 'Access token ' : '';
  const by = byName ? ` by ${byName}` : '';
  return `${token}${targetWords(what)} ${kinds[kind]}${by}${at ? `, ${moment(at, timeZone)}` : ''}.`;
}

/** `Three changes since Support Desk looked, Tue 24 Nov 14:05.` */
export function driftSentence(
  {
    changes,
    since,
    hasMore,
  }: Pick<NonNullable<AuditDriftQuery['auditDrift']>, 'changes' | 'since' | 'hasMore'>,
  timeZone: string,
): string {
  const when = since
    ? `since ${since.byName} looked, ${moment(since.at, timeZone)}`
    : 'so far; nobody has signed it off yet';
  if (changes.length === 0) return `Nothing has changed ${when}.`;
  const number = `${hasMore ? 'More than ' : ''}${hasMore ? changes.length : count(changes.length)}`;
  return `${number} ${changes.length === 1 ? 'change' : 'changes'} ${when}.`;
}
