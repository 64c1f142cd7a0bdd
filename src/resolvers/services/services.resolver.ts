import { Args, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import { AppError } from '../../errors.js';
import type { ServiceCommand } from '../../operations/services/service-control.js';
import type { ServiceView } from '../../operations/services/service-view.js';
import { Permission } from '../../operations/words/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { ControlServiceArgs, Service, ServiceKeyArgs, SetServiceStartModeArgs } from './services.types.js';

const SETTLES =
  'Runs as a SERVICE_CONTROL operation and answers when settled, or after 30 s with what is seen then. OPERATION_IN_PROGRESS for a service that an active operation holds.';

@Resolver()
export class ServicesResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => [Service], {
    nullable: true,
    description: 'All seven, live. POWERSHELL_UNAVAILABLE when they cannot be asked.',
  })
  services(@Ctx() context: RequestContext): Promise<readonly ServiceView[]> {
    return context.controlPlane.services.all();
  }

  @Requires(Permission.SERVICES_VIEW)
  @Query(() => Service, { nullable: true, description: 'NOT_FOUND for a key that names no service.' })
  async service(
    @Args(() => ServiceKeyArgs) args: ServiceKeyArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    const found = await context.controlPlane.services.one(args.key);
    if (found === undefined)
      throw new AppError('NOT_FOUND', { message: 'There is no service with that key.' });
    return found;
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, { nullable: true, description: `Running and stable, or an error. ${SETTLES}` })
  startService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'start' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, { nullable: true, description: `Services Monitor is told first. ${SETTLES}` })
  stopService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'stop' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, { nullable: true, description: `Stop, then start. ${SETTLES}` })
  restartService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'restart' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, { nullable: true, description: `Neither starts nor stops it. ${SETTLES}` })
  setServiceStartMode(
    @Args(() => SetServiceStartModeArgs) args: SetServiceStartModeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'setStartMode', startMode: args.startMode });
  }

  @Requires(Permission.SERVICES_VIEW)
  @Subscription(() => Service, {
    nullable: true,
    description: 'Each service as it is now first, then each one whenever something about it changes.',
    subscribe: ({ context }: { context: RequestContext }) =>
      context.controlPlane.services.changes(context.left()),
  })
  serviceChanged(@Root() service: ServiceView): ServiceView {
    return service;
  }
}

function control(
  context: RequestContext,
  args: ControlServiceArgs,
  command: ServiceCommand,
): Promise<ServiceView> {
  const { key, reason, idempotencyKey } = args;
  return context.controlPlane.services.control(
    context.caller(),
    key,
    command,
    reason ?? undefined,
    idempotencyKey ?? undefined,
  );
}
