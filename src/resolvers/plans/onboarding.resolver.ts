import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { CodeRequestView } from '../../domain/onboarding/code-requests.js';
import type { OnboardingPlan as Plan, Impact as PlanImpact } from '../../domain/plans/plan.js';
import type { CodeShape } from '../../domain/types/authentication-code.js';
import type { Operation as OperationRow } from '../../domain/types/operation.js';
import { Permission } from '../../domain/types/permissions.js';
import type { VenueView } from '../../domain/venue/reader.js';
import { Operation } from '../operations/operations.types.js';
import { Impact } from '../plans.types.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import {
  AuthenticationCodeRequest,
  FinishOnboardingInput,
  OnboardInput,
  OnboardingPlan,
  RequestCodeArgs,
} from './onboarding.types.js';

@Resolver(() => OnboardingPlan)
export class OnboardingResolver {
  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Query(() => OnboardingPlan, {
    nullable: true,
    description:
      'What onboarding would do now, and whether it can start. Queries cloud and PowerShell; changes nothing.',
  })
  onboardingPlan(@Ctx() context: RequestContext): Promise<Plan> {
    return context.controlPlane.onboarding.plan();
  }

  @FieldResolver()
  venue(@Ctx() context: RequestContext): Promise<VenueView> {
    return context.controlPlane.venue.venue();
  }

  @FieldResolver()
  codeRequest(@Ctx() context: RequestContext): Promise<CodeRequestView | undefined> {
    return context.controlPlane.onboarding.codeRequest();
  }

  @FieldResolver()
  codeShape(@Ctx() context: RequestContext): CodeShape {
    return context.controlPlane.onboarding.codeShape();
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => AuthenticationCodeRequest, {
    nullable: true,
    description:
      "Makes the cloud send a new code to the registered e-mail address. Works for this venue's customer number, in every case of the plan.",
  })
  requestAuthenticationCode(
    @Args(() => RequestCodeArgs) args: RequestCodeArgs,
    @Ctx() context: RequestContext,
  ): Promise<CodeRequestView> {
    return context.controlPlane.onboarding.requestCode(context.caller(), args.customerNumber);
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Starts the onboarding and returns at once; follow it with operationProgress. Needs a step-up less than five minutes old and a plan whose facts still hold.',
  })
  onboard(
    @Arg('input', () => OnboardInput) input: OnboardInput,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    const { customerNumber, authenticationCode, planFingerprint, reason, idempotencyKey } = input;
    return context.controlPlane.onboarding.start(context.caller(), {
      customerNumber,
      authenticationCode,
      planFingerprint,
      reason,
      overrides: input.overrides ?? [],
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Finishes an onboarding whose code was redeemed, without a code: see needsCode of the plan. NOTHING_TO_FINISH: there is none. Needs a step-up less than five minutes old and a plan whose facts still hold.',
  })
  finishOnboarding(
    @Arg('input', () => FinishOnboardingInput) input: FinishOnboardingInput,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    const { customerNumber, planFingerprint, reason, idempotencyKey } = input;
    return context.controlPlane.onboarding.finish(context.caller(), {
      customerNumber,
      planFingerprint,
      reason,
      overrides: input.overrides ?? [],
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  }
}

@Resolver(() => Impact)
export class ImpactResolver {
  @FieldResolver()
  estimatedDuration(@Root() impact: PlanImpact): number {
    return impact.estimatedSeconds;
  }
}
