import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int } from 'type-graphql';
import type { EventLevel as EventLevelName } from '../../domain/types/operation.js';
import { EventLevel } from '../operations/operation-events.types.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { IsEventSources, isTypedText } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const EventLogEntry = objectType('EventLogEntry', "One entry of the server's event log.", {
  at: field(() => DateTimeScalar),
  level: field(() => EventLevel),
  source: field(() => String),
  eventId: nullable(() => Int),
  message: field(() => String),
});

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
