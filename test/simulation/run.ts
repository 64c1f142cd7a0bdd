/** Runs a plan to its end on a fresh store. */
import type { RunPlan } from './decisions.js';
import type { Strike } from './faults/strikes.js';
import { again } from './oracles/again.js';
import { audit } from './oracles/audit.js';
import { clock } from './oracles/clock.js';
import { code } from './oracles/code.js';
import { end } from './oracles/end.js';
import { ordering } from './oracles/ordering.js';
import { owner } from './oracles/owner.js';
import { reason } from './oracles/reason.js';
import { record } from './oracles/record.js';
import { truth } from './oracles/truth.js';
import { undo } from './oracles/undo.js';
import type { Violation } from './oracles/violation.js';
import { openSimulatedState } from './server/state.js';
import { Simulation } from './simulation.js';
import { Activity } from './time/quiet.js';

export interface RunResult {
  readonly seed: number;
  readonly hash: string;
  /** Virtual hours. */
  readonly hours: number;
  readonly operations: number;
  readonly acts: number;
  readonly violations: readonly Violation[];
  readonly journal: readonly string[];
  readonly hit: readonly Strike[];
  readonly reached: ReadonlySet<string>;
}

/** `isUsedAgain`: at its end the venue is planned, onboarded, synced and controlled once more. */
export async function run(plan: RunPlan, isUsedAgain = true): Promise<RunResult> {
  const activity = new Activity();
  const { state, close } = await openSimulatedState(activity.seen);
  try {
    const simulation = new Simulation(plan, {
      state,
      activity,
      // The order matters at rest: each finds what those before it left.
      oracles: [
        ...[end(), ordering(), reason(), code(), truth(), owner(), undo(), audit(), record(), clock()],
        ...(isUsedAgain ? [again()] : []),
      ],
    });
    await simulation.run();
    await simulation.close();
    return {
      seed: plan.seed,
      hash: simulation.journal.hash(),
      hours: (simulation.time.at - plan.at) / 3_600_000,
      operations: (await simulation.operations()).length,
      acts: simulation.acts.length,
      violations: simulation.violations,
      journal: simulation.journal.lines,
      hit: simulation.strikes.hit,
      reached: simulation.strikes.reached,
    };
  } finally {
    await close();
  }
}
