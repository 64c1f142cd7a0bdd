/** One sentence that a shift manager can read out. */
import type { Operation, OperationFailure, OperationStep } from '../types/operation.js';
import { questionOf, type Saga } from './saga.js';

export function summaryOf(
  saga: Pick<Saga, 'doing' | 'done' | 'goesForward'>,
  operation: Operation,
  steps: readonly OperationStep[],
): string {
  const { doing, goesForward } = saga;
  const isForward = goesForward !== undefined && operation.failure?.code === goesForward.as;
  const step = steps.find((candidate) => candidate.state === 'RUNNING');
  switch (operation.state) {
    case 'SUCCEEDED':
      return saga.done(operation.input);
    case 'AWAITING_APPROVAL':
      return `${doing} awaits approval by a second person.`;
    case 'SCHEDULED':
      return `${doing} is scheduled.`;
    case 'PENDING':
      return `${doing} is about to start.`;
    case 'RUNNING':
      if (operation.failure && !questionOf(operation))
        return `${doing} failed. Changes are being rolled back.`;
      return step
        ? `${doing}: ${lowerFirst(step.title)} (step ${step.position} of ${steps.length}).`
        : `${doing}.`;
    case 'CANCELLING':
      return `${doing} is being cancelled. Changes are being rolled back.`;
    case 'NEEDS_ATTENTION':
      return `${doing} waits: ${operation.failure?.message ?? 'the outcome is unknown'}`;
    case 'CANCELLED':
      if (isForward) return `${operation.failure?.message} ${aftermath(operation.failure)}`;
      return `${doing} was cancelled${byWhom(operation)}. ${aftermath(operation.failure)}`;
    case 'FAILED':
      if (isForward) return `${operation.failure?.message} ${aftermath(operation.failure)}`;
      return `${doing} failed. ${operation.failure?.message ?? ''} ${aftermath(operation.failure)}`.replace(
        /\s+/g,
        ' ',
      );
  }
}

function byWhom(operation: Operation): string {
  return operation.cancelledByName === undefined ? '' : ` by ${operation.cancelledByName}`;
}

export function aftermath(failure: OperationFailure | undefined): string {
  if (!failure || (failure.restored.length === 0 && failure.notRestored.length === 0))
    return 'No changes remain.';
  if (failure.notRestored.length === 0) return 'All changes were rolled back.';
  return `Some changes remain: ${failure.notRestored.join(' ')}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
