import { Args, Ctx, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { ServiceCommand } from '../../domain/services/control.js';
import type { ServiceView } from '../../domain/services/view.js';
import { Permission } from '../../domain/types/permissions.js';
import { AppError } from '../../errors/errors.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { ControlServiceArgs, Service, ServiceKeyArgs, SetServiceStartModeArgs } from './services.types.js';

const SETTLES =
  'Runs as a SERVICE_CONTROL operation. Returns when the service has settled, or its current state after 30 s. OPERATION_IN_PROGRESS for a service that an active operation uses.';

@Resolver()
export class ServicesResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => [Service], {
    nullable: true,
    description: 'All seven, live. POWERSHELL_UNAVAILABLE if they cannot be read.',
  })
  services(@Ctx() context: RequestContext): Promise<readonly ServiceView[]> {
    return context.controlPlane.services.all();
  }

  @Requires(Permission.SERVICES_VIEW)
  @Query(() => Service, { nullable: true, description: 'NOT_FOUND for an unknown key.' })
  async service(
    @Args(() => ServiceKeyArgs) args: ServiceKeyArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    const found = await context.controlPlane.services.one(args.key);
    if (found === undefined) throw new AppError('NOT_FOUND', { message: 'No service has that key.' });
    return found;
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, {
    nullable: true,
    description: `Starts a service and waits until it is stable. ${SETTLES}`,
  })
  startService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'start' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, {
    nullable: true,
    description: `Stops a service, after it is registered as a planned stop with Services Monitor. ${SETTLES}`,
  })
  stopService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'stop' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, { nullable: true, description: `Stops and then starts a service. ${SETTLES}` })
  restartService(
    @Args(() => ControlServiceArgs) args: ControlServiceArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'restart' });
  }

  @Requires(Permission.SERVICES_CONTROL)
  @Mutation(() => Service, {
    nullable: true,
    description: `Sets the start mode; neither starts nor stops the service. ${SETTLES}`,
  })
  setServiceStartMode(
    @Args(() => SetServiceStartModeArgs) args: SetServiceStartModeArgs,
    @Ctx() context: RequestContext,
  ): Promise<ServiceView> {
    return control(context, args, { do: 'setStartMode', startMode: args.startMode });
  }

  @Requires(Permission.SERVICES_VIEW)
  @Subscription(() => Service, {
    nullable: true,
    description: 'First each service in its current state, then each one when it changes.',
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
