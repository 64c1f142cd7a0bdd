/** Where each step is on the time of its operation: how long it ran, what it waited for before, and where something went wrong. */
import type { OperationEvent } from '../../data/operations';
import type { Operation } from '../../data/use-operations';

type Step = Operation['steps'][number];

export interface StepBar {
  /** In percent from the left. */
  readonly left: number;
  readonly width: number;
  /** Between the end of the step before and its own begin, in percent; 0 where that is no second. */
  readonly waitLeft: number;
  readonly waitWidth: number;
  /** In milliseconds. */
  readonly waited: number;
  /** Warnings and errors while it ran, as percent from the left. */
  readonly troubles: readonly number[];
}

const SECOND = 1_000;

/** By the name of the step; those that have not begun, or took no time, have none. */
export function stepBars(
  { steps, startedAt, finishedAt }: Pick<Operation, 'steps' | 'startedAt' | 'finishedAt'>,
  events: readonly OperationEvent[],
  now: number,
): ReadonlyMap<string, StepBar> {
  const from = Date.parse(startedAt ?? '');
  const until = finishedAt ? Date.parse(finishedAt) : now;
  const bars = new Map<string, StepBar>();
  if (!(until > from)) return bars;
  const percentOf = (at: number) => (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
  let before = from;
  for (const step of steps) {
    const run = spanOf(step, until);
    if (!run) continue;
    const waited = run.from - before >= SECOND ? run.from - before : 0;
    const waitLeft = percentOf(run.from - waited);
    bars.set(step.name, {
      left: percentOf(run.from),
      width: percentOf(run.until) - percentOf(run.from),
      waitLeft,
      waitWidth: percentOf(run.from) - waitLeft,
      waited,
      troubles: events.filter(isTroubleOf(step)).map(({ at }) => percentOf(Date.parse(at))),
    });
    before = Math.max(before, run.until);
  }
  return bars;
}

function spanOf({ startedAt, finishedAt }: Step, until: number) {
  if (!startedAt) return undefined;
  return { from: Date.parse(startedAt), until: finishedAt ? Date.parse(finishedAt) : until };
}

function isTroubleOf({ name }: Step) {
  return ({ step, level }: OperationEvent) => step === name && (level === 'WARNING' || level === 'ERROR');
}
