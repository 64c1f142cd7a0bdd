import { IsOptional } from 'class-validator';
import { ArgsType, Field, Float, ID, Int, ObjectType } from 'type-graphql';
import type {
  EventLevel as EventLevelName,
  OperationEvent as RecordedEvent,
} from '../../domain/types/operation.js';
import { IdArgs, IsPageSize, IsSequence } from '../schema/argument-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const EventLevel = namedEnum<EventLevelName>('EventLevel', 'How much an event matters, least first.', {
  VERBOSE: '',
  INFORMATION: '',
  WARNING: '',
  ERROR: '',
});

@ObjectType({ simpleResolvers: true, description: 'One recorded event of an operation.' })
export class OperationEvent implements RecordedEvent {
  @Field(() => ID)
  operationId!: string;

  @Field(() => Int, { description: '1, 2, 3 … without gaps.' })
  sequence!: number;

  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the step; null when it is about the whole operation.',
  })
  step!: string | undefined;

  @Field(() => EventLevel)
  level!: EventLevelName;

  @Field(() => Float, { nullable: true, description: 'The progress of the step, 0 to 100; null: unknown.' })
  percent!: number | undefined;

  @Field(() => String)
  message!: string;
}

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
