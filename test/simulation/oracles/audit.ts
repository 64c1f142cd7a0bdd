/** 7. Audit: one intent and one outcome for each act, with who, what and which; the chain is intact. */

import { isTerminal } from '../../../src/domain/types/operation.js';
import type { Oracle } from '../simulation.js';

const OUTCOMES = ['SUCCEEDED', 'FAILED', 'CANCELLED'];
const START = { sequence: 0, hash: '0'.repeat(64) };

export function audit(): Oracle {
  return {
    async atRest(simulation) {
      const { audit: log } = simulation.state;
      for (let after = START; ; ) {
        const { rows, bad, last } = await log.check(after, 1000, []);
        if (bad) simulation.violated('audit', `The chain is not intact: row ${bad.sequence} ${bad.why}.`);
        if (bad || rows === 0) break;
        after = last;
      }
      const rows = await log.list({}, 100_000, 'oldest');
      for (const { id, kind, state, requestedById } of await simulation.operations()) {
        const own = rows.filter((row) => row.target === id && isOwn(row.action));
        const intents = own.filter((row) => row.outcome === 'INTENDED');
        const ends = own.filter(({ outcome }) => OUTCOMES.includes(outcome));
        if (intents.length !== 1)
          simulation.violated('audit', `${kind} ${id} has ${intents.length} intents.`);
        if (isTerminal(state) && ends.length !== 1)
          simulation.violated('audit', `${kind} ${id} is ${state} and has ${ends.length} outcomes.`);
        if (isTerminal(state) && ends.some((row) => row.outcome !== state))
          simulation.violated('audit', `${kind} ${id} is ${state}, and the audit has another outcome.`);
        for (const { clerkId } of own)
          if (clerkId !== requestedById)
            simulation.violated('audit', `A row of ${kind} ${id} names another clerk.`);
      }
      const open = await log.unsettled();
      for (const { record } of open)
        simulation.violated('audit', `The intent ${record.action} of ${record.clerkName} has no outcome.`);
    },
  };
}

/** Rows of the operation's own act; a cancel, a choice or an approval has rows of its own on the same target. */
function isOwn(action: string): boolean {
  return !['cancelOperation', 'resolveOperation', 'approveOperation', 'rejectOperation'].includes(action);
}
