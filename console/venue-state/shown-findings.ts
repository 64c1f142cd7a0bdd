/** Findings of the server with the alerts about them, which a clerk can acknowledge; and the alerts that are about no finding, while they are so. */
import { dayAndTime } from '../format/format';
import type {
  AlertLineFragment,
  FindingSeverity,
  OperationLineFragment,
  Permission,
  StatusFindingLineFragment,
} from '../generated/graphql';
import { findingsByAlert } from '../generated/server-words';
import { t } from '../messages';
import { isForOthers, type Place, placeOf } from './by-code';

export interface ShownFinding {
  readonly key: string;
  /** It is about no finding of the status. */
  readonly isAlert: boolean;
  readonly severity: FindingSeverity;
  readonly since: string;
  readonly message: string;
  readonly remedy: string;
  readonly place: Place | undefined;
  /** None: it opens no alert, or has not lasted long enough. */
  readonly alerts: readonly AlertLineFragment[];
}

interface Found {
  readonly findings: readonly StatusFindingLineFragment[];
  readonly cause: StatusFindingLineFragment | undefined;
  readonly alerts: readonly AlertLineFragment[];
  /** Undefined: not known yet. */
  readonly permissions: readonly Permission[] | undefined;
  /** A resync that has not begun: what advises one has been heard. */
  readonly planned?: { readonly id: string; readonly words: string } | undefined;
}

/** Whose remedy is to think of a resync. */
const ADVISES_RESYNC = 'DATA_SYNC_FAILING';

/** `cause`: what the status is about. `others`: what hurts ordering first; what is acknowledged last. */
export function shownFindings(found: Found) {
  const { findings, cause, alerts, permissions = [], planned } = found;
  const shown = (finding: StatusFindingLineFragment): ShownFinding => {
    const { code, severity, since, message, remedy, service, operationId } = finding;
    return {
      key: `${code} ${service} ${operationId} ${message}`,
      isAlert: false,
      severity,
      since,
      message,
      ...(planned && code === ADVISES_RESYNC
        ? { remedy: planned.words, place: { view: 'resync', id: planned.id } }
        : {
            remedy: found.permissions && isForOthers(finding, permissions) ? t.venue.tellManager : remedy,
            place: placeOf(finding, permissions),
          }),
      alerts: alerts.filter(
        (alert) => findingOf(alert, findings) === finding || (finding === cause && isOfAll(alert)),
      ),
    };
  };
  const alone = alerts
    .filter((alert) => isAlone(alert) && alert.overSince === null)
    .map((alert) => shownAlert(alert, permissions));
  const others = [...findings.filter((finding) => finding !== cause).map(shown), ...alone];
  return { cause: cause && shown(cause), others: others.toSorted(firstToLast) };
}

/** Each alert about it is acknowledged. */
export function isAcknowledged({ alerts }: Pick<ShownFinding, 'alerts'>): boolean {
  return alerts.length > 0 && alerts.every(({ state }) => state === 'ACKNOWLEDGED');
}

/** The finding that an alert is about, by its code, service and operation. */
function findingOf(
  alert: AlertLineFragment,
  findings: readonly StatusFindingLineFragment[],
): StatusFindingLineFragment | undefined {
  if (isAlone(alert) || isOfAll(alert)) return undefined;
  const { findingCode, service, operationId } = alert;
  return findings.find(
    (finding) =>
      finding.code === findingCode &&
      finding.service === service &&
      (operationId === null || finding.operationId === operationId),
  );
}

/** It watches no finding. */
function isAlone({ code }: Pick<AlertLineFragment, 'code'>): boolean {
  return !Object.hasOwn(findingsByAlert, code) && !isOfAll({ code });
}

/** It says what the status itself says. */
function isOfAll({ code }: Pick<AlertLineFragment, 'code'>): boolean {
  return code === 'ORDERING_DOWN';
}

/** For itself, without its finding. */
export function shownAlert(alert: AlertLineFragment, permissions: readonly Permission[]): ShownFinding {
  const { id, severity, beganAt: since, message, remedy } = alert;
  const place = placeOf(alert, permissions);
  return { key: id, isAlert: true, severity, since, message, remedy, place, alerts: [alert] };
}

const SEVERITIES: readonly FindingSeverity[] = ['CRITICAL', 'WARNING', 'INFO'];

export function firstToLast(one: ShownFinding, other: ShownFinding): number {
  return (
    Number(isAcknowledged(one)) - Number(isAcknowledged(other)) ||
    SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity)
  );
}

/** The resync that waits for its time or for its approval, in a sentence; undefined: none does. */
export function plannedResync(
  operations: readonly OperationLineFragment[],
  timeZone: string,
): { readonly id: string; readonly words: string } | undefined {
  const found = operations.find(
    ({ kind, state }) => kind === 'RESYNC' && (state === 'SCHEDULED' || state === 'AWAITING_APPROVAL'),
  );
  if (!found) return undefined;
  const { id, state, scheduledFor } = found;
  const isScheduled = state === 'SCHEDULED' && scheduledFor !== null;
  return {
    id,
    words: isScheduled
      ? t.venue.resyncScheduled(dayAndTime(scheduledFor, timeZone))
      : t.venue.resyncAwaitsApproval,
  };
}
