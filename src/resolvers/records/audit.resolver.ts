import { Args, Query, Resolver } from 'type-graphql';
import { Permission } from '../../operations/words/permissions.js';
import { notAvailableYet } from '../schema/not-available-yet.js';
import { Requires } from '../schema/security.directive.js';
import { AuditConnection, AuditLogArgs, AuditVerification } from './audit.types.js';

@Resolver()
export class AuditResolver {
  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditConnection, { nullable: true, description: 'Who did what, when, why; newest first.' })
  auditLog(@Args(() => AuditLogArgs) _args: AuditLogArgs): never {
    throw notAvailableYet('Query.auditLog');
  }

  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditVerification, {
    nullable: true,
    description: 'Reads the whole chain and names the first bad row.',
  })
  auditVerification(): never {
    throw notAvailableYet('Query.auditVerification');
  }
}
