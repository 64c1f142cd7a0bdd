/** Which alert rules have their condition met: from the findings of the status, and from facts beside it. */

import type { StatusFinding, VenueStatus } from '../status/judge-status.js';
import {
  ALERT_CODES,
  ALERT_RULES,
  type AlertCode,
  type AlertRule,
  type AlertSeverity,
} from '../types/alert-rules.js';
import type { ActionCode, FindingCode } from '../types/findings.js';
import { operationOf } from '../types/venue-alert.js';

export interface Condition {
  readonly code: AlertCode;
  readonly subject: string;
  readonly severity: AlertSeverity;
  readonly message: string;
  readonly remedy: string;
  /** Undefined: a fact that is no finding, or the status as a whole. */
  readonly finding?: StatusFinding | undefined;
}

export interface Conditions {
  readonly found: readonly Condition[];
  /** Of these, that a condition is missing proves nothing. */
  readonly hidden: ReadonlySet<AlertCode>;
  /** These open nothing now: what is so is meant to be. */
  readonly quiet: ReadonlySet<AlertCode>;
}

/** The table names findings as text, because it is below the status: here the compiler holds it to codes that exist. */
const FINDINGS_OF: Readonly<Record<AlertCode, { readonly findings: readonly FindingCode[] }>> = ALERT_RULES;

/** `plannedEnd`: when the planned outage was first said to end; undefined: there is none, or its end is unknown. */
export function conditionsOf(status: VenueStatus, plannedEnd?: Date): Conditions {
  const codes = new Set<string>(status.findings.map(({ code }) => code));
  const isMaintained = codes.has('MAINTENANCE_ON');
  const hidden = ALERT_CODES.filter((code) => ALERT_RULES[code].hiddenBy.some((each) => codes.has(each)));
  const quiet = ALERT_CODES.filter((code) => isMaintained && ALERT_RULES[code].quietInMaintenance);
  const found = ALERT_CODES.flatMap((code) =>
    status.findings
      .filter((finding) => FINDINGS_OF[code].findings.includes(finding.code) && isMeant(code, finding))
      .map((finding) => ofFinding(code, finding, status)),
  );
  const isUnknown = status.state === 'UNKNOWN';
  // What is only planned by now is not over.
  const ofOrderingHidden: readonly AlertCode[] = isUnknown
    ? ['ORDERING_DOWN', 'PLANNED_OUTAGE_OVERRUN']
    : status.planned
      ? ['ORDERING_DOWN']
      : [];
  return {
    found: onceEach([...ofOrdering(status, plannedEnd), ...found]),
    hidden: new Set<AlertCode>([...hidden, ...ofOrderingHidden]),
    quiet: new Set<AlertCode>(status.planned ? [...quiet, 'ORDERING_DOWN'] : quiet),
  };
}

/** The condition of a rule with its parameters put in. */
export function conditionOf(
  code: AlertCode,
  subject: string,
  params: Readonly<Record<string, string>>,
): Condition {
  const { severity = 'WARNING', message, remedy }: AlertRule = ALERT_RULES[code];
  const put = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? '').trim();
  return { code, subject, severity, message: put(message), remedy: put(remedy) };
}

function ofOrdering(status: VenueStatus, plannedEnd: Date | undefined): readonly Condition[] {
  const { state, planned, headline: detail, cause, checkedAt } = status;
  if (state !== 'DOWN') return [];
  const remedy = cause?.remedy ?? '';
  if (!planned) return [conditionOf('ORDERING_DOWN', '', { detail, remedy })];
  if (!plannedEnd || checkedAt < plannedEnd) return [];
  const until = plannedEnd.toISOString();
  return [conditionOf('PLANNED_OUTAGE_OVERRUN', '', { until, detail, remedy })];
}

/** A send that an operation owns has its own deadline: only the first sync is watched. */
function isMeant(code: AlertCode, { code: finding, operationId }: StatusFinding): boolean {
  return code !== 'FIRST_SYNC_STALLED' || finding !== 'SEND_RUNNING' || operationId === undefined;
}

function ofFinding(code: AlertCode, finding: StatusFinding, status: VenueStatus): Condition {
  const { message: detail, remedy } = finding;
  const words = conditionOf(code, subjectOf(code, finding, status), { detail, remedy });
  return { ...words, severity: finding.severity === 'CRITICAL' ? 'CRITICAL' : 'WARNING', finding };
}

function subjectOf(code: AlertCode, finding: StatusFinding, { checkedAt }: VenueStatus): string {
  switch (code) {
    case 'SERVICE_DOWN':
    case 'SERVICE_UNSTABLE':
      return finding.service ?? finding.code;
    case 'OPERATION_NEEDS_ATTENTION':
      return finding.operationId ?? '';
    case 'FIRST_SYNC_STALLED':
      // With each percent it is another one, so that only what makes no progress lasts.
      return finding.params['percent'] ?? '';
    case 'REGISTRATION_ENDING':
      return stageOf(finding, checkedAt);
    default:
      return '';
  }
}

const DAY_MS = 86_400_000;
const STAGES = [1, 7, 30];

/** Each stage is an alert of its own. */
function stageOf({ code, params: { day = '' } }: StatusFinding, at: Date): string {
  if (code === 'REGISTRATION_EXPIRED') return '0';
  const daysLeft = (Date.parse(day) - at.getTime()) / DAY_MS;
  return String(STAGES.find((stage) => daysLeft <= stage) ?? 30);
}

type Subject = Pick<Condition, 'code' | 'subject'>;

/** The finding that each alert is about now. Undefined: it is over, or it is about no finding. */
export function findingsOf(
  alerts: readonly Subject[],
  status: VenueStatus,
): readonly (StatusFinding | undefined)[] {
  const { found } = conditionsOf(status);
  const cause = status.state === 'DOWN' ? status.cause : undefined;
  return alerts.map(({ code, subject }) =>
    code === 'ORDERING_DOWN' || code === 'PLANNED_OUTAGE_OVERRUN'
      ? cause
      : found.find((it) => it.code === code && it.subject === subject)?.finding,
  );
}

/**
 * What to do next: about its finding, or else by its rule or its operation. Undefined: what its remedy
 * says.
 */
export function actionOf(alert: Subject, finding: StatusFinding | undefined): ActionCode | undefined {
  const rule: AlertRule = ALERT_RULES[alert.code];
  const found = finding?.actionCode ?? rule.actionCode;
  return found ?? (operationOf(alert) === undefined ? undefined : 'OPEN_OPERATION');
}

function onceEach(conditions: readonly Condition[]): readonly Condition[] {
  const keys = conditions.map(({ code, subject }) => `${code} ${subject}`);
  return conditions.filter((_, index) => keys.indexOf(keys[index] ?? '') === index);
}
