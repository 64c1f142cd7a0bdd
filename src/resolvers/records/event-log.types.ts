import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import type { EventLevel as EventLevelName } from '../../domain/types/operation.js';
import { EventLevel } from '../operations/operation-events.types.js';
import { IsEventSources, isTypedText } from '../schema/argument-rules.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({ simpleResolvers: true, description: "One entry of the server's event log." })
export class EventLogEntry {
  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => EventLevel)
  level!: EventLevelName;

  @Field(() => String)
  source!: string;

  @Field(() => Int, { nullable: true })
  eventId!: number | undefined;

  @Field(() => String)
  message!: string;
}

export const EventLogConnection = connectionType('EventLog', () => EventLogEntry);

@ArgsType()
export class EventLogArgs extends pageOf(50) {
  @Field(() => EventLevel, { nullable: true, description: 'This level and more severe ones.' })
  @IsOptional()
  minimumLevel?: EventLevelName | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only entries from this time on.' })
  @IsOptional()
  since?: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Nothing newer.' })
  @IsOptional()
  until?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only entries of these sources, by exact name: 1 to 20.',
  })
  @IsOptional()
  @IsEventSources()
  sources?: string[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Each word must occur in the message, the source or the event ID; in any case. On Windows, in the newest 5,000 entries of each log that the other arguments match.',
  })
  @IsOptional()
  @isTypedText(100)
  text?: string | null;
}
