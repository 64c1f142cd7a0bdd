import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import { ALERT_STATES, type AlertState as State } from '../../domain/types/venue-alert.js';
import { connectionType, pageOf } from '../schema/connections.js';
import { IdReasonArgs } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { FindingSeverity } from './status.types.js';

export const AlertState = namedEnum<State>('AlertState', 'The state of an alert.', ALERT_STATES);

export const Alert = objectType('Alert', 'Something that has lasted long enough to tell a person about it.', {
  id: field(() => ID),
  code: field(() => String, 'e.g. ORDERING_DOWN'),
  severity: field(() => FindingSeverity),
  state: field(() => AlertState),
  message: field(() => String, 'What is so; of one that is over, what was so.'),
  remedy: field(() => String, 'What to do.'),
  beganAt: field(
    () => DateTimeScalar,
    'Since when it is so. It is opened once that has lasted for the time of its rule.',
  ),
  openedAt: field(() => DateTimeScalar),
  clearedAt: nullable(() => DateTimeScalar),
  acknowledgedByName: nullable(() => String),
  acknowledgedReason: nullable(() => String),
  acknowledgedUntil: nullable(() => DateTimeScalar, 'Null: until it is cleared.'),
  occurrences: field(() => Int, 'How often it began, at least 1.'),
  overSince: nullable(
    () => DateTimeScalar,
    'Since when its cause is over. It is cleared once that has lasted for two minutes. Null: it is so.',
  ),
  operationId: nullable(() => ID, 'The operation that it is about.'),
});

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
