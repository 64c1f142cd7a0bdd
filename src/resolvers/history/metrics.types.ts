import { IsOptional } from 'class-validator';
import { ArgsType, Field, Float, Int, ObjectType } from 'type-graphql';
import { METRIC_NAMES, type MetricName as Name } from '../../domain/history/series.js';
import { IsPoints } from '../schema/argument-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const MetricName = namedEnum<Name>('MetricName', 'Figures that are sampled once a minute.', {
  LINK_HEARTBEAT_AGE: METRIC_NAMES.LINK_HEARTBEAT_AGE.description,
  SYNC_ROWS_SENT: METRIC_NAMES.SYNC_ROWS_SENT.description,
  SYNC_ROWS_WAITING: METRIC_NAMES.SYNC_ROWS_WAITING.description,
  SYNC_ROWS_FAILED: METRIC_NAMES.SYNC_ROWS_FAILED.description,
});

@ObjectType({
  simpleResolvers: true,
  description: 'The samples of a step; null: the server was off, or the figure was unknown.',
})
export class MetricBucket {
  @Field(() => DateTimeScalar)
  at!: Date;

  @Field(() => Float, { nullable: true })
  min!: number | undefined;

  @Field(() => Float, { nullable: true })
  mean!: number | undefined;

  @Field(() => Float, { nullable: true })
  max!: number | undefined;
}

@ObjectType({ simpleResolvers: true, description: 'A figure over time, from samples of the last 14 days.' })
export class MetricSeries {
  @Field(() => MetricName)
  name!: Name;

  @Field(() => String, { description: 's, rows or messages.' })
  unit!: string;

  @Field(() => DateTimeScalar, { description: 'The requested time, rounded down to a minute.' })
  from!: Date;

  @Field(() => Int, { description: 'Seconds between two buckets: one minute or more.' })
  stepSeconds!: number;

  @Field(() => [MetricBucket], { description: 'One for each step, oldest first.' })
  buckets!: MetricBucket[];

  @Field(() => [Float], {
    nullable: 'items',
    description: 'The maximum of each bucket, in the same order: a series for a chart in few bytes.',
  })
  maxima?: (number | undefined)[];
}

@ArgsType()
export class MetricSeriesArgs {
  @Field(() => MetricName)
  name!: Name;

  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  to!: Date;

  @Field(() => Int, {
    nullable: true,
    defaultValue: 300,
    description: 'The maximum number of buckets: 1 to 1000.',
  })
  @IsOptional()
  @IsPoints()
  points?: number | null;
}
