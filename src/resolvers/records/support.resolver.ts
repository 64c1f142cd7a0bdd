import { Args, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { SupportBundle as Bundle } from '../../domain/support/support-bundles.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { CreateSupportBundleArgs, SupportBundle } from './support.types.js';

/** Of a file that an answer still carries. */
const MOST_BYTES = 8_000_000;

@Resolver(() => SupportBundle)
export class SupportBundleResolver {
  @Requires(Permission.SUPPORT_BUNDLE)
  @Mutation(() => SupportBundle, {
    nullable: true,
    description:
      'Collects status, doctor, settings, operations, audit, timeline, log and event log into one file for support. It is also made while a database or PowerShell is away, and lists what is missing. Takes up to some minutes.',
  })
  createSupportBundle(
    @Args(() => CreateSupportBundleArgs) { since, operationId }: CreateSupportBundleArgs,
    @Ctx() context: RequestContext,
  ): Promise<Bundle> {
    const wish = { since: since ?? undefined, operationId: operationId ?? undefined };
    return context.controlPlane.support.create(context.caller(), wish);
  }

  @FieldResolver()
  size(@Root() { bytes }: Bundle): number {
    return bytes.length;
  }

  @FieldResolver()
  content(@Root() { bytes }: Bundle): string | undefined {
    return bytes.length > MOST_BYTES ? undefined : bytes.toString('base64');
  }
}
