import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { MadeApiToken } from '../../operations/clerks/make-token.js';
import type { ApiToken as ApiTokenRow } from '../../operations/words/api-token.js';
import { Permission } from '../../operations/words/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { ApiToken, ApiTokenArgs, ApiTokenPayload, CreateApiTokenInput } from './api-tokens.types.js';

@Resolver()
export class ApiTokensResolver {
  @Requires(Permission.API_TOKENS_MANAGE)
  @Query(() => [ApiToken], {
    nullable: true,
    description:
      'Those that are not revoked, oldest first, of every maker; never the secrets. An expired one stays for 30 days, or until its maker makes another.',
  })
  apiTokens(@Ctx() context: RequestContext): Promise<readonly ApiTokenRow[]> {
    return context.controlPlane.apiTokens.list();
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => ApiTokenPayload, {
    nullable: true,
    description:
      'A token for a script, which asks for its maker: "Authorization: Bearer …". Needs a step-up less than five minutes old. Its secret is shown once.',
  })
  createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<MadeApiToken> {
    const { name, permissions, expiresAt } = input;
    return context.controlPlane.apiTokens.create(context.caller(), { name, permissions, expiresAt });
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ends a token at once, open subscriptions within a second, and those that it made with it. True; NOT_FOUND for one that has ended.',
  })
  async revokeApiToken(
    @Args(() => ApiTokenArgs) args: ApiTokenArgs,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    await context.controlPlane.apiTokens.revoke(context.caller(), args.id);
    return true;
  }
}
