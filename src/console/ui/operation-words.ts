import type { OperationKind, OperationState, StepState } from '../generated/graphql';
import type { Tone } from './state-mark';

interface KindWords {
  readonly name: string;
  /** What a cancel leaves. */
  readonly whenCancelled: string;
  /** Where its own view is. */
  readonly view: 'onboarding' | 'resync' | 'operations';
}

/** All that the console knows of a kind. */
export const kinds: Readonly<Record<OperationKind, KindWords>> = {
  ONBOARD: {
    name: 'Onboarding',
    whenCancelled:
      'What it has changed is put back. A code that was redeemed stays used: the next try needs a new one.',
    view: 'onboarding',
  },
  RESYNC: {
    name: 'Resync',
    whenCancelled: 'The cloud keeps the data it had before, and the services that were held are let go.',
    view: 'resync',
  },
  ACTIVATE_LOCATIONS: {
    name: 'Activate locations',
    whenCancelled: 'Locations that are activated by then stay so.',
    view: 'operations',
  },
  SERVICE_CONTROL: {
    name: 'Service control',
    whenCancelled: 'The service is put back to what it was before.',
    view: 'operations',
  },
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
