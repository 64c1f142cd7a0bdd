import { Field, Float, Int, ObjectType } from 'type-graphql';
import type { FirstSyncView } from '../../operations/world/onboarding-state.js';
import { Window } from '../plans/plans.types.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: "How far the first sync is, by the cloud's own count. Ordering is off until it is complete.",
})
export class FirstSync implements FirstSyncView {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: its first rows are still awaited.' })
  startedAt!: Date | undefined;

  @Field(() => Int)
  rowsSent!: number;

  @Field(() => Int)
  rowsExpected!: number;

  @Field(() => Float, { nullable: true, description: 'Since it began; null before the first row is in.' })
  rowsPerSecond!: number | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'If it goes on as it has; null before the first row is in.',
  })
  estimatedEnd!: Date | undefined;

  @Field(() => Window, {
    nullable: true,
    description: 'Whether it ends before trading begins; null while its end is not known.',
  })
  window?: Window;
}
