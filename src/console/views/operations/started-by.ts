import type { OperationLineFragment } from '../../generated/graphql';

/** `Started by Priya N.: “Bistro sales missing”` */
export function startedBy({ requestedByName, reason }: OperationLineFragment): string {
  return `Started by ${requestedByName}${reason ? `: “${reason}”` : '.'}`;
}
