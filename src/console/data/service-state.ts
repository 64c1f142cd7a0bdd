import type { ServiceRowFragment } from '../generated/graphql';

/** On its way, also in the middle of a restart. */
export function isMoving({ status, health, heldBy }: ServiceRowFragment): boolean {
  const isHalfway = status === 'STOPPED' && health === 'DEGRADED' && heldBy !== null;
  return status === 'START_PENDING' || status === 'STOP_PENDING' || isHalfway;
}

/** It should run, were it not for somebody who had it stopped. */
export function isStoppedOnPurpose({ health, stoppedBy }: ServiceRowFragment): boolean {
  return health === 'DOWN' && stoppedBy !== null;
}
