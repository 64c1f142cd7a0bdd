import { Arg, Args, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { MadeApiToken } from '../../domain/tokens/make-token.js';
import type { ApiToken as ApiTokenRow } from '../../domain/types/api-token.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { IdArgs } from '../schema/argument-rules.js';
import { Requires, SignedIn } from '../schema/security.directive.js';
import { ApiToken, ApiTokenPayload, CreateApiTokenInput } from './api-tokens.types.js';

@Resolver()
export class ApiTokensResolver {
  @Requires(Permission.API_TOKENS_MANAGE)
  @Query(() => [ApiToken], {
    nullable: true,
    description:
      'Tokens of all clerks that are not revoked, oldest first, without secrets. An expired token is listed for 30 days, or until its creator creates another.',
  })
  apiTokens(@Ctx() context: RequestContext): Promise<readonly ApiTokenRow[]> {
    return context.controlPlane.apiTokens.list();
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => ApiTokenPayload, {
    nullable: true,
    description:
      'Creates a token for a script, which acts for its creator: "Authorization: Bearer …". Needs a step-up less than five minutes old. Its secret is shown once.',
  })
  createApiToken(
    @Arg('input', () => CreateApiTokenInput) input: CreateApiTokenInput,
    @Ctx() context: RequestContext,
  ): Promise<MadeApiToken> {
    const { name, permissions, expiresAt } = input;
    return context.controlPlane.apiTokens.create(context.caller(), { name, permissions, expiresAt });
  }

  @SignedIn()
  @Mutation(() => ApiTokenPayload, {
    nullable: true,
    description:
      'By a token, for itself: a new secret under the same ID, valid for as long as before, with those of its permissions that its creator still has. The old secret ends at once. Its creator must still have API_TOKENS_MANAGE. PERSON_NEEDED for a token that is limited to 24 hours, or was created by a token.',
  })
  renewApiToken(@Ctx() context: RequestContext): Promise<MadeApiToken> {
    return context.controlPlane.apiTokens.renew(context.caller());
  }

  @Requires(Permission.API_TOKENS_MANAGE)
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Revokes a token and the tokens that it created. Requests fail at once; open subscriptions end within a second. Returns true; NOT_FOUND for an ended token.',
  })
  async revokeApiToken(@Args(() => IdArgs) args: IdArgs, @Ctx() context: RequestContext): Promise<boolean> {
    await context.controlPlane.apiTokens.revoke(context.caller(), args.id);
    return true;
  }
}
