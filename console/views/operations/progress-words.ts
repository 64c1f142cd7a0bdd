/** How far an operation is, when it runs and what is off meanwhile, in figures and in words. */
import { isBegun, isOver, isRollingBack } from '../../data/operations';
import type { Operation } from '../../data/use-operations';
import { clock, duration, list, milliseconds, moment } from '../../format/format';
import type { OperationPlannedFragment } from '../../generated/graphql';
import { t } from '../../messages';
import { stateTone, stepTone } from '../../ui/operation-marks';
import type { Tone } from '../../ui/state-mark';
import type { Figure } from '../plan/schedule-panel';
import { runOf, type Span } from '../plan/time-line';
import type { StepBar } from './step-chart';

type Step = Operation['steps'][number];

/** In whole percent; 100 only when it is done. */
export function shareOf({ state, percent }: Operation): number {
  return state === 'SUCCEEDED' ? 100 : Math.floor(percent ?? 0);
}

export function currentStep({ steps }: Operation): Step | undefined {
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
  if (!startedAt) return isOver(state) ? t.operation.neverBegun : t.operation.notBegun;
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

interface ShownStep {
  readonly state: Step['state'] | 'CANCELLED';
  readonly word: string;
  readonly tone: Tone;
}

/** The step that a cancel cut short did not go wrong, although the server has no other state for it. */
export function shownStep({ failure }: Pick<Operation, 'failure'>, { state }: Step): ShownStep {
  return state === 'FAILED' && failure?.code === 'OPERATION_CANCELLED'
    ? { state: 'CANCELLED', word: t.operation.states.CANCELLED, tone: stateTone.CANCELLED }
    : { state, word: t.operation.stepStates[state], tone: stepTone[state] };
}

const WORD_SAYS_MORE: readonly ShownStep['state'][] = ['SKIPPED', 'COMPENSATED', 'CANCELLED'];

/** How long a step took or has taken; a word where that says more. */
export function stepTime(operation: Pick<Operation, 'failure'>, step: Step, now: number): string {
  const { state, word } = shownStep(operation, step);
  if (WORD_SAYS_MORE.includes(state)) return word;
  if (!step.startedAt) return '';
  const end = step.finishedAt ? Date.parse(step.finishedAt) : now;
  return duration(end - Date.parse(step.startedAt));
}

/** What a cancel leaves: of what has not started, all as it is. */
export function cancelMeans(operation: Pick<Operation, 'kind' | 'startedAt'>): string {
  return isBegun(operation) ? t.operation.whenCancelled[operation.kind] : t.operation.nothingStarted;
}

/** `Waited 12 s before it. 2 warnings.`; empty: neither. */
export function laneWords({ waited, troubles }: Pick<StepBar, 'waited' | 'troubles'>): string {
  return [
    waited > 0 && t.operation.waited(duration(waited)),
    troubles.length > 0 && t.operation.troubles(troubles.length),
  ]
    .filter(Boolean)
    .join(' ');
}

type Planned = Pick<OperationPlannedFragment, 'window' | 'impact'>;

/** As it was, is or is to be: from what has happened as far as it has, else as it was planned. */
export function runOfOperation(operation: Operation, window: Planned['window'], now: number): Span {
  const { startedAt, finishedAt, estimatedFinishAt, scheduledFor } = operation;
  const planned = runOf(window, 0);
  const length = planned.until - planned.from;
  if (startedAt) {
    const from = Date.parse(startedAt);
    if (finishedAt) return { from, until: Date.parse(finishedAt) };
    const until = estimatedFinishAt ? Date.parse(estimatedFinishAt) : from + length;
    return { from, until: Math.max(until, now) };
  }
  const from = scheduledFor ? Date.parse(scheduledFor) : now;
  return { from, until: from + length };
}

/** Of the kinds, a resync is itself the send that its window is about. One that ended before it began was never in it. */
export function hasNight({ kind, state, startedAt }: Operation): boolean {
  return kind === 'RESYNC' && !(isOver(state) && startedAt === null);
}

/** When it starts and ends; once it has begun, how far it is. */
export function figuresOf(operation: Operation, run: Span, now: number, timeZone: string): readonly Figure[] {
  const { state, startedAt, finishedAt, estimatedFinishAt } = operation;
  if (!startedAt && !isOver(state)) {
    const takes = run.until - run.from;
    const end = {
      strong: t.operation.endsAbout(moment(run.until, timeZone, now)),
      soft: t.operation.takesAbout(duration(takes)),
    };
    return [startOf(operation, now, timeZone), ...(takes > 0 ? [end] : [])];
  }
  const end = finishedAt
    ? t.operation.ended(moment(finishedAt, timeZone, now))
    : estimatedFinishAt
      ? t.operation.endsAbout(clock(estimatedFinishAt, timeZone))
      : t.operation.noEstimate;
  const step = currentStep(operation);
  return [
    { strong: end, soft: timeWords(operation, now) },
    step
      ? { strong: step.title, soft: step.detail ?? stepsDone(operation) }
      : { strong: stepsDone(operation) },
  ];
}

function startOf({ state, scheduledFor }: Operation, now: number, timeZone: string): Figure {
  const isAwaited = state === 'AWAITING_APPROVAL';
  if (!scheduledFor)
    return isAwaited
      ? { strong: t.operation.startsOnceApproved, soft: t.operation.nothingUntilThen }
      : { strong: t.operation.startsSoon };
  const strong = t.operation.starts(moment(scheduledFor, timeZone, now));
  const left = Date.parse(scheduledFor) - now;
  const soft = left > 0 ? t.operation.inTime(duration(left)) : t.operation.now;
  return { strong, soft: isAwaited ? t.operation.ifApproved(soft) : soft };
}

/** What is off, from when until when; undefined: nothing is, or not any more. */
export function offWords(
  operation: Operation,
  impact: Planned['impact'],
  run: Span,
  timeZone: string,
): Figure | undefined {
  const { kind, state, startedAt } = operation;
  if (isOver(state) || isRollingBack(operation) || !impact || impact.unavailable.length === 0)
    return undefined;
  const soft = list(impact.unavailable);
  if (kind === 'ONBOARD') {
    const takes = duration(milliseconds(impact.estimatedDuration));
    return { strong: t.operation.offDuringFirstSync(takes), soft };
  }
  const { offUntil, offFromUntil } = t.operation;
  const until = clock(run.until, timeZone);
  return { strong: startedAt ? offUntil(until) : offFromUntil(clock(run.from, timeZone), until), soft };
}
