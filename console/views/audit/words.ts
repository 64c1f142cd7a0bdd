/** How the trail reads aloud. */

import { moment, permissionPath, sortable } from '../../format/format';
import type {
  AuditChangesQuery,
  AuditChangesQueryVariables,
  AuditDriftQuery,
  AuditLogQuery,
  AuditOutcome,
} from '../../generated/graphql';
import { t } from '../../messages';
import type { Mark, Tone } from '../../ui/state-mark';

export type AuditRow = NonNullable<AuditLogQuery['auditLog']>['edges'][number]['node'];
type Difference = NonNullable<AuditChangesQuery['auditChanges']>['changes'][number];
type Change = NonNullable<AuditDriftQuery['auditDrift']>['changes'][number];

/** An action that has no words here is shown as it is called. */
export function actionWord(action: string): string {
  const actions: Readonly<Record<string, string>> = t.audit.actions;
  return actions[action] ?? action;
}

const tones: Readonly<Record<AuditOutcome, Tone>> = {
  INTENDED: 'busy',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  DENIED: 'warn',
  UNKNOWN: 'warn',
  CANCELLED: 'idle',
};

export function outcomeMark(outcome: AuditOutcome): Mark {
  return { tone: tones[outcome], word: t.audit.outcomes[outcome] };
}

/** The reason that someone gave; of a refused sign-in, what the server found. */
export function whyWords({ action, reason }: Pick<AuditRow, 'action' | 'reason'>): string | null {
  const refusals: Readonly<Record<string, string>> = t.audit.refusals;
  const isProof = ['signIn', 'stepUp', 'changePin'].includes(action);
  return (isProof && reason !== null ? refusals[reason] : undefined) ?? reason;
}

/** No one's clerk ID: the command line, or someone who was not known. */
export function whoDid({ clerkName, runAs }: Pick<AuditRow, 'clerkName' | 'runAs'>): string {
  return clerkName ?? (runAs ? t.audit.onServer(runAs) : t.ui.notKnown);
}

/** Alone, or beside the name of a token. */
const ID = /(^| \()[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\)?$/;

/** What the act was about, by its name: `Restart NetPOS`, `Managers: Services > View`. An ID is among the row's details. */
export function targetWords({ target, targetTitle }: Pick<AuditRow, 'target' | 'targetTitle'>): string {
  return targetTitle ?? subjectWords(target ?? '');
}

/** Of a grant the permission by its path, of a token its name alone. */
function subjectWords(subject: string): string {
  const [, group, permission] = /^(.+): ([A-Z_]+)$/.exec(subject) ?? [];
  return group && permission ? `${group}: ${permissionPath(permission)}` : subject.replace(ID, '');
}

/** How people prove who they are: more than half of most trails. */
export const SIGN_INS = ['signIn', 'stepUp'];

/** Unless they are asked for; refused ones also when refusals are. */
export function hidesSignIns(filters: Readonly<Record<'action' | 'outcome' | 'signIns', string>>): boolean {
  return filters.signIns === '' && filters.action === '' && filters.outcome === '';
}

/** What no one did here deserves a look. */
export function changeTone({ kind }: Change): Tone {
  return kind === 'GRANTED_ELSEWHERE' || kind === 'REVOKED_ELSEWHERE' ? 'warn' : 'idle';
}

/** `Managers: Services > View was granted by Morgan Reyes, 12:31.` */
export function changeWords({ kind, what, byName, at }: Change, timeZone: string): string {
  const isToken = kind === 'TOKEN_CREATED' || kind === 'TOKEN_REVOKED';
  const named = isToken ? t.audit.token(subjectWords(what)) : subjectWords(what);
  const said = t.audit.drift[kind](named, byName ? t.audit.by(byName) : '');
  return `${said}${at ? `, ${moment(at, timeZone)}` : ''}.`;
}

/** `Managers: Services > View`, `Start mode of NetPOS`. */
export function changedWhat({ kind, what }: Pick<Difference, 'kind' | 'what'>): string {
  return t.audit.between.what[kind](subjectWords(what));
}

/** `12:15, Morgan Reyes: “Nights”` */
export function changedBy(
  { at, byName, reason }: Pick<Difference, 'at' | 'byName' | 'reason'>,
  timeZone: string,
  now: number = Date.now(),
): string {
  const who = [moment(at, timeZone, now), byName].filter(Boolean).join(', ');
  return reason === null ? who : `${who}: “${reason}”`;
}

const MINUTE = 60_000;

/** What is typed for the last 24 hours, with a minute more: what is done now is in it. */
export function lastDay(now: number, timeZone: string): { readonly from: string; readonly to: string } {
  const typed = (at: number) => sortable(at, timeZone).slice(0, 16);
  return { from: typed(now - 1440 * MINUTE), to: typed(now + MINUTE) };
}

/** What was compared, while the fields still say so. */
export function comparedNow(
  period: AuditChangesQueryVariables | undefined,
  chosen: { readonly from: string | null; readonly to: string | null },
): AuditChangesQueryVariables | undefined {
  return period?.from === chosen.from && period?.to === chosen.to ? period : undefined;
}

/** `Three changes since the review by Support Desk, Tue 24 Nov 14:05.` */
export function driftSentence(
  {
    changes,
    since,
    hasMore,
  }: Pick<NonNullable<AuditDriftQuery['auditDrift']>, 'changes' | 'since' | 'hasMore'>,
  timeZone: string,
): string {
  const { sinceReview, soFar, nothingChanged, moreChanges, changes: say } = t.audit;
  const when = since ? sinceReview(since.byName, moment(since.at, timeZone)) : soFar;
  if (changes.length === 0) return nothingChanged(when);
  return (hasMore ? moreChanges : say)(changes.length, when);
}
