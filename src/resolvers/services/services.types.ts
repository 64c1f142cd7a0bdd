import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int, ObjectType } from 'type-graphql';
import type { ServiceOrder as Order } from '../../domain/services/orders.js';
import type { ServiceView } from '../../domain/services/view.js';
import { Permission } from '../../domain/types/permissions.js';
import {
  SERVICE_KEYS,
  type ServiceStatus as ServiceStatusName,
  type StartMode as StartModeName,
} from '../../domain/types/services.js';
import { IsId, IsIdempotencyKey, IsReason } from '../schema/argument-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';
import { Requires } from '../schema/security.directive.js';

export const ServiceStatus = namedEnum<ServiceStatusName>(
  'ServiceStatus',
  'The state in the service control manager.',
  {
    RUNNING: '',
    STOPPED: '',
    START_PENDING: '',
    STOP_PENDING: '',
    PAUSED: '',
    NOT_INSTALLED: 'Cloud Sync, before onboarding has installed it.',
    UNKNOWN: 'PowerShell could not read it.',
  },
);

export const StartMode = namedEnum<StartModeName>('StartMode', 'When the service starts automatically.', {
  AUTOMATIC: 'With the machine.',
  AUTOMATIC_DELAYED: 'Shortly after the machine.',
  MANUAL: 'When asked.',
  DISABLED: 'Never.',
});

export const ServiceHealth = namedEnum<ServiceView['health']>(
  'ServiceHealth',
  'What the status means for trading.',
  {
    HEALTHY: '',
    DEGRADED: 'Running, but with a problem.',
    DOWN: 'Should be running, but is not.',
    INACTIVE: 'Not in use, as intended.',
  },
);

@ObjectType({ simpleResolvers: true, description: 'The requested change of a service, with its reason.' })
export class ServiceOrder implements Order {
  @Field(() => ID, { description: 'The ID of its operation.' })
  operationId!: string;

  @Field(() => String, { description: 'e.g. Stop NetPOS' })
  title!: string;

  @Field(() => String)
  byName!: string;

  @Field(() => DateTimeScalar, {
    description: 'When it was completed; while it is in progress, when it was requested.',
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
  @Field(() => Int, { nullable: true, description: 'Null if it is not running.' })
  processId!: number | undefined;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Null if it is not running.' })
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
    description: 'One sentence that says what to do; null if healthy.',
  })
  nextAction!: string | undefined;

  @Requires(Permission.SERVICES_VIEW)
  @Field(() => ServiceOrder, {
    nullable: true,
    description: 'The operation that uses it; no other change is possible until that has ended. Null: none.',
  })
  heldBy!: ServiceOrder | undefined;

  @Requires(Permission.SERVICES_VIEW)
  @Field(() => ServiceOrder, {
    nullable: true,
    description: 'Who stopped it here, while it is stopped for that. Null: no clerk, or unknown.',
  })
  stoppedBy!: ServiceOrder | undefined;

  @Field(() => DateTimeScalar, { description: 'When PowerShell last read it.' })
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
  @Field(() => String, { nullable: true, description: '1 to 500 characters, for the audit log.' })
  @IsOptional()
  @IsReason()
  reason?: string | null;

  @Field(() => ID, {
    nullable: true,
    description:
      'At most 100 characters. A repeated request with the same key returns the same operation and changes nothing.',
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
