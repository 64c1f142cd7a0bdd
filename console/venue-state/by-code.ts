/**
 * What the console adds to a finding of the server, by its codes alone: a mark, and the page on which a clerk
 * acts on it, if they can open it.
 */
import type { FindingSeverity, Permission, StatusFindingLineFragment } from '../generated/graphql';
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

/** By actionCode. One that is not here is done outside of the console. */
export const viewByAction: Readonly<Record<string, string>> = {
  PLAN_ONBOARDING: 'onboarding',
  FINISH_ONBOARDING: 'onboarding',
  PLAN_RESYNC: 'resync',
  OPEN_OPERATION: 'operations',
  OPEN_SERVICES: 'services',
  OPEN_DIAGNOSIS: 'diagnosis',
  OPEN_MAINTENANCE: 'maintenance',
  OPEN_BACKUPS: 'backups',
  OPEN_AUDIT: 'audit',
  OPEN_SECURITY: 'security',
  OPEN_TOKENS: 'tokens',
};

/** Others' operations are not everyone's. */
const permissionOf: Readonly<Record<string, Permission>> = { ...NEEDS, operations: 'SERVICES_VIEW' };

/** No clerk is sent to a page that they may not open. */
export function placeOf(
  { actionCode, operationId }: Pick<Finding, 'actionCode' | 'operationId'>,
  permissions: readonly Permission[],
): Place | undefined {
  const view = operationId === null ? viewByAction[actionCode ?? ''] : 'operations';
  if (!view || isClosed(view, permissions)) return undefined;
  return operationId === null ? { view } : { view, id: operationId };
}

/**
 * It is acted on at a page that this clerk may not open. What to do about an operation is for everyone to
 * read.
 */
export function isForOthers(
  { actionCode }: Pick<Finding, 'actionCode'>,
  permissions: readonly Permission[],
): boolean {
  return actionCode !== 'OPEN_OPERATION' && isClosed(viewByAction[actionCode ?? ''] ?? '', permissions);
}

function isClosed(view: string, permissions: readonly Permission[]): boolean {
  const needed = permissionOf[view];
  return needed !== undefined && !permissions.includes(needed);
}

/** The link to the cloud has to be made, or completed, by an onboarding. */
export function needsOnboarding(findings: readonly Pick<Finding, 'actionCode'>[]): boolean {
  return findings.some(({ actionCode }) => viewByAction[actionCode ?? ''] === 'onboarding');
}

/** A send of all data that no operation of the list shows, such as a first sync. */
export function sendIn<Each extends Pick<Finding, 'code'>>(findings: readonly Each[]): Each | undefined {
  return findings.find(({ code }) => code === 'SEND_RUNNING' || code === 'FULL_SEND_UNOWNED');
}
