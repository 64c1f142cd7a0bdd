import { Field, Float, ID, Int, ObjectType } from 'type-graphql';
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
  FAILED: 'Failed, or was cut short by a cancel: then the detail says so.',
  SKIPPED: 'Was not needed.',
  COMPENSATED: 'Was done, and has been rolled back.',
});

@ObjectType({ simpleResolvers: true, description: 'One step of an operation.' })
export class OperationStep {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  title!: string;

  @Field(() => StepState)
  state!: StepStateName;

  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | undefined;

  @Field(() => Float, { nullable: true, description: '0 to 100; null: unknown.' })
  percent!: number | undefined;

  @Field(() => String, { nullable: true })
  detail!: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A choice for an operation that needs attention.' })
export class OperationChoice {
  @Field(() => String, { description: 'The choice for resolveOperation.' })
  name!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  consequence!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Set for FAILED, CANCELLED and NEEDS_ATTENTION.' })
export class OperationFailure implements Failure {
  @Field(() => String, { description: 'One of the error codes in docs/reference/errors.md.' })
  code!: string;

  @Field(() => String)
  message!: string;

  @Field(() => String, { nullable: true })
  cause!: string | undefined;

  @Field(() => String)
  remedy!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'What to do next: FINISH_ONBOARDING, without a new code, by finishOnboarding. Null: only what remedy says.',
  })
  actionCode?: 'FINISH_ONBOARDING' | undefined;

  @Field(() => [String], { description: 'What was rolled back.' })
  restored!: string[];

  @Field(() => [String], { description: 'What was not rolled back.' })
  notRestored!: string[];

  @Field(() => [String], { description: 'More information: event log entries, the DataDog query.' })
  trail!: string[];

  @Field(() => [OperationChoice], { description: 'The choices for resolveOperation.' })
  choices!: OperationChoice[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A long-running operation. Each step is recorded, so it survives a restart. Visible to the clerk who started it and to clerks with SERVICES_VIEW.',
})
export class Operation {
  @Field(() => ID)
  id!: string;

  @Field(() => OperationKind)
  kind!: OperationKindName;

  @Field(() => OperationState)
  state!: OperationStateName;

  @Field(() => Clerk, {
    nullable: true,
    description: 'Null if the clerk no longer exists, or if the venue database is down.',
  })
  requestedBy?: Clerk;

  @Field(() => String, { description: 'The name at that time: readable while the venue database is down.' })
  requestedByName!: string;

  @Field(() => String, { nullable: true })
  approvedByName!: string | undefined;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  scheduledFor!: Date | undefined;

  @Field(() => DateTimeScalar)
  createdAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  startedAt!: Date | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  finishedAt!: Date | undefined;

  @Field(() => Float, { nullable: true, description: '0 to 100; null: unknown.' })
  percent!: number | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  estimatedFinishAt!: Date | undefined;

  @Field(() => [OperationStep], { description: 'In order.' })
  steps?: OperationStep[];

  @Field(() => [OperationEvent], { description: 'Recorded events, oldest first.' })
  events?: OperationEvent[];

  @Field(() => OperationFailure, { nullable: true })
  failure?: OperationFailure;

  @Field(() => String, { description: 'The request, e.g. Stop NetPOS.' })
  title?: string;

  @Field(() => Window, {
    nullable: true,
    description: 'As planned; null if no full send takes place.',
  })
  window?: Window;

  @Field(() => Impact, {
    nullable: true,
    description:
      'As planned, for the locations that you have access to; null if no full send takes place. For an onboarding: for the first sync that follows.',
  })
  impact?: Impact;

  @Field(() => [Check], {
    nullable: true,
    description: 'The overridden checks, as they were at that time; null if there was no plan.',
  })
  overrides?: Check[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the request expires without a decision; null unless it is AWAITING_APPROVAL.',
  })
  decideBy?: Date | undefined;

  @Field(() => [Clerk], {
    nullable: true,
    description:
      'Clerks who can approve or reject it now; null unless it is AWAITING_APPROVAL, and while the venue database is down.',
  })
  approvers?: Clerk[];

  @Field(() => String, { nullable: true, description: 'Set when it was cancelled.' })
  cancelledByName!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Why they have.' })
  cancelReason!: string | undefined;

  @Field(() => String, { description: 'One sentence for the shift manager.' })
  summary?: string;
}

const OperationEdge = edgeType('Operation', () => Operation);

@ObjectType({ simpleResolvers: true })
export class OperationConnection {
  @Field(() => [OperationEdge])
  edges!: object[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Int, { nullable: true, description: 'How many operations match, on all pages.' })
  totalCount?: number;
}
