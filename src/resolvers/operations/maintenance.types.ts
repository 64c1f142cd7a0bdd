import { ArgsType, Field, ObjectType } from 'type-graphql';
import { IsReason } from '../schema/edge-rules.js';
import { DateTimeScalar } from '../schema/scalars.js';

@ObjectType({ simpleResolvers: true, description: 'Stop-everything switch.' })
export class Maintenance {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => DateTimeScalar, { nullable: true })
  since!: Date | undefined;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;

  @Field(() => String, { nullable: true })
  byName!: string | undefined;
}

@ArgsType()
export class SetMaintenanceArgs {
  @Field(() => Boolean)
  on!: boolean;

  @Field(() => String, { description: '1 to 500 characters, for the audit trail.' })
  @IsReason()
  reason!: string;
}
