import { Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { ClerkRow } from '../../domain/ports/clerk-reader.js';
import type { SignedIn as SignedInClerk } from '../../domain/sign-in/sign-in.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { Public, SignedIn } from '../schema/security.directive.js';
import { Clerk } from './clerk-security.types.js';
import { ChangePinArgs, SignInArgs, SignInPayload, StepUpArgs } from './sign-in.types.js';

@Resolver(() => SignInPayload)
export class SignInResolver {
  @FieldResolver()
  clerk(@Root() { clerk, mustChangePin }: SignedInClerk): ClerkRow {
    if (mustChangePin) throw new AppError('PIN_TEMPORARY');
    return clerk;
  }

  @SignedIn()
  @Query(() => Clerk, { nullable: true, description: 'The signed-in clerk.' })
  viewer(@Ctx() context: RequestContext): ClerkRow {
    return context.caller().viewer.clerk;
  }

  @Public()
  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'SIGN_IN_FAILED for both an unknown clerk and a wrong PIN; SIGN_IN_LOCKED after too many failures.',
  })
  async signIn(
    @Args(() => SignInArgs) args: SignInArgs,
    @Ctx() context: RequestContext,
  ): Promise<SignedInClerk> {
    const { clerkId, pin } = args;
    const { peer, correlationId, client } = context;
    return speakAs(
      context,
      await context.controlPlane.signIn.signIn({ clerkId, pin, peer, correlationId, client }),
    );
  }

  @SignedIn()
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      'Ends the session token and returns true. An API token stays valid and returns false; revoke it with revokeApiToken.',
  })
  async signOut(@Ctx() context: RequestContext): Promise<boolean> {
    const isOver = await context.controlPlane.signIn.signOut(context.caller());
    if (isOver) context.speakFor(undefined);
    return isOver;
  }

  @SignedIn()
  @Mutation(() => SignInPayload, {
    nullable: true,
    description:
      'Confirms the PIN again: onboard, resync, grants, unlocks, approvals, choices, setMaintenance and confirmClock need a step-up less than five minutes old. A sign-in counts as one; PERSON_NEEDED for an API token.',
  })
  async stepUp(
    @Args(() => StepUpArgs) args: StepUpArgs,
    @Ctx() context: RequestContext,
  ): Promise<SignedInClerk> {
    return speakAs(context, await context.controlPlane.signIn.stepUp(context.caller(), args.pin));
  }

  @SignedIn()
  @Mutation(() => Boolean, {
    nullable: true,
    description:
      "Changes the clerk's own PIN. Returns true when the PIN is changed and the clerk's other sessions have ended. Wrong PINs count as those of stepUp; PERSON_NEEDED for an API token.",
  })
  async changePin(
    @Args(() => ChangePinArgs) args: ChangePinArgs,
    @Ctx() context: RequestContext,
  ): Promise<boolean> {
    await context.controlPlane.signIn.changePin(context.caller(), args);
    return true;
  }
}

/** What is asked beside the token (the clerk's permissions, say) is answered to the clerk who has just signed in. */
async function speakAs(context: RequestContext, signedIn: SignedInClerk): Promise<SignedInClerk> {
  const viewerNow = () => context.controlPlane.signIn.viewerOf(signedIn.token);
  context.speakFor(await viewerNow(), viewerNow);
  return signedIn;
}
