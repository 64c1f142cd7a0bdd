/** How far a job is, in figures and in words. */
import { isOver } from '../../data/operations';
import type { Operation } from '../../data/use-operations';
import { duration } from '../../format/format';
import { t } from '../../messages';
import type { Tone } from '../../ui/state-mark';

/** In whole percent; 100 only when it is done. */
export function shareOf({ state, percent }: Operation): number {
  return state === 'SUCCEEDED' ? 100 : Math.floor(percent ?? 0);
}

export function currentStep({ steps }: Operation): Operation['steps'][number] | undefined {
  return steps.find(({ state }) => state === 'RUNNING');
}

/** What is said aloud: steps and the end, not every batch. */
export function announced(operation: Operation): string {
  const step = currentStep(operation);
  return isOver(operation.state) ? operation.summary : step ? step.title : '';
}

/** `About 12 min left, 3 min gone` */
export function timeWords(
  { state, startedAt, finishedAt, estimatedFinishAt }: Operation,
  now: number,
): string {
  if (!startedAt) return t.operation.notBegun;
  if (finishedAt) return t.operation.took(duration(Date.parse(finishedAt) - Date.parse(startedAt)));
  const gone = t.operation.gone(duration(now - Date.parse(startedAt)));
  const rest = estimatedFinishAt ? Date.parse(estimatedFinishAt) - now : 0;
  return rest > 0 && !isOver(state) ? t.operation.leftAndGone(duration(rest), gone) : gone;
}

/** `6 of 11 steps done` */
export function stepsDone({ steps }: Operation): string {
  const done = steps.filter(({ state }) => state === 'SUCCEEDED' || state === 'SKIPPED').length;
  return t.operation.stepsDone(done, steps.length);
}

export function barTone({ state }: Operation): Tone {
  if (state === 'FAILED') return 'bad';
  if (state === 'NEEDS_ATTENTION') return 'warn';
  return state === 'SUCCEEDED' ? 'ok' : 'busy';
}

/** How long a step took or has taken; a word where that says more. */
export function stepTime(step: Operation['steps'][number], now: number): string {
  if (step.state === 'SKIPPED' || step.state === 'COMPENSATED') return t.operation.stepStates[step.state];
  if (!step.startedAt) return '';
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  return duration(end - Date.parse(step.startedAt));
}
