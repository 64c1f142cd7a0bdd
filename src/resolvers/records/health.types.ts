import type {
  HealthPart as HealthPartView,
  HealthReport,
  HealthStatus as HealthStatusName,
} from '../../domain/health/health.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, nullable, objectType } from '../schema/object-type.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const HealthStatus = namedEnum<HealthStatusName>(
  'HealthStatus',
  'The status of a part or of the server.',
  {
    OK: 'Works.',
    DEGRADED: 'Responds, but something that depends on this part does not work now.',
    DOWN: 'Does not work.',
  },
);

export const HealthPart = objectType<HealthPartView>(
  'HealthPart',
  'One part of the server: a database, PowerShell, the cloud.',
  {
    name: field(() => String),
    status: field(() => HealthStatus),
    detail: nullable(() => String, 'What is wrong; null: nothing.'),
    since: field(() => DateTimeScalar, 'Since when it has this status.'),
  },
);

export const Health = objectType<HealthReport>(
  'Health',
  'Public on this machine: no names, and no versions except that of this program.',
  {
    status: field(() => HealthStatus, 'The worst status of the parts that matter.'),
    version: field(() => String, 'Version of this control plane.'),
    startedAt: field(() => DateTimeScalar),
    parts: field(() => [HealthPart]),
  },
);
