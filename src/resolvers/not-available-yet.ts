/** What the contract names and the server can't answer yet. README lists exactly these; a test holds the two together. */
import { AppError } from '../errors.js';

const NO_SECOND_PERSON = 'This venue asks for no second person yet: operations start without approval.';
const NO_WINDOW =
  'Time windows are not worked out yet. The check TRADING_HOURS says whether ordering would be cut.';
const NO_START_AT = 'Operations cannot be scheduled yet: leave startAt out, and they start at once.';
const NO_TOKENS = 'API tokens are not built yet. Sign in with signIn; a sign-in lasts 12 hours.';
const NO_AUDIT_READING = 'Audit rows are written from the first day, but cannot be read over the API yet.';
const NO_DIAGNOSIS =
  'Sync problems are not diagnosed yet. Read services and venue { onboarding consumers } instead.';
const NO_MAINTENANCE = 'The stop-everything switch is not built yet. Cancel what runs with cancelOperation.';

export const NOT_AVAILABLE_YET = {
  'Query.auditLog': NO_AUDIT_READING,
  'Query.auditVerification': NO_AUDIT_READING,
  'Query.apiTokens': NO_TOKENS,
  'Query.syncDiagnosis': NO_DIAGNOSIS,
  'Query.eventLog':
    "The event log is not read over the API yet. An operation's failure { trail } names the lines that matter.",
  'Query.maintenance': NO_MAINTENANCE,
  'Query.resyncPlan(startAt)': NO_START_AT,
  'Mutation.createApiToken': NO_TOKENS,
  'Mutation.revokeApiToken': NO_TOKENS,
  'Mutation.unlockClerk': 'Clerks are unlocked on the server for now: venue-control clerk unlock.',
  'Mutation.approveOperation': NO_SECOND_PERSON,
  'Mutation.rejectOperation': NO_SECOND_PERSON,
  'Mutation.resolveOperation':
    'Operations that need attention cannot be resolved by hand yet: the cloud is asked again every minute, and they resolve themselves.',
  'Mutation.setMaintenance': NO_MAINTENANCE,
  'ResyncInput.startAt': NO_START_AT,
  'GrantPermissionInput.expiresAt':
    'Tick boxes that end by themselves are not built yet: leave expiresAt out, and revoke later.',
  'ResyncPlan.diagnosis': NO_DIAGNOSIS,
  'ResyncPlan.window': NO_WINDOW,
  'OnboardingPlan.window': NO_WINDOW,
} as const satisfies Record<string, string>;

export type NotAvailableYet = keyof typeof NOT_AVAILABLE_YET;

/** The error to throw for one of them; its `details.part` is the key. */
export function notAvailableYet(part: NotAvailableYet): AppError {
  return new AppError('NOT_AVAILABLE_YET', { message: NOT_AVAILABLE_YET[part], details: { part } });
}
