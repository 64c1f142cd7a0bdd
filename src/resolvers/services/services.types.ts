import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ServiceOrder as Order } from '../../operations/services/service-orders.js';
import type { ServiceView } from '../../operations/services/service-view.js';
import { Permission } from '../../operations/words/permissions.js';
import {
  SERVICE_KEYS,
  type ServiceStatus as ServiceStatusName,
  type StartMode as StartModeName,
} from '../../operations/words/services.js';
import { IsId, IsIdempotencyKey, IsReason } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Requires } from '../schema/security.directive.js';

export const ServiceStatus = namedEnum<ServiceStatusName>(
  'ServiceStatus',
  'What the service control manager says.',
  {
    RUNNING: '',
    STOPPED: '',
    START_PENDING: '',
    STOP_PENDING: '',
    PAUSED: '',
    NOT_INSTALLED: 'Cloud Sync, before onboarding has installed it.',
    UNKNOWN: 'PowerShell could not tell.',
  },
);

export const StartMode = namedEnum<StartModeName>('StartMode', 'When the service starts by itself.', {
  AUTOMATIC: 'With the machine.',
  AUTOMATIC_DELAYED: 'With the machine, a little later.',
  MANUAL: 'When asked.',
  DISABLED: 'Never.',
});

export const ServiceHealth = namedEnum<ServiceView['health']>(
  'ServiceHealth',
  'What the status means for trade.',
  {
    HEALTHY: '',
    DEGRADED: 'Runs, but not as it should.',
    DOWN: 'Should run, and does not.',
    INACTIVE: 'Not in use, and that is right.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'What somebody asked of a service, and why.' })
export class ServiceOrder implements Order {
  @Field(() => ID, { description: 'Of the operation that does or did it.' })
  operationId!: string;

  @Field(() => String, { description: 'e.g. Stop NetPOS' })
  title!: string;

  @Field(() => String)
  byName!: string;

  @Field(() => DateTimeScalar, {
    description: 'When it was done; of one that is under way, when it was asked for.',
  })
  at!: Date;

  @Field(() => String, { nullable: true })
  reason!: string | undefined;
}

@ObjectType({
  simpleResolvers: true,
  description: 'A swiftpos service on this server, live from PowerShell.',
})
export class Service {
  @Field(() => ID, {
    description: SERVICE_KEYS.join(', '),
  })
  key!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => Boolean)
  installed!: boolean;

  @Field(() => ServiceStatus)
  status!: ServiceStatusName;

  @Field(() => StartMode, { nullable: true, description: 'Null when it is not installed.' })
  startMode!: StartModeName | undefined;

  @Field(() => String, { nullable: true })
  version!: string | undefined;

  @Requires(Permission.SERVICES_CONTROL)
  @Field(() => Int, { nullable: true, description: 'Null while it does not run.' })
  processId!: number | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null while it does not run.' })
  startedAt!: Date | undefined;

  @Field(() => [String], { description: 'What depends on it, e.g. OrderAway.' })
  serves!: string[];

  @Field(() => [ID], {
    description:
      'Keys of the running services that depend on it, in the order in which stopService stops them before it; restartService starts them again.',
  })
  stopsWith!: string[];

  @Field(() => ServiceHealth)
  health!: ServiceView['health'];

  @Field(() => String, {
    nullable: true,
    description: 'One plain sentence for whoever looks at it; null when healthy.',
  })
  nextAction!: string | undefined;

  @Requires(Permission.SERVICES_VIEW)
  @Field(() => ServiceOrder, {
    nullable: true,
    description: 'The operation that holds it: nobody else may change it until that has ended. Null: none.',
  })
  heldBy!: ServiceOrder | undefined;

  @Requires(Permission.SERVICES_VIEW)
  @Field(() => ServiceOrder, {
    nullable: true,
    description: 'Who had it stopped here, while it is stopped for that. Null: nobody, or it is not known.',
  })
  stoppedBy!: ServiceOrder | undefined;

  @Field(() => DateTimeScalar, { description: 'When PowerShell last looked.' })
  observedAt!: Date;
}

@ArgsType()
export class ServiceKeyArgs {
  @Field(() => ID, { description: 'e.g. gateway-client; `services` lists them all.' })
  @IsId()
  key!: string;
}

@ArgsType()
export class ControlServiceArgs extends ServiceKeyArgs {
  @Field(() => String, { nullable: true, description: '1 to 500 characters, for the audit trail.' })
  @IsOptional()
  @IsReason()
  reason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'At most 100 characters. The same key and request again answers for the same operation and does nothing twice.',
  })
  @IsOptional()
  @IsIdempotencyKey()
  idempotencyKey?: string | null;
}

@ArgsType()
export class SetServiceStartModeArgs extends ControlServiceArgs {
  @Field(() => StartMode)
  startMode!: StartModeName;
}
