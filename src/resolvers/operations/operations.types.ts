import { Float, ID, Int } from 'type-graphql';
import {
  type OperationFailure as Failure,
  OPERATION_KINDS,
  type OperationKind as OperationKindName,
  type OperationState as OperationStateName,
  type StepState as StepStateName,
} from '../../domain/types/operation.js';
import { Clerk } from '../clerks/clerk-security.types.js';
import { Check, Impact, Window } from '../plans.types.js';
import { edgeType, PageInfo } from '../schema/connections.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { OperationEvent } from './operation-events.types.js';

export const OperationKind = namedEnum<OperationKindName>(
  'OperationKind',
  'What an operation does.',
  OPERATION_KINDS,
);

export const OperationState = namedEnum<OperationStateName>(
  'OperationState',
  'NEEDS_ATTENTION is not final: the operation keeps its lock until a clerk resolves it. A venue has at most one active ONBOARD or RESYNC, including scheduled and waiting ones.',
  {
    AWAITING_APPROVAL: 'Waits for a second person.',
    SCHEDULED: 'Starts automatically at scheduledFor.',
    PENDING: 'Starts in a moment.',
    RUNNING: '',
    CANCELLING: 'Is rolling back its changes.',
    SUCCEEDED: '',
    FAILED: 'failure lists what was rolled back.',
    CANCELLED: 'failure lists what was rolled back.',
    NEEDS_ATTENTION: 'Its outcome is unknown; failure lists the choices.',
  },
);

export const StepState = namedEnum<StepStateName>('StepState', 'The state of a step.', {
  PENDING: '',
  RUNNING: '',
  SUCCEEDED: '',
  FAILED: '',
  SKIPPED: 'Was not needed.',
  COMPENSATED: 'Was done, and has been rolled back.',
});

export const OperationStep = objectType('OperationStep', 'One step of an operation.', {
  name: field(() => String),
  title: field(() => String),
  state: field(() => StepState),
  startedAt: nullable(() => DateTimeScalar),
  finishedAt: nullable(() => DateTimeScalar),
  percent: nullable(() => Float, '0 to 100; null: unknown.'),
  detail: nullable(() => String),
});

export const OperationChoice = objectType(
  'OperationChoice',
  'A choice for an operation that needs attention.',
  {
    name: field(() => String, 'The choice for resolveOperation.'),
    title: field(() => String),
    consequence: field(() => String),
  },
);

export const OperationFailure = objectType<Failure>(
  'OperationFailure',
  'Set for FAILED, CANCELLED and NEEDS_ATTENTION.',
  {
    code: field(() => String, 'One of the error codes in docs/reference/errors.md.'),
    message: field(() => String),
    cause: nullable(() => String),
    remedy: field(() => String),
    restored: field(() => [String], 'What was rolled back.'),
    notRestored: field(() => [String], 'What was not rolled back.'),
    trail: field(() => [String], 'More information: event log entries, the DataDog query.'),
    choices: field(() => [OperationChoice], 'The choices for resolveOperation.'),
  },
);

export const Operation = objectType(
  'Operation',
  'A long-running operation. Each step is recorded, so it survives a restart. Visible to the clerk who started it and to clerks with SERVICES_VIEW.',
  {
    id: field(() => ID),
    kind: field(() => OperationKind),
    state: field(() => OperationState),
    requestedBy: nullable(
      () => Clerk,
      'Null if the clerk no longer exists, or if the venue database is down.',
    ),
    requestedByName: field(() => String, 'The name at that time: readable while the venue database is down.'),
    approvedByName: nullable(() => String),
    reason: nullable(() => String),
    scheduledFor: nullable(() => DateTimeScalar),
    createdAt: field(() => DateTimeScalar),
    startedAt: nullable(() => DateTimeScalar),
    finishedAt: nullable(() => DateTimeScalar),
    percent: nullable(() => Float, '0 to 100; null: unknown.'),
    estimatedFinishAt: nullable(() => DateTimeScalar),
    steps: field(() => [OperationStep], 'In order.'),
    events: field(() => [OperationEvent], 'Recorded events, oldest first.'),
    failure: nullable(() => OperationFailure),
    title: field(() => String, 'The request, e.g. Stop NetPOS.'),
    window: nullable(() => Window, 'As planned; null if no full send takes place.'),
    impact: nullable(
      () => Impact,
      'As planned, for the locations that you have access to; null if no full send takes place. For an onboarding: for the first sync that follows.',
    ),
    overrides: nullable(
      () => [Check],
      'The overridden checks, as they were at that time; null if there was no plan.',
    ),
    decideBy: nullable(
      () => DateTimeScalar,
      'When the request expires without a decision; null unless it is AWAITING_APPROVAL.',
    ),
    approvers: nullable(
      () => [Clerk],
      'Clerks who can approve or reject it now; null unless it is AWAITING_APPROVAL, and while the venue database is down.',
    ),
    cancelledByName: nullable(() => String, 'Set when it was cancelled.'),
    cancelReason: nullable(() => String, 'Why they have.'),
    summary: field(() => String, 'One sentence for the shift manager.'),
  },
);

const OperationEdge = edgeType('Operation', () => Operation);

export const OperationConnection = objectType('OperationConnection', undefined, {
  edges: field(() => [OperationEdge]),
  pageInfo: field(() => PageInfo),
  totalCount: nullable(() => Int, 'How many operations match, on all pages.'),
});
