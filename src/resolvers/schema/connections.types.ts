import { IsOptional } from 'class-validator';
import { ArgsType, Field, Int, ObjectType } from 'type-graphql';
import { IsCursor, IsPageSize } from './edge-rules.js';

@ObjectType({ simpleResolvers: true, description: 'Relay connections: stable under inserts, keyset-paged.' })
export class PageInfo {
  @Field(() => String, { nullable: true, description: 'Null for an empty page.' })
  startCursor!: string | undefined;

  @Field(() => String, {
    nullable: true,
    description: 'The value of after for the next page; null for an empty page.',
  })
  endCursor!: string | undefined;

  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => Boolean)
  hasPreviousPage!: boolean;
}

/** Page arguments of the long lists; the short one of `operations` has its own default. */
@ArgsType()
export class FiftyAtOnce {
  @Field(() => Int, { nullable: true, defaultValue: 50, description: '1 to 200.' })
  @IsOptional()
  @IsPageSize()
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'A cursor from an earlier page.' })
  @IsOptional()
  @IsCursor()
  after?: string | null;
}
