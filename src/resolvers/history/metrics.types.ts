import { IsOptional } from 'class-validator';
import { ArgsType, Field, Float, Int } from 'type-graphql';
import { METRIC_NAMES, type MetricName as Name } from '../../domain/history/series.js';
import { IsPoints } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const MetricName = namedEnum<Name>('MetricName', 'Figures that are sampled once a minute.', {
  LINK_HEARTBEAT_AGE: METRIC_NAMES.LINK_HEARTBEAT_AGE.description,
  SYNC_ROWS_SENT: METRIC_NAMES.SYNC_ROWS_SENT.description,
  SYNC_ROWS_WAITING: METRIC_NAMES.SYNC_ROWS_WAITING.description,
  SYNC_ROWS_FAILED: METRIC_NAMES.SYNC_ROWS_FAILED.description,
});

export const MetricBucket = objectType(
  'MetricBucket',
  'The samples of a step; null: the server was off, or the figure was unknown.',
  {
    at: field(() => DateTimeScalar),
    min: nullable(() => Float),
    mean: nullable(() => Float),
    max: nullable(() => Float),
  },
);

export const MetricSeries = objectType(
  'MetricSeries',
  'A figure over time, from samples of the last 14 days.',
  {
    name: field(() => MetricName),
    unit: field(() => String, 's, rows or messages.'),
    from: field(() => DateTimeScalar, 'The requested time, rounded down to a minute.'),
    stepSeconds: field(() => Int, 'Seconds between two buckets: one minute or more.'),
    buckets: field(() => [MetricBucket], 'One for each step, oldest first.'),
  },
);

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
