/** What the console adds to a finding of the server, by its code alone: a mark, and the page on which a clerk acts on it, if they can open it. */
import type { FindingSeverity, Permission, StatusFindingLineFragment } from '../generated/graphql';
import { findingsByAlert } from '../generated/server-words';
import { NEEDS } from '../navigation/may-open';
import type { Tone } from '../ui/state-mark';

type Finding = StatusFindingLineFragment;

export const severityTone: Readonly<Record<FindingSeverity, Tone>> = {
  CRITICAL: 'bad',
  WARNING: 'warn',
  INFO: 'idle',
};

export interface Place {
  readonly view: string;
  /** Of one operation. */
  readonly id?: string;
}

/** A code that is not here is acted on outside of the console, or on the page that shows it. */
export const viewByCode: Readonly<Record<string, string>> = {
  RECONNECT_NEEDED: 'onboarding',
  NEVER_CONNECTED: 'onboarding',
  CLOUD_SYNC_MISSING: 'onboarding',
  SERVICE_DOWN: 'services',
  SERVICE_DEGRADED: 'services',
  SERVICE_UNSTABLE: 'services',
  MONITOR_IGNORES_SERVICE: 'services',
  ONBOARDING_WAITS: 'operations',
  FIRST_SYNC_MISSING: 'services',
  BACKLOG: 'services',
  LINK_DOWN: 'diagnosis',
  DATA_SYNC_FAILING: 'diagnosis',
  VERSION_MISMATCH: 'diagnosis',
  FULL_SEND_UNOWNED: 'resync',
  MAINTENANCE_ON: 'maintenance',
  CLOCK_JUMPED: 'maintenance',
  BACKUP_OLD: 'backups',
  BACKUP_FAILED: 'backups',
  BACKUP_ON_SAME_DISK: 'backups',
  BACKUP_MISSING: 'backups',
};

/** Alerts that watch no finding, and where a clerk acts on them. Null: on the server. */
export const viewByAlert: Readonly<Record<string, string | null>> = {
  PLANNED_OUTAGE_OVERRUN: 'operations',
  OPERATION_FAILED: 'operations',
  OPERATION_AWAITS_APPROVAL: 'operations',
  AUDIT_NOT_INTACT: 'audit',
  TOO_MANY_HOLDERS: 'security',
  TOKEN_ENDING: 'tokens',
  CLERK_ACCESS_ENDED: 'security',
  DISK_LOW: null,
};

/** Others' operations are not everyone's. */
const permissionOf: Readonly<Record<string, Permission>> = { ...NEEDS, operations: 'SERVICES_VIEW' };

/** No clerk is sent to a page that they may not open. */
export function placeOf(
  { code, operationId }: Pick<Finding, 'code' | 'operationId'>,
  permissions: readonly Permission[],
): Place | undefined {
  const view = operationId === null ? viewOf(code) : 'operations';
  if (!view || isClosed(view, permissions)) return undefined;
  return operationId === null ? { view } : { view, id: operationId };
}

/** An alert that watches findings has the page of the first that has one. */
function viewOf(code: string): string | undefined {
  const its = findingsByAlert[code] ?? [];
  return viewByCode[code] ?? viewByAlert[code] ?? its.map((finding) => viewByCode[finding]).find(Boolean);
}

/** It is acted on at a page that this clerk may not open. */
export function isForOthers({ code }: Pick<Finding, 'code'>, permissions: readonly Permission[]): boolean {
  return isClosed(viewByCode[code] ?? '', permissions);
}

function isClosed(view: string, permissions: readonly Permission[]): boolean {
  const needed = permissionOf[view];
  return needed !== undefined && !permissions.includes(needed);
}

/** The link to the cloud has to be made, or completed, by an onboarding. */
export function needsOnboarding(findings: readonly Pick<Finding, 'code'>[]): boolean {
  return findings.some(({ code }) => viewByCode[code] === 'onboarding');
}

/** A send of all data that no operation of the list shows, such as a first sync. */
export function sendIn<Each extends Pick<Finding, 'code'>>(findings: readonly Each[]): Each | undefined {
  return findings.find(({ code }) => code === 'SEND_RUNNING' || code === 'FULL_SEND_UNOWNED');
}
