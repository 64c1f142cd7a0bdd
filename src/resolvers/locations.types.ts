import { Field, ID, ObjectType } from 'type-graphql';
import { Permission } from '../domain/types/permissions.js';
import { Requires } from './schema/security.directive.js';

@ObjectType({ simpleResolvers: true, description: 'An outlet in a Location Group.' })
export class Location {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => Boolean, { nullable: true, description: 'Null: unknown now.' })
  activated?: boolean;

  @Requires(Permission.CLOUD_CONNECTIVITY_LOCATIONS)
  @Field(() => String, {
    nullable: true,
    description: 'Set by activation; null before, and if the cloud cannot be queried.',
  })
  cloudClientId?: string;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A group of Locations; Back Office also calls it "Venue".',
})
export class LocationGroup {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => [Location])
  locations?: Location[];
}
