import { Ctx, Query, Resolver } from 'type-graphql';
import type { HealthReport } from '../../operations/world/health.js';
import type { RequestContext } from '../request/context.js';
import { Public } from '../schema/security.directive.js';
import { Health } from './health.types.js';

@Resolver()
export class HealthResolver {
  @Public()
  @Query(() => Health, { description: 'Whether the server and its parts work. Needs no sign-in.' })
  health(@Ctx() context: RequestContext): Promise<HealthReport> {
    return context.controlPlane.health.report();
  }
}
