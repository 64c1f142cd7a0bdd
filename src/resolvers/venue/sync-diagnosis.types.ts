import type { SyncCause as Cause } from '../../domain/venue/sync-causes.js';
import { namedEnum } from '../schema/named-enum.js';
import { field, objectType } from '../schema/object-type.js';
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

export const Evidence = objectType('Evidence', 'One fact of the evidence.', {
  code: field(() => String),
  title: field(() => String),
  value: field(() => String),
  supports: field(() => [SyncCause]),
  observedAt: field(() => DateTimeScalar),
});

export const SyncDiagnosis = objectType(
  'SyncDiagnosis',
  'Why data does not reach the cloud, with the evidence.',
  {
    cause: field(() => SyncCause),
    candidates: field(() => [SyncCause], 'The others that the evidence allows, likeliest first.'),
    evidence: field(() => [Evidence]),
    recommendation: field(() => String),
    resyncJustified: field(() => Boolean),
  },
);
