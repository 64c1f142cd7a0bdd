/** 4. End: once faults stop, each operation ends, or waits for a named person, within bounded time; nothing holds a lock after it. */
import { isTerminal, type Operation } from '../../../src/domain/types/operation.js';
import type { Oracle, Simulation } from '../simulation.js';

const MINUTE_MS = 60_000;
/** A first sync, a full send or the wait for a break takes hours. */
const LONGEST_MS = 30 * 60 * MINUTE_MS;
/** Alerts clear, and deferred cleanups are run, within it. */
const REST_MS = 5 * MINUTE_MS;

export function end(): Oracle {
  return {
    async atRest(simulation) {
      const began = simulation.time.at;
      await simulation.boot();
      let active: readonly Operation[] = [];
      for (
        let pause = MINUTE_MS;
        simulation.time.at - began < LONGEST_MS;
        pause = Math.min(2 * pause, 30 * MINUTE_MS)
      ) {
        await simulation.until(simulation.time.at + pause);
        active = (await simulation.operations()).filter(({ state }) => !isTerminal(state));
        if (active.length === 0) break;
        for (const operation of active) decide(simulation, operation, began);
        await simulation.settle();
      }
      for (const { id, kind, state } of active)
        simulation.violated(
          'end',
          `${kind} ${id} is ${state} at ${simulation.points.stepOf(id)}, 30 hours after the faults.`,
        );
      await simulation.until(simulation.time.at + REST_MS);
      for (const { act, outcome, life } of simulation.acts)
        if (outcome === undefined && life === simulation.life.number)
          simulation.violated('end', `The act ${act.name} ${JSON.stringify(act.with)} was never answered.`);
    },
  };
}

/** What waits for a person gets one. */
function decide(simulation: Simulation, { state, kind, scheduledFor }: Operation, began: number): void {
  const by = (name: string, clerk: string, more: Record<string, string | boolean>) =>
    simulation.act({ name, clerk, with: more });
  const minutes = (simulation.time.at - began) / MINUTE_MS;
  if (state === 'NEEDS_ATTENTION') by('resolve', '1', { choice: minutes > 10 ? 'give-up' : 'ask-again' });
  if (state === 'AWAITING_APPROVAL') by('approve', '2', { approves: false });
  if (state === 'SCHEDULED' && scheduledFor && minutes > 13 * 60) by('cancel', '1', {});
  // It waits for a break in the trading hours, which a clerk may give up at any time.
  if (state === 'RUNNING' && kind === 'ONBOARD' && minutes > 26 * 60) by('cancel', '1', {});
}
