import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { FirstSyncView } from '../../domain/venue/onboarding-state.js';
import { Window } from '../plans.types.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description:
    'The progress of the first sync, as counted by the cloud. Ordering is off until it is complete.',
})
export class FirstSync implements FirstSyncView {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: its first rows are still awaited.' })
  startedAt!: Date | undefined;

  @Field(() => Int)
  rowsSent!: number;

  @Field(() => Int)
  rowsExpected!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'When it started; null before the first row is received.',
  })
  rowsPerSecond!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'Estimated from the current rate; null before the first row is received.',
  })
  estimatedEnd!: Date | undefined;

  @Field(() => Window, {
    nullable: true,
    description: 'Whether it ends before trading starts; null while its end is unknown.',
  })
  window?: Window;
}
