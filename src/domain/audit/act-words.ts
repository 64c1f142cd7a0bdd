/** Rows of the audit as sentences. The console has the words for its audit page from here: npm run codegen writes them there. */

import type { AuditRow } from '../ports/audit-log.js';
import type { AuditOutcome } from '../types/audit.js';
import { PERMISSIONS } from '../types/permissions.js';
import { isServiceKey, serviceName } from '../types/services.js';

/** What is tried, and what was done; `{target}` where the target belongs into the sentence. */
export const ACTS: Readonly<Record<string, readonly [string, string]>> = {
  signIn: ['sign in', 'signed in'],
  stepUp: ['enter the PIN again', 'entered the PIN again'],
  changePin: ['change a PIN', 'changed a PIN'],
  onboard: ['onboard', 'onboarded the venue'],
  finishOnboarding: ['finish the onboarding', 'finished the onboarding'],
  requestAuthenticationCode: ['send an authentication code', 'sent an authentication code'],
  // Two of version 0.1.0, whose rows stay.
  exportPassport: ['export a migration file', 'exported a migration file'],
  importPassport: ['import a migration file', 'imported a migration file'],
  activateLocations: ['activate locations', 'activated locations'],
  resync: ['resync', 'resynced the venue'],
  serviceControl: ['change a service', 'changed a service'],
  startService: ['start a service', 'started a service'],
  stopService: ['stop a service', 'stopped a service'],
  restartService: ['restart a service', 'restarted a service'],
  setServiceStartMode: ['change a start mode', 'changed a start mode'],
  cancelOperation: ['cancel an operation', 'cancelled an operation'],
  approveOperation: ['approve an operation', 'approved an operation'],
  rejectOperation: ['reject an operation', 'rejected an operation'],
  resolveOperation: ['decide on an operation', 'decided on an operation'],
  setMaintenance: ['turn maintenance mode on or off', 'turned maintenance mode {target}'],
  confirmClock: ['confirm the clock of the server', 'confirmed the clock of the server'],
  acknowledgeAlert: ['acknowledge an alert', 'acknowledged an alert'],
  grantPermission: ['grant a permission', 'granted a permission'],
  revokePermission: ['revoke a permission', 'revoked a permission'],
  unlockClerk: ['unlock a clerk', 'unlocked a clerk'],
  createApiToken: ['create an access token', 'created an access token'],
  renewApiToken: ['renew an access token', 'renewed an access token'],
  revokeApiToken: ['revoke an access token', 'revoked an access token'],
  endApiTokens: ['end access tokens', 'ended access tokens'],
  endPin: ['end a PIN', 'ended a PIN'],
  signOffAudit: ['sign off the audit', 'signed off the audit'],
  createSupportBundle: ['create a support bundle', 'created a support bundle'],
  'clerk.set-pin': ['set a PIN', 'set a PIN'],
  'clerk.unlock': ['unlock a clerk, on the server', 'unlocked a clerk, on the server'],
  'clerk.grant': ['grant a permission, on the server', 'granted a permission, on the server'],
  'clerk.revoke': ['revoke a permission, on the server', 'revoked a permission, on the server'],
  'audit.sign-off': ['sign off the audit, on the server', 'signed off the audit, on the server'],
  'notify.set-secret': [
    'set a secret of a channel, on the server',
    'set a secret of a channel, on the server',
  ],
  'otlp.set-header': [
    'set the header of the collector, on the server',
    'set the header of the collector, on the server',
  ],
  'passport.export': ['export a migration file, on the server', 'exported a migration file, on the server'],
  'passport.import': ['import a migration file, on the server', 'imported a migration file, on the server'],
  'state.restore': ['restore a backup', 'restored a backup'],
  'state.anchor-lost': ['find the anchor of the audit', 'found the anchor of the audit'],
  'settings.change': ['change settings', 'changed settings'],
};

const OUTCOMES: Readonly<Record<AuditOutcome, string>> = {
  INTENDED: 'Started.',
  SUCCEEDED: 'Done.',
  FAILED: 'Failed.',
  DENIED: 'Refused.',
  UNKNOWN: 'The outcome is unknown.',
  CANCELLED: 'Cancelled.',
};

/** Why a PIN was refused, by the codes in the audit. */
export const REFUSALS: Readonly<Record<string, string>> = {
  wrong: 'Clerk ID and PIN did not match',
  locked: 'The clerk was locked out',
  'too many': 'Too many attempts',
  busy: 'The server was busy',
};

/** Which check refused it; a permission follows. */
const GATES: Readonly<Record<string, string>> = {
  PERMISSION: 'It needs the permission',
  SCOPE: 'It needs all locations for',
  STEP_UP: 'The PIN had to be entered again for',
  HIERARCHY: 'The security group has too high a rank for',
};

/** Actors that are no clerk. */
const OTHERS: Readonly<Record<string, string>> = {
  'command line': 'The command line',
  'control plane': 'The control plane',
  'unknown clerk': 'An unknown clerk',
};

/** Alone, or beside the name of a token. */
const ID = /(^| \()[0-9a-f]{8}-[0-9a-f-]{27}\)?$/;

/** `Morgan Reyes granted a permission (Managers: Services > View). “For the audit”` An action without words is shown as it is called. */
export function actText(
  row: Pick<
    AuditRow,
    'clerkId' | 'clerkName' | 'action' | 'target' | 'outcome' | 'reason' | 'after' | 'detail'
  >,
): string {
  const { clerkId, clerkName, action, outcome, reason } = row;
  const who = (clerkId === undefined && OTHERS[clerkName]) || clerkName;
  const [infinitive, past] = ACTS[action] ?? [action, `did ${action}`];
  const target = serviceIn(row) ?? endIn(row) ?? targetWords(row.target);
  const what = (words: string) =>
    words.includes('{target}')
      ? words.replace('{target}', () => target)
      : `${words}${target && ` (${target})`}`;
  const said =
    outcome === 'SUCCEEDED'
      ? `${who} ${what(past)}.`
      : `${who} tried to ${what(infinitive)}. ${OUTCOMES[outcome]}`;
  return reason === undefined ? said : `${said} ${reasonWords(action, reason)}`;
}

/** Its target is the operation that changed it. */
function serviceIn({ action, detail }: Pick<AuditRow, 'action' | 'detail'>): string | undefined {
  const { displayName } = (detail?.['input'] ?? {}) as { readonly displayName?: string };
  return action === 'serviceControl' ? displayName : undefined;
}

/** Of maintenance mode that was turned on. */
function endIn({ action, target, after }: Pick<AuditRow, 'action' | 'target' | 'after'>): string | undefined {
  const until = action === 'setMaintenance' ? after?.['until'] : undefined;
  return typeof until === 'string' ? `${target} until ${until}` : undefined;
}

function targetWords(target: string | undefined): string {
  if (target === undefined) return '';
  if (isServiceKey(target)) return serviceName(target);
  const [, group, permission] = /^(.+): ([A-Z_]+)$/.exec(target) ?? [];
  return group && permission ? `${group}: ${pathOf(permission)}` : target.replace(ID, '');
}

function reasonWords(action: string, reason: string): string {
  const refusal = ['signIn', 'stepUp', 'changePin'].includes(action) ? REFUSALS[reason] : undefined;
  if (refusal) return `${refusal}.`;
  if (reason === 'PERSON_NEEDED') return 'API tokens can’t do this.';
  const [, gate = '', permission = ''] = /^([A-Z_]+): ([A-Z_]+)$/.exec(reason) ?? [];
  return GATES[gate] ? `${GATES[gate]} ${pathOf(permission)}.` : `“${reason}”`;
}

function pathOf(permission: string): string {
  const permissions: Readonly<Record<string, { readonly path: string }>> = PERMISSIONS;
  return permissions[permission]?.path ?? permission;
}
