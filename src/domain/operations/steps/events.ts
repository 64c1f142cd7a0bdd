/** What the trail says of a step, in the runner's words. */
import type { Operation } from '../../types/operation.js';
import type { Step } from './step.js';

export function begun({ title }: Step, resumed: boolean, isAfterRestart: boolean): string {
  if (!resumed) return `${title}.`;
  return isAfterRestart ? `${title}: continuing after a restart.` : `${title}: continuing.`;
}

export function event(operation: Operation, step: Step | undefined, message: string) {
  return {
    operationId: operation.id,
    step: step?.name,
    level: 'INFORMATION' as const,
    percent: undefined,
    message,
  };
}
