import { Ctx, Query, Resolver } from 'type-graphql';
import type { HealthReport } from '../../domain/health/health.js';
import type { RequestContext } from '../request/context.js';
import { Public } from '../schema/security.directive.js';
import { Health } from './health.types.js';

@Resolver()
export class HealthResolver {
  @Public()
  @Query(() => Health, { description: 'Whether the server and its parts work. Needs no sign-in.' })
  async health(@Ctx() { controlPlane }: RequestContext): Promise<HealthReport> {
    return controlPlane.status.withCloud(await controlPlane.health.report());
  }
}
