import { IsOptional } from 'class-validator';
import { ArgsType, Field, ObjectType } from 'type-graphql';
import { IsReason } from '../schema/argument-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({
  simpleResolvers: true,
  description: 'A time in which no onboarding or resync starts, from config.json.',
})
export class Freeze {
  @Field(() => DateTimeScalar)
  from!: Date;

  @Field(() => DateTimeScalar)
  until!: Date;

  @Field(() => String, { description: 'e.g. Christmas' })
  reason!: string;
}

@ObjectType({ simpleResolvers: true, description: 'Stop-everything switch.' })
export class Maintenance {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  since!: Date | undefined;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends automatically; null: it is off.',
  })
  until!: Date | undefined;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => String, { nullable: true })
  byName!: string | undefined;

  @Field(() => [Freeze], { description: 'The freezes in the venue settings, in order of their start.' })
  freezes!: Freeze[];
}

@ArgsType()
export class SetMaintenanceArgs {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description:
      'When it ends automatically, within seven days; omitted: after four hours. Only with on: true.',
  })
  @IsOptional()
  until?: Date | null;
}

@ArgsType()
export class ConfirmClockArgs {
  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}
