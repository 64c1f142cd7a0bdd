import type { OperationKind, OperationState, StepState } from '../generated/graphql';
import type { Tone } from './state-mark';

export const kindWord: Readonly<Record<OperationKind, string>> = {
  ONBOARD: 'Onboarding',
  RESYNC: 'Resync',
  ACTIVATE_LOCATIONS: 'Activate locations',
  SERVICE_CONTROL: 'Service control',
};

export const stateWord: Readonly<Record<OperationState, string>> = {
  AWAITING_APPROVAL: 'Awaiting approval',
  SCHEDULED: 'Scheduled',
  PENDING: 'About to begin',
  RUNNING: 'Running',
  CANCELLING: 'Being cancelled',
  SUCCEEDED: 'Done',
  FAILED: 'Failed',
  CANCELLED: 'Cancelled',
  NEEDS_ATTENTION: 'Needs attention',
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

export const stepWord: Readonly<Record<StepState, string>> = {
  PENDING: 'Waiting',
  RUNNING: 'Running',
  SUCCEEDED: 'Done',
  FAILED: 'Failed',
  SKIPPED: 'Not needed',
  COMPENSATED: 'Put back',
};
