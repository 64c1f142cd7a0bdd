import { list } from '../../format/format';
import type { OperationLineFragment, OperationPlannedFragment } from '../../generated/graphql';
import { t } from '../../messages';

type Approvers = OperationPlannedFragment['approvers'];

/** Whether to show the buttons: where it is unknown who may, the server does when one is pressed. */
export function mayDecide(approvers: Approvers | undefined, viewerId: string | undefined): boolean {
  if (approvers === undefined) return false;
  return approvers === null || approvers.some(({ id }) => id === viewerId);
}

/** Whom to fetch: `Sam Okafor (Supervisors) can approve it. Nothing is changed before that. …` */
export function approverWords(approvers: NonNullable<Approvers>): string {
  const names = approvers.map(({ name, securityGroup }) =>
    securityGroup ? `${name} (${securityGroup.name})` : name,
  );
  if (names.length === 0) return `${t.operation.noneMayApprove} ${t.operation.untilThen}`;
  return `${t.operation.mayApprove(list(names, 'or'))} ${t.operation.untilThen}`;
}

/** `Started by Priya N.: “Bistro sales missing”` */
export function startedBy({ requestedByName, reason }: OperationLineFragment): string {
  return reason
    ? t.operation.startedBecause(requestedByName, reason)
    : t.operation.startedBy(requestedByName);
}
