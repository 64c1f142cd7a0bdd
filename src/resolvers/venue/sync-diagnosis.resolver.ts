import { Ctx, Query, Resolver } from 'type-graphql';
import type { SyncDiagnosis as Diagnosis } from '../../domain/diagnosis/diagnosis.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { SyncDiagnosis } from './sync-diagnosis.types.js';

@Resolver()
export class SyncDiagnosisResolver {
  @Requires(Permission.SERVICES_VIEW)
  @Query(() => SyncDiagnosis, {
    nullable: true,
    description: 'The diagnosis with its evidence. Read it before you plan a resync.',
  })
  syncDiagnosis(@Ctx() context: RequestContext): Promise<Diagnosis> {
    return context.controlPlane.resync.diagnosis(context.caller().viewer);
  }
}
