import { Ctx, Query, Resolver } from 'type-graphql';
import type { HealthReport } from '../operations/control-plane.js';
import type { RequestContext } from './context.js';
import { Health } from './health.types.js';
import { Public } from './security.directive.js';

@Resolver()
export class HealthResolver {
  @Public()
  @Query(() => Health, { description: 'Whether the server and its parts work. Needs no sign-in.' })
  health(@Ctx() context: RequestContext): Promise<HealthReport> {
    return context.controlPlane.health.report();
  }
}
