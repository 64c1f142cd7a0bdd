import { Field, Float, ID, ObjectType } from 'type-graphql';
import {
  type OperationFailure as Failure,
  OPERATION_KINDS,
  type OperationKind as OperationKindName,
  type OperationState as OperationStateName,
  type StepState as StepStateName,
} from '../../operations/words/operation.js';
import { Clerk } from '../clerks/clerk-security.types.js';
import { Check, Impact, Window } from '../plans/plans.types.js';
import { PageInfo } from '../schema/connections.types.js';
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
  "NEEDS_ATTENTION isn't terminal: it keeps the venue's slot until somebody resolves it. One active ONBOARD or RESYNC a venue, together, scheduled and waiting ones included.",
  {
    AWAITING_APPROVAL: 'A second person is asked.',
    SCHEDULED: 'Starts by itself at scheduledFor.',
    PENDING: 'Starts in a moment.',
    RUNNING: '',
    CANCELLING: 'Is putting back what it had changed.',
    SUCCEEDED: '',
    FAILED: 'failure says what was put back.',
    CANCELLED: 'failure says what was put back.',
    NEEDS_ATTENTION: 'Its outcome is not known; failure says what a person can decide.',
  },
);

export const StepState = namedEnum<StepStateName>('StepState', 'How far a step is.', {
  PENDING: '',
  RUNNING: '',
  SUCCEEDED: '',
  FAILED: '',
  SKIPPED: 'Was not needed.',
  COMPENSATED: 'Was done, and has been put back.',
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

  @Field(() => Float, { nullable: true, description: '0 to 100; null when not known.' })
  percent!: number | undefined;

  @Field(() => String, { nullable: true })
  detail!: string | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A way out that a person can decide on.' })
export class OperationChoice {
  @Field(() => String, { description: 'What resolveOperation takes as choice.' })
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

  @Field(() => [String], { description: 'What was put back.' })
  restored!: string[];

  @Field(() => [String], { description: 'What stays as the operation left it.' })
  notRestored!: string[];

  @Field(() => [String], { description: 'Where to read on: event log lines, the DataDog query.' })
  trail!: string[];

  @Field(() => [OperationChoice], { description: 'What a person can decide (resolveOperation).' })
  choices!: OperationChoice[];
}

@ObjectType({
  simpleResolvers: true,
  description:
    'A long job: recorded step by step, it outlives a restart. Visible to whoever started it and to holders of SERVICES_VIEW.',
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
    description: 'Null when the clerk is gone, or the venue database is down.',
  })
  requestedBy?: Clerk;

  @Field(() => String, { description: 'As it was then: readable while the venue database is down.' })
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

  @Field(() => Float, { nullable: true, description: '0 to 100; null when not known.' })
  percent!: number | undefined;

  @Field(() => DateTimeScalar, { nullable: true })
  estimatedFinishAt!: Date | undefined;

  @Field(() => [OperationStep], { description: 'In order.' })
  steps?: OperationStep[];

  @Field(() => [OperationEvent], { description: 'Recorded events, oldest first.' })
  events?: OperationEvent[];

  @Field(() => OperationFailure, { nullable: true })
  failure?: OperationFailure;

  @Field(() => String, { description: 'What was asked for, e.g. Stop NetPOS.' })
  title?: string;

  @Field(() => Window, {
    nullable: true,
    description: 'As it was planned; null where nothing large is sent.',
  })
  window?: Window;

  @Field(() => Impact, {
    nullable: true,
    description:
      'As it was planned, of the locations that you see; null where nothing large is sent. For an onboarding: of the first sync that follows.',
  })
  impact?: Impact;

  @Field(() => [Check], {
    nullable: true,
    description:
      'Checks that stood in the way and were taken on with the reason, as they were then; null where there was no plan.',
  })
  overrides?: Check[];

  @Field(() => [Clerk], {
    nullable: true,
    description:
      'Who may approve or reject it now; null unless it is AWAITING_APPROVAL, and while the venue database is down.',
  })
  approvers?: Clerk[];

  @Field(() => String, { nullable: true, description: 'Set once somebody has cancelled it.' })
  cancelledByName!: string | undefined;

  @Field(() => String, { nullable: true, description: 'Why they have.' })
  cancelReason!: string | undefined;

  @Field(() => String, { description: 'One sentence for the shift manager.' })
  summary?: string;
}

@ObjectType({ simpleResolvers: true })
export class OperationEdge {
  @Field(() => String)
  cursor!: string;

  @Field(() => Operation)
  node!: Operation;
}

@ObjectType({ simpleResolvers: true })
export class OperationConnection {
  @Field(() => [OperationEdge])
  edges!: OperationEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;
}
