import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import { ALERT_STATES, type AlertState as State } from '../../domain/types/venue-alert.js';
import { IdReasonArgs } from '../schema/argument-rules.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { FindingSeverity } from './status.types.js';

export const AlertState = namedEnum<State>('AlertState', 'The state of an alert.', ALERT_STATES);

@ObjectType({
  simpleResolvers: true,
  description: 'Something that has lasted long enough to tell a person about it.',
})
export class Alert {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'e.g. ORDERING_DOWN' })
  code!: string;

  @Field(() => FindingSeverity)
  severity!: 'WARNING' | 'CRITICAL';

  @Field(() => AlertState)
  state!: State;

  @Field(() => String, { description: 'What is so; of one that is over, what was so.' })
  message!: string;

  @Field(() => String, { description: 'What to do.' })
  remedy!: string;

  @Field(() => DateTimeScalar, {
    description: 'Since when it is so. It is opened once that has lasted for the time of its rule.',
  })
  beganAt?: Date;

  @Field(() => DateTimeScalar)
  openedAt!: Date;

  @Field(() => DateTimeScalar, { nullable: true })
  clearedAt!: Date | undefined;

  @Field(() => String, { nullable: true })
  acknowledgedByName!: string | undefined;

  @Field(() => String, { nullable: true })
  acknowledgedReason!: string | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null: until it is cleared.' })
  acknowledgedUntil!: Date | undefined;

  @Field(() => Int, { description: 'How often it began, at least 1.' })
  occurrences!: number;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Since when its cause is over. It is cleared once that has lasted for two minutes. Null: it is so.',
  })
  overSince?: Date | undefined;

  @Field(() => String, {
    nullable: true,
    description:
      'The code of the finding of venueStatus that it is about now. Null: its cause is over, or it is about no finding.',
  })
  findingCode?: string | undefined;

  @Field(() => String, { nullable: true, description: 'The causeCode of that finding.' })
  causeCode?: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'What to do next, as docs/reference/findings.md lists it. Null: only what remedy says.',
  })
  actionCode?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'The service of that finding.' })
  service?: string | undefined;

  @Field(() => ID, { nullable: true, description: 'The operation that it is about.' })
  operationId?: string | undefined;
}

export const AlertConnection = connectionType('Alert', () => Alert);

@ArgsType()
export class AlertsArgs extends pageOf(50) {
  @Field(() => AlertState, { nullable: true, description: 'Only alerts in this state; null: all.' })
  @IsOptional()
  state?: State | null;
}

@ArgsType()
export class AcknowledgeAlertArgs extends IdReasonArgs {
  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'Within 30 days. The alert opens again then, if it is not cleared. Null: until it is cleared.',
  })
  @IsOptional()
  until?: Date | null;
}
