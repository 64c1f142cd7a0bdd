import type { OperationDetailFragment } from '../../console/generated/graphql';

type Step = OperationDetailFragment['steps'][number];

/** A resync that runs, in the second of its three steps. */
export function operationWith(given: Partial<OperationDetailFragment> = {}): OperationDetailFragment {
  return {
    id: 'op-1',
    kind: 'RESYNC',
    title: 'Resync the venue',
    cancelledByName: null,
    cancelReason: null,
    state: 'RUNNING',
    requestedByName: 'Morgan Reyes',
    reason: 'Bistro sales missing',
    createdAt: '2031-05-05T16:00:00Z',
    startedAt: '2031-05-05T16:00:00Z',
    finishedAt: null,
    percent: 42.7,
    estimatedFinishAt: '2031-05-05T18:00:00Z',
    summary: 'Resync runs: sending the data.',
    scheduledFor: null,
    steps: [
      stepWith({ name: 'check', title: 'Check again', state: 'SUCCEEDED' }),
      stepWith({ name: 'send', title: 'Send the data', state: 'RUNNING' }),
      stepWith({ name: 'confirm', title: 'Confirm it', state: 'PENDING' }),
    ],
    failure: null,
    ...given,
  };
}

export function stepWith(given: Partial<Step> = {}): Step {
  return {
    name: 'send',
    title: 'Send the data',
    state: 'RUNNING',
    startedAt: null,
    finishedAt: null,
    percent: null,
    detail: null,
    ...given,
  };
}
