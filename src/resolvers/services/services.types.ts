import { IsOptional } from 'class-validator';
import { ArgsType, Field, ID, Int } from 'type-graphql';
import type { ServiceOrder as Order } from '../../domain/services/orders.js';
import type { ServiceView } from '../../domain/services/view.js';
import { Permission } from '../../domain/types/permissions.js';
import {
  SERVICE_KEYS,
  type ServiceStatus as ServiceStatusName,
  type StartMode as StartModeName,
} from '../../domain/types/services.js';
import { IsId, IsIdempotencyKey, IsReason } from '../schema/edge-rules.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType, requiring } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

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

export const ServiceOrder = objectType<Order>(
  'ServiceOrder',
  'The requested change of a service, with its reason.',
  {
    operationId: field(() => ID, 'The ID of its operation.'),
    title: field(() => String, 'e.g. Stop NetPOS'),
    byName: field(() => String),
    at: field(() => DateTimeScalar, 'When it was completed; while it is in progress, when it was requested.'),
    reason: nullable(() => String),
  },
);

export const Service = objectType('Service', 'A swiftpos service on this server, live from PowerShell.', {
  key: field(() => ID, SERVICE_KEYS.join(', ')),
  displayName: field(() => String),
  installed: field(() => Boolean),
  status: field(() => ServiceStatus),
  startMode: nullable(() => StartMode, 'Null when it is not installed.'),
  version: nullable(() => String),
  processId: requiring(
    Permission.SERVICES_CONTROL,
    nullable(() => Int, 'Null if it is not running.'),
  ),
  startedAt: nullable(() => DateTimeScalar, 'Null if it is not running.'),
  serves: field(() => [String], 'What depends on it, e.g. OrderAway.'),
  stopsWith: field(
    () => [ID],
    'Keys of the running services that depend on it, in the order in which stopService stops them before it; restartService starts them again.',
  ),
  health: field(() => ServiceHealth),
  nextAction: nullable(() => String, 'One sentence that says what to do; null if healthy.'),
  heldBy: requiring(
    Permission.SERVICES_VIEW,
    nullable(
      () => ServiceOrder,
      'The operation that uses it; no other change is possible until that has ended. Null: none.',
    ),
  ),
  stoppedBy: requiring(
    Permission.SERVICES_VIEW,
    nullable(
      () => ServiceOrder,
      'Who stopped it here, while it is stopped for that. Null: no clerk, or unknown.',
    ),
  ),
  observedAt: field(() => DateTimeScalar, 'When PowerShell last read it.'),
});

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
