import { Arg, Args, Mutation, Query, Resolver } from 'type-graphql';
import { Permission } from '../../operations/words/permissions.js';
import { notAvailableYet } from '../schema/not-available-yet.js';
import { Requires } from '../schema/security.directive.js';
import { ApiToken, ApiTokenArgs, ApiTokenPayload, CreateApiTokenInput } from './api-tokens.types.js';

@Resolver()
export class ApiTokensResolver {
  @Requires(Permission.API_TOKENS_MANAGE)
  @Query(() => [ApiToken], { nullable: true, description: 'Those that are not revoked; never the secrets.' })
  apiTokens(): never {
    throw notAvailableYet('Query.apiTokens');
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => ApiTokenPayload, {
    nullable: true,
    description: 'A token for a script. Its secret is shown once.',
  })
  createApiToken(@Arg('input', () => CreateApiTokenInput) _input: CreateApiTokenInput): never {
    throw notAvailableYet('Mutation.createApiToken');
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => Boolean, { nullable: true, description: 'Ends a token at once. True.' })
  revokeApiToken(@Args(() => ApiTokenArgs) _args: ApiTokenArgs): never {
    throw notAvailableYet('Mutation.revokeApiToken');
  }
}
