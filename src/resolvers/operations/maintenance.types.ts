import { ArgsType, Field } from 'type-graphql';
import { IsReason } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const Freeze = objectType(
  'Freeze',
  'A time in which no onboarding or resync starts, from config.json.',
  {
    from: field(() => DateTimeScalar),
    until: field(() => DateTimeScalar),
    reason: field(() => String, 'e.g. Christmas'),
  },
);

export const Maintenance = objectType('Maintenance', 'Stop-everything switch.', {
  on: field(() => Boolean),
  since: nullable(() => DateTimeScalar),
  reason: nullable(() => String),
  byName: nullable(() => String),
  freezes: field(() => [Freeze], 'The freezes in the venue settings, in order of their start.'),
});

@ArgsType()
export class SetMaintenanceArgs {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}
