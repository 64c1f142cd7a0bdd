/** Arguments of what is about one thing, and of what is done to it. */
import { ArgsType, Field, ID } from 'type-graphql';
import { IsId, IsReason } from './schema/edge-rules.js';

@ArgsType()
export class IdArgs {
  @Field(() => ID)
  @IsId()
  id!: string;
}

@ArgsType()
export class IdReasonArgs extends IdArgs {
  @Field(() => String, { description: '1 to 500 characters, for the audit log.' })
  @IsReason()
  reason!: string;
}
