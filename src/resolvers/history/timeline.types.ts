import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, ObjectType } from 'type-graphql';
import { type TimelineLane as Lane, TIMELINE_LANES } from '../../domain/history/timeline-entry.js';
import { isTypedText } from '../schema/argument-rules.js';
import { edgeType, PageInfo, pageOf } from '../schema/connections.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { MessageParam } from '../venue/status.types.js';

export const TimelineLane = namedEnum<Lane>('TimelineLane', 'Lanes of the timeline.', TIMELINE_LANES);

@ObjectType({ simpleResolvers: true, description: 'A state from its begin to its end, or what happened.' })
export class TimelineEntry {
  @Field(() => ID)
  id!: string;

  @Field(() => TimelineLane)
  lane!: Lane;

  @Field(() => String, {
    nullable: true,
    description: 'The service, finding, part, program, kind, action or source concerned; null: the venue.',
  })
  subject!: string | undefined;

  @Field(() => String, { description: 'The state, severity, level, outcome or version.' })
  state!: string;

  @Field(() => String, { nullable: true, description: 'Null: it is the first one, or it was unknown.' })
  previousState!: string | undefined;

  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Null: it is still so. Equal to from for what happened in a moment.',
  })
  until!: Date | undefined;

  @Field(() => String, { description: 'With params, what the text is made of.' })
  code!: string;

  @Field(() => [MessageParam])
  params?: MessageParam[];

  @Field(() => String, { description: 'One or two sentences.' })
  text!: string;

  @Field(() => ID, { nullable: true })
  operationId!: string | undefined;
}

const TimelineEdge = edgeType('Timeline', () => TimelineEntry);

@ObjectType({
  simpleResolvers: true,
  description: 'A lane that is not in the page although it was requested.',
})
export class MissingLane {
  @Field(() => TimelineLane)
  lane!: Lane;

  @Field(() => String)
  reason!: string;
}

@ObjectType({ simpleResolvers: true })
export class TimelineConnection {
  @Field(() => [TimelineEdge])
  edges!: object[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => [MissingLane], {
    description: 'Lanes that could not be read, or that you have no permission for.',
  })
  missing!: MissingLane[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the record of this venue begins; null: nothing is recorded yet.',
  })
  recordedSince?: Date;
}

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
