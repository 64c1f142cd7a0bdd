/** Runs that once broke an invariant, as short as they could be made: `npm test` runs each. */
import type { RunPlan } from './decisions.js';

export interface Regression {
  /** What the heart did. */
  readonly title: string;
  readonly plan: RunPlan;
}

export const REGRESSIONS: readonly Regression[] = [];
