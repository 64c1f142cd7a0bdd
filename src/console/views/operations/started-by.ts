import type { OperationLineFragment } from '../../generated/graphql';
import { t } from '../../messages';

/** `Started by Priya N.: “Bistro sales missing”` */
export function startedBy({ requestedByName, reason }: OperationLineFragment): string {
  return reason
    ? t.operation.startedBecause(requestedByName, reason)
    : t.operation.startedBy(requestedByName);
}
