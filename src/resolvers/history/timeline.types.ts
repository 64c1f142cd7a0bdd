import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID } from 'type-graphql';
import { type TimelineLane as Lane, TIMELINE_LANES } from '../../domain/history/timeline-entry.js';
import { edgeType, PageInfo, pageOf } from '../schema/connections.js';
import { isTypedText } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { MessageParam } from '../venue/status.types.js';

export const TimelineLane = namedEnum<Lane>('TimelineLane', 'Lanes of the timeline.', TIMELINE_LANES);

export const TimelineEntry = objectType(
  'TimelineEntry',
  'A state from its begin to its end, or what happened.',
  {
    id: field(() => ID),
    lane: field(() => TimelineLane),
    subject: nullable(
      () => String,
      'The service, finding, part, program, kind, action or source concerned; null: the venue.',
    ),
    state: field(() => String, 'The state, severity, level, outcome or version.'),
    previousState: nullable(() => String, 'Null: it is the first one, or it was unknown.'),
    from: field(() => DateTimeScalar),
    until: nullable(
      () => DateTimeScalar,
      'Null: it is still so. Equal to from for what happened in a moment.',
    ),
    code: field(() => String, 'With params, what the text is made of.'),
    params: field(() => [MessageParam]),
    text: field(() => String, 'One or two sentences.'),
    operationId: nullable(() => ID),
  },
);

const TimelineEdge = edgeType('Timeline', () => TimelineEntry);

export const MissingLane = objectType(
  'MissingLane',
  'A lane that is not in the page although it was requested.',
  {
    lane: field(() => TimelineLane),
    reason: field(() => String),
  },
);

export const TimelineConnection = objectType('TimelineConnection', undefined, {
  edges: field(() => [TimelineEdge]),
  pageInfo: field(() => PageInfo),
  missing: field(() => [MissingLane], 'Lanes that could not be read, or that you have no permission for.'),
});

@ArgsType()
export class VenueTimelineArgs extends pageOf(200) {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;

  @Field(() => [TimelineLane], { nullable: true, description: 'Only these lanes; null: all.' })
  @IsOptional()
  lanes?: Lane[] | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Each word must occur in the text, the subject or the code; in any case. A page can have fewer entries than requested, or none, although a next page follows.',
  })
  @IsOptional()
  @isTypedText(100)
  text?: string | null;
}
