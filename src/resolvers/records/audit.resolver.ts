import { Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { NetChanges } from '../../domain/audit/net-changes.js';
import type { AuditPage, DatedVerification } from '../../domain/audit/reader.js';
import type { AuditDrift as Drift, AuditReview as Review } from '../../domain/audit/reviews.js';
import { Permission } from '../../domain/types/permissions.js';
import type { RequestContext } from '../request/context.js';
import { type Connection, connectionOf, notACursor } from '../schema/connections.js';
import { Requires } from '../schema/security.directive.js';
import {
  AuditConnection,
  AuditEntry,
  AuditLogArgs,
  AuditVerification,
  AuditVerificationArgs,
} from './audit.types.js';
import {
  AuditChanges,
  AuditChangesArgs,
  AuditDrift,
  AuditReview,
  SignOffAuditArgs,
} from './audit-review.types.js';

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditConnection, { nullable: true, description: 'Who did what, when, why; newest first.' })
  async auditLog(
    @Args(() => AuditLogArgs) args: AuditLogArgs,
    @Ctx() { controlPlane }: RequestContext,
  ): Promise<AuditPageView> {
    const before = readCursor(args.after);
    const filter = {
      before,
      clerkId: args.clerkId ?? undefined,
      actions: args.action ? [args.action] : undefined,
      exceptActions: args.exceptActions ?? undefined,
      oneRowPerAction: args.oneRowPerAction ?? undefined,
      text: args.text ?? undefined,
      target: args.target ?? undefined,
      outcome: args.outcome ?? undefined,
      since: args.since ?? undefined,
      until: args.until ?? undefined,
    };
    return auditPage(await controlPlane.audit.page(filter, args.first ?? 50), before);
  }

  @FieldResolver()
  async targetTitle(
    @Root() { target }: AuditEntry,
    @Ctx() context: RequestContext,
  ): Promise<string | undefined> {
    const operation = target && OPERATION_ID.test(target) && (await context.loaders.operation.load(target));
    if (!operation) return undefined;
    const { operations } = context.controlPlane;
    return operations.seenBy(context.caller().viewer, operation).text(operations.title(operation));
  }

  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditVerification, {
    nullable: true,
    description:
      'Verifies the whole hash chain and every anchor, and returns the first invalid row. Takes seconds for each 100,000 rows.',
  })
  async auditVerification(
    @Args(() => AuditVerificationArgs) { last }: AuditVerificationArgs,
    @Ctx() { controlPlane }: RequestContext,
  ): Promise<DatedVerification | undefined> {
    return last ? controlPlane.audit.lastVerification() : controlPlane.audit.verification();
  }

  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditDrift, {
    nullable: true,
    description:
      'Permissions that were granted, revoked or expired since the last review, tokens that were created, and PINs that were set.',
  })
  auditDrift(@Ctx() { controlPlane }: RequestContext): Promise<Drift> {
    return controlPlane.audit.drift();
  }

  @Requires(Permission.AUDIT_VIEW)
  @Query(() => AuditChanges, {
    nullable: true,
    description:
      'What differs between two times: permissions, tokens, PINs, start modes, maintenance mode and settings. What was changed back is left out. It reads the audit log, so changes outside this program are in auditDrift.',
  })
  auditChanges(
    @Args(() => AuditChangesArgs) period: AuditChangesArgs,
    @Ctx() { controlPlane }: RequestContext,
  ): Promise<NetChanges> {
    return controlPlane.audit.changes(period);
  }

  @Requires(Permission.AUDIT_VIEW)
  @Mutation(() => AuditReview, {
    nullable: true,
    description:
      'Records that you have reviewed the audit log up to a row. The next auditDrift starts there. Needs a step-up less than five minutes old.',
  })
  signOffAudit(
    @Args(() => SignOffAuditArgs) { reason, upTo }: SignOffAuditArgs,
    @Ctx() context: RequestContext,
  ): Promise<Review> {
    return context.controlPlane.audit.signOff(context.caller(), { reason, upTo: upTo ?? undefined });
  }
}

const OPERATION_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type AuditPageView = Connection<ReturnType<typeof entryOf>>;

/** A page of the trail as a Relay connection; a cursor is a row's number. */
function auditPage({ rows, hasNextPage }: AuditPage, before: number | undefined): AuditPageView {
  return connectionOf(rows.map(entryOf), {
    hasNextPage,
    isAfter: before !== undefined,
    cursorOf: ({ sequence }) => writeCursor(sequence),
  });
}

/** Undefined for none; BAD_USER_INPUT for anything that no page has given. */
function readCursor(cursor: string | null | undefined): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const number = /^audit ([1-9]\d{0,14})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (number && writeCursor(Number(number)) === cursor) return Number(number);
  throw notACursor();
}

function writeCursor(sequence: number): string {
  return Buffer.from(`audit ${sequence}`).toString('base64url');
}

function entryOf({ before, after, ...row }: AuditPage['rows'][number]) {
  return { ...row, before: before && JSON.stringify(before), after: after && JSON.stringify(after) };
}
