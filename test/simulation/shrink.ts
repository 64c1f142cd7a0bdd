/** The shortest run that still fails: decisions are dropped, first halves and then one by one, as long as the same invariant breaks. */
import type { Decision, RunPlan } from './decisions.js';
import { signatureOf, type Violation } from './oracles/violation.js';
import { type RunResult, run } from './run.js';

export interface Shrunk {
  readonly plan: RunPlan;
  readonly result: RunResult;
}

export async function shrink(plan: RunPlan, violation: Violation, isOver: () => boolean): Promise<Shrunk> {
  const breaks = async (decisions: readonly Decision[], hours = plan.hours) => {
    const shorter = { ...plan, decisions, hours };
    const result = await run(shorter);
    return result.violations.some((each) => isSame(each, violation)) ? { plan: shorter, result } : undefined;
  };
  let best: Shrunk = { plan, result: await run(plan) };
  for (
    let size = Math.ceil(plan.decisions.length / 2);
    size >= 1 && !isOver();
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let from = 0; from < best.plan.decisions.length && !isOver(); ) {
      const rest = best.plan.decisions.toSpliced(from, size);
      const shorter = await breaks(rest, best.plan.hours);
      if (shorter) best = shorter;
      else from += size;
    }
  }
  const last = Math.max(0, ...best.plan.decisions.map(({ atMs }) => atMs));
  const needed = Math.ceil(last / 3_600_000 + 0.5);
  if (needed < best.plan.hours && !isOver()) best = (await breaks(best.plan.decisions, needed)) ?? best;
  return best;
}

function isSame(a: Violation, b: Violation): boolean {
  return signatureOf(a) === signatureOf(b);
}
