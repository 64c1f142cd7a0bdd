/** One sentence that a shift manager can read out. */
import type { Operation, OperationFailure, OperationStep } from '../words/operation.js';
import { questionOf, type Saga } from './saga.js';

export function summaryOf(
  saga: Pick<Saga, 'doing' | 'done'>,
  operation: Operation,
  steps: readonly OperationStep[],
): string {
  const { doing, done } = saga;
  const step = steps.find((candidate) => candidate.state === 'RUNNING');
  switch (operation.state) {
    case 'SUCCEEDED':
      return `${upperFirst(done)}.`;
    case 'AWAITING_APPROVAL':
      return `${doing} waits for a second person to approve it.`;
    case 'SCHEDULED':
      return `${doing} is scheduled.`;
    case 'PENDING':
      return `${doing} is about to begin.`;
    case 'RUNNING':
      if (operation.failure && !questionOf(operation))
        return `${doing} did not work; putting back what was changed.`;
      return step
        ? `${doing}: ${lowerFirst(step.title)} (step ${step.position} of ${steps.length}).`
        : `${doing}.`;
    case 'CANCELLING':
      return `${doing} is being cancelled; putting back what was changed.`;
    case 'NEEDS_ATTENTION':
      return `${doing} waits: ${operation.failure?.message ?? 'nobody can say what is true'}`;
    case 'CANCELLED':
      return `${doing} was cancelled${byWhom(operation)}. ${aftermath(operation.failure)}`;
    case 'FAILED':
      return `${doing} did not work. ${operation.failure?.message ?? ''} ${aftermath(operation.failure)}`.replace(
        / {2,}/g,
        ' ',
      );
  }
}

function byWhom(operation: Operation): string {
  return operation.cancelledByName === undefined ? '' : ` by ${operation.cancelledByName}`;
}

export function aftermath(failure: OperationFailure | undefined): string {
  if (!failure || (failure.restored.length === 0 && failure.notRestored.length === 0))
    return 'Nothing was left changed.';
  if (failure.notRestored.length === 0) return 'Everything was put back.';
  return `Not put back: ${failure.notRestored.join(' ')}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
