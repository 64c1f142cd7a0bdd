import { Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { BackupOverview } from '../../domain/backups/scheduled-backups.js';
import type {
  SupportBundle as Bundle,
  KeptBundle,
  VenueSetting as Setting,
} from '../../domain/support/support-bundles.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { Requires } from '../schema/security.directive.js';
import { BackupStatus } from './backups.types.js';
import { CreateSupportBundleArgs, KeptSupportBundle, SupportBundle, VenueSetting } from './support.types.js';

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

  @Requires(Permission.SUPPORT_BUNDLE)
  @Query(() => [VenueSetting], {
    nullable: true,
    description:
      "The effective settings and the view profile of this server, as in a support bundle without secrets. What is not set is not listed, nor is the view profile while the venue's database is away.",
  })
  venueSettings(@Ctx() { controlPlane }: RequestContext): Promise<readonly Setting[]> {
    return controlPlane.support.settings();
  }

  @Requires(Permission.SUPPORT_BUNDLE)
  @Query(() => [KeptSupportBundle], {
    nullable: true,
    description: 'Support bundles of the last seven days, newest first.',
  })
  supportBundles(@Ctx() { controlPlane }: RequestContext): Promise<readonly KeptBundle[]> {
    return controlPlane.support.kept();
  }

  @Requires(Permission.SUPPORT_BUNDLE)
  @Query(() => BackupStatus, {
    nullable: true,
    description: 'The last backup, and the daily ones that config.json asks for.',
  })
  backupStatus(@Ctx() { controlPlane }: RequestContext): BackupOverview {
    return controlPlane.backups.overview();
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
