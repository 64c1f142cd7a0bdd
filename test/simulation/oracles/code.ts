/**
 * 2. Code: redeemed at most once, sent at most once, and what came of it never lost by us: after the first
 * heartbeat nothing is rolled back.
 */

import type { VenueModel } from '../../../rehearsal/model/venue-model.js';
import { HEARTBEAT } from '../../../src/domain/venue/unfinished.js';
import type { Oracle, Simulation } from '../simulation.js';

/** The cloud was sent a code that it had been sent before. */
const AGAIN = ['REDEMPTION_REPEATED', 'REDEMPTION_CLOSED'];

export function code(): Oracle {
  return {
    async atRest(simulation) {
      const { model, state } = simulation;
      for (const { id, kind } of await simulation.operations()) {
        const steps = kind === 'ONBOARD' ? await state.operations.steps([id]) : [];
        const isBeating = steps.some(({ name, state }) => name === HEARTBEAT && state === 'SUCCEEDED');
        if (isBeating && steps.some(({ result }) => result?.['restoration'] !== undefined))
          simulation.violated('code', `ONBOARD ${id} was rolled back after its first heartbeat.`);
      }
      const redemptions = model.ledger.filter(({ kind }) => kind === 'redemptions');
      for (const { outcome, redemptionId } of redemptions)
        if (AGAIN.includes(outcome))
          simulation.violated('code', `A code was sent again: ${outcome} of ${redemptionId}.`);
      const redeemed = redemptions.filter(({ outcome }) => outcome === 'redeemed');
      for (const [index, { redemptionId = '' }] of redeemed.entries()) {
        if (redeemed.filter((other) => other.redemptionId === redemptionId).length > 1)
          simulation.violated('code', `Redemption ${redemptionId} took place twice.`);
        // A later code was redeemed: its credential is the one that is needed.
        if (index < redeemed.length - 1) continue;
        const operation = (await simulation.operations()).find(
          ({ id }) => simulation.written.redemptions.get(redemptionId) === id,
        );
        if (operation?.failure?.code === 'OPERATION_INTERRUPTED')
          simulation.violated('code', 'A redeemed code was given up because the server was interrupted.');
        if (!operation || operation.state === 'SUCCEEDED' || isKept(model, redemptionId)) continue;
        if ((await state.operations.redemptionOf(operation.id))?.state !== 'REDEEMED') continue;
        simulation.violated(
          'code',
          `The credential of a redeemed code is gone: the onboarding ended ${operation.state}, ${operation.failure?.code}.`,
        );
      }
      if (!couldAsk(simulation)) return;
      for (const [id, operationId] of simulation.written.redemptions) {
        const kept = await state.operations.redemptionOf(operationId);
        if (kept?.state === 'SENDING' && simulation.written.ended.some((ended) => ended.id === operationId))
          simulation.violated('code', `An onboarding ended, and the cloud was not asked to close ${id}.`);
      }
    },
  };
}

/** Nothing was between the server and the cloud in this run. */
function couldAsk({ plan }: Simulation): boolean {
  return plan.decisions.every((decision) => {
    if ('fault' in decision) return !['venue', 'powershell', 'sleep', 'reboot'].includes(decision.fault.of);
    if (!('strike' in decision)) return true;
    const { point, mode } = decision.strike;
    return !decision.beside && (!/undo Close-/.test(point) || /^killed/.test(mode));
  });
}

function isKept({ credentials }: VenueModel, redemptionId: string): boolean {
  return [credentials.current, credentials.pending, credentials.previous].some(
    (kept) => kept?.redemptionId === redemptionId,
  );
}
