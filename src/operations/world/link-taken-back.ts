/** Whether our own last onboarding to touch the gateway's credential went back and left none: then there is a link to set up again. */
import type { OperationStore } from '../ports/operation-store.js';

/** The step of onboard-steps.ts that takes a credential into use. */
export const KEEP_CREDENTIAL = 'keep-credential';
/** Attempts that ended before they touched the credential are passed over, so many of them. */
const LOOKED_THROUGH = 50;

export async function wasLinkTakenBack(operations: OperationStore): Promise<boolean> {
  const ended = await operations.list({
    first: LOOKED_THROUGH,
    kinds: ['ONBOARD'],
    states: ['SUCCEEDED', 'FAILED', 'CANCELLED'],
  });
  const steps = await operations.steps(ended.map(({ id }) => id));
  for (const { id, state } of ended) {
    const step = steps.find(({ operationId, name }) => operationId === id && name === KEEP_CREDENTIAL);
    // Of one that went back, also where the way back could not say whether it had removed it.
    if (step?.state === 'SUCCEEDED' || step?.state === 'COMPENSATED')
      return state !== 'SUCCEEDED' && step.result?.['previous'] === 'none';
  }
  return false;
}
