import { Query, Resolver } from 'type-graphql';
import { Permission } from '../operations/permissions.js';
import { notAvailableYet } from './not-available-yet.js';
import { Requires } from './security.directive.js';
import { SyncDiagnosis } from './sync-diagnosis.types.js';

@Resolver()
export class SyncDiagnosisResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => SyncDiagnosis, {
    nullable: true,
    description: 'Evidence first: ask this before you think of a resync.',
  })
  syncDiagnosis(): never {
    throw notAvailableYet('Query.syncDiagnosis');
  }
}
