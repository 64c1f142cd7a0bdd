import type { OperationKind, OperationState, StepState } from '../generated/graphql';
import type { Tone } from './state-mark';

/** Where the own view of a kind is. */
export const viewOfKind: Readonly<Record<OperationKind, 'onboarding' | 'resync' | 'operations'>> = {
  ONBOARD: 'onboarding',
  RESYNC: 'resync',
  ACTIVATE_LOCATIONS: 'operations',
  SERVICE_CONTROL: 'operations',
};

export const stateTone: Readonly<Record<OperationState, Tone>> = {
  AWAITING_APPROVAL: 'warn',
  SCHEDULED: 'idle',
  PENDING: 'busy',
  RUNNING: 'busy',
  CANCELLING: 'busy',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  CANCELLED: 'idle',
  NEEDS_ATTENTION: 'warn',
};

export const stepTone: Readonly<Record<StepState, Tone>> = {
  PENDING: 'idle',
  RUNNING: 'busy',
  SUCCEEDED: 'ok',
  FAILED: 'bad',
  SKIPPED: 'idle',
  COMPENSATED: 'warn',
};
