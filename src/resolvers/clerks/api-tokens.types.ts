import { ArrayMaxSize, ArrayMinSize } from 'class-validator';
import { Field, ID, InputType } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';
import { isTypedText } from '../schema/edge-rules.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const ApiToken = objectType(
  'ApiToken',
  'A token for scripts. It acts for the clerk who created it, with the permissions that it lists and that clerk still has. It ends when that clerk is deactivated.',
  {
    id: field(() => ID),
    name: field(() => String),
    permissions: field(() => [Permission], 'What it names.'),
    createdAt: field(() => DateTimeScalar),
    expiresAt: field(() => DateTimeScalar),
    lastUsedAt: nullable(() => DateTimeScalar, 'Accurate to about a minute; null: never.'),
    createdByName: field(() => String),
  },
);

export const ApiTokenPayload = objectType('ApiTokenPayload', undefined, {
  id: field(() => ID),
  name: field(() => String),
  token: field(() => String, 'Shown once.'),
  permissions: field(() => [Permission]),
  expiresAt: field(() => DateTimeScalar),
});

@InputType()
export class CreateApiTokenInput {
  @Field(() => String, { description: 'The purpose: 1 to 100 characters.' })
  @isTypedText(100)
  name!: string;

  @Field(() => [Permission], {
    description:
      "At least one; the creator must have each. A token that a token creates can't have API_TOKENS_MANAGE.",
  })
  @ArrayMinSize(1, { message: 'must name at least one permission' })
  @ArrayMaxSize(20, { message: 'must name at most 20 permissions' })
  permissions!: Permission[];

  @Field(() => DateTimeScalar, {
    description:
      'At most 90 days from now; 400 days with METRICS_VIEW alone; 24 hours with CLOUD_CONNECTIVITY_ONBOARD, CLERK_SECURITY_EDIT or API_TOKENS_MANAGE. Not after the end of the requesting token.',
  })
  expiresAt!: Date;
}
