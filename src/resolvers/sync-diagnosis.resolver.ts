import { Ctx, Query, Resolver } from 'type-graphql';
import type { SyncDiagnosis as Diagnosis } from '../operations/diagnosis.js';
import { Permission } from '../operations/permissions.js';
import type { RequestContext } from './context.js';
import { Requires } from './security.directive.js';
import { SyncDiagnosis } from './sync-diagnosis.types.js';

@Resolver()
export class SyncDiagnosisResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => SyncDiagnosis, {
    nullable: true,
    description: 'Evidence first: ask this before you think of a resync.',
  })
  syncDiagnosis(@Ctx() context: RequestContext): Promise<Diagnosis> {
    return context.controlPlane.resync.diagnosis();
  }
}
