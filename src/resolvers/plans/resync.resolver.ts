import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { ResyncPlan as Plan } from '../../domain/resync/resync.js';
import type { Operation as OperationRow } from '../../domain/types/operation.js';
import { Permission } from '../../domain/types/permissions.js';
import { Operation } from '../operations/operations.types.js';
import type { RequestContext } from '../request/context.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Requires } from '../schema/security.directive.js';
import { ResyncInput, ResyncPlan } from './resync.types.js';

@Resolver(() => ResyncPlan)
export class ResyncResolver {
  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Query(() => ResyncPlan, {
    nullable: true,
    description:
      'What a resync would do, how long ordering would be down, and whether it can start. Changes nothing.',
  })
  resyncPlan(
    @Arg('startAt', () => DateTimeScalar, { nullable: true, description: 'When it would start; null: now.' })
    startAt: Date | null,
    @Ctx() context: RequestContext,
  ): Promise<Plan> {
    return context.controlPlane.resync.plan(context.caller().viewer, startAt ?? undefined);
  }

  @Requires(Permission.CLOUD_CONNECTIVITY_ONBOARD)
  @Mutation(() => Operation, {
    nullable: true,
    description:
      'Sends all local data to the cloud again. It takes hours, and ordering is down. Do not use it for troubleshooting. Needs a step-up less than five minutes old, a plan whose facts still hold, and the typed company name.',
  })
  resync(
    @Arg('input', () => ResyncInput) input: ResyncInput,
    @Ctx() context: RequestContext,
  ): Promise<OperationRow> {
    const { customerNumber, planFingerprint, reason, confirmation, idempotencyKey } = input;
    return context.controlPlane.resync.start(context.caller(), {
      customerNumber,
      planFingerprint,
      reason,
      confirmation,
      overrides: input.overrides ?? [],
      ...(input.startAt ? { startAt: input.startAt } : {}),
      ...(idempotencyKey ? { idempotencyKey } : {}),
    });
  }
}
