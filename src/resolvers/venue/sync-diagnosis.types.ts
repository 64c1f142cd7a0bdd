import { Field, ObjectType } from 'type-graphql';
import type { SyncCause as Cause } from '../../domain/diagnosis/causes.js';
import { namedEnum } from '../schema/named-enum.js';
import { DateTimeScalar } from '../schema/scalars.js';

export const SyncCause = namedEnum<Cause>('SyncCause', 'Why data does not reach the cloud.', {
  NONE: 'Nothing is wrong.',
  LINK_DOWN: '',
  GATEWAY_STOPPED: '',
  CLOUD_SYNC_STOPPED: '',
  WEB_SERVER_DOWN: '',
  REGISTRATION_EXPIRED: '',
  LICENCE_MISSING: '',
  LOCATION_NOT_ACTIVATED: '',
  DATABASE_OPERATION_RUNNING: '',
  BACKLOG: 'Rows are waiting to be sent; sending still makes progress.',
  DATA_SYNC_FAILING: 'The only cause that a resync fixes.',
  VERSION_MISMATCH: '',
  UNKNOWN: '',
});

@ObjectType({ simpleResolvers: true, description: 'One fact of the evidence.' })
export class Evidence {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  title!: string;

  @Field(() => String)
  value!: string;

  @Field(() => [SyncCause])
  supports!: Cause[];

  @Field(() => DateTimeScalar)
  observedAt!: Date;
}

@ObjectType({ simpleResolvers: true, description: 'Why data does not reach the cloud, with the evidence.' })
export class SyncDiagnosis {
  @Field(() => SyncCause)
  cause!: Cause;

  @Field(() => [SyncCause], { description: 'The others that the evidence allows, likeliest first.' })
  candidates!: Cause[];

  @Field(() => [Evidence])
  evidence!: Evidence[];

  @Field(() => String)
  recommendation!: string;

  @Field(() => Boolean)
  resyncJustified!: boolean;
}
