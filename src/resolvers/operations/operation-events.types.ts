import { IsOptional } from 'class-validator';
import { ArgsType, Field, Float, ID, Int } from 'type-graphql';
import type {
  EventLevel as EventLevelName,
  OperationEvent as RecordedEvent,
} from '../../domain/types/operation.js';
import { IdArgs, IsPageSize, IsSequence } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const EventLevel = namedEnum<EventLevelName>('EventLevel', 'How much an event matters, least first.', {
  VERBOSE: '',
  INFORMATION: '',
  WARNING: '',
  ERROR: '',
});

export const OperationEvent = objectType<RecordedEvent>(
  'OperationEvent',
  'One recorded event of an operation.',
  {
    operationId: field(() => ID),
    sequence: field(() => Int, '1, 2, 3 … without gaps.'),
    at: field(() => DateTimeScalar),
    step: nullable(() => String, 'Name of the step; null when it is about the whole operation.'),
    level: field(() => EventLevel),
    percent: nullable(() => Float, 'The progress of the step, 0 to 100; null: unknown.'),
    message: field(() => String),
  },
);

@ArgsType()
export class EventsArgs {
  @Field(() => Int, { nullable: true, defaultValue: 100, description: '1 to 200.' })
  @IsOptional()
  @IsPageSize()
  first?: number | null;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'A sequence number; only later events are returned.',
  })
  @IsOptional()
  @IsSequence()
  after?: number | null;
}

@ArgsType()
export class OperationProgressArgs extends IdArgs {
  @Field(() => Int, {
    nullable: true,
    defaultValue: 0,
    description: 'A sequence number; only later events are returned.',
  })
  @IsOptional()
  @IsSequence()
  after?: number | null;
}
