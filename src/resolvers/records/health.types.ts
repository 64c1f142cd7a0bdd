import { Field, ObjectType } from 'type-graphql';
import type {
  HealthPart as HealthPartView,
  HealthReport,
  HealthStatus as HealthStatusName,
} from '../../domain/health/health.js';
import { namedEnum } from '../schema/named-enum.js';
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

@ObjectType({
  simpleResolvers: true,
  description: 'One part of the server: a database, PowerShell, the cloud.',
})
export class HealthPart implements HealthPartView {
  @Field(() => String)
  name!: string;

  @Field(() => HealthStatus)
  status!: HealthStatusName;

  @Field(() => String, { nullable: true, description: 'What is wrong; null: nothing.' })
  detail!: string | undefined;

  @Field(() => DateTimeScalar, { description: 'Since when it has this status.' })
  since!: Date;
}

@ObjectType({
  simpleResolvers: true,
  description: 'Public on this machine: no names, and no versions except that of this program.',
})
export class Health implements HealthReport {
  @Field(() => HealthStatus, { description: 'The worst status of the parts that matter.' })
  status!: HealthStatusName;

  @Field(() => String, { description: 'Version of this control plane.' })
  version!: string;

  @Field(() => DateTimeScalar)
  startedAt!: Date;

  @Field(() => [HealthPart])
  parts!: HealthPart[];
}
