import { Args, Ctx, Query, Resolver } from 'type-graphql';
import { Permission } from '../../domain/types/permissions.js';
import type { EventLogEntry as Entry } from '../../domain/venue/event-log.js';
import type { RequestContext } from '../request/context.js';
import { type Connection, connectionOf, notACursor } from '../schema/connections.js';
import { Requires } from '../schema/security.directive.js';
import { EventLogArgs, EventLogConnection } from './event-log.types.js';

@Resolver()
export class EventLogResolver {
  @Requires(Permission.EVENT_LOGS_VIEW)
  @Query(() => EventLogConnection, {
    nullable: true,
    description: 'The event log entries of swiftpos, newest first.',
  })
  async eventLog(
    @Args(() => EventLogArgs) { first, after, minimumLevel, since, until, sources, text }: EventLogArgs,
    @Ctx() { controlPlane, viewer }: RequestContext,
  ): Promise<Connection<Entry>> {
    const before = readCursor(after);
    const { entries, hasNextPage } = await controlPlane.eventLog.page({
      first: first ?? 50,
      ...(viewer ? { reader: viewer.clerk.id } : {}),
      ...(before ? { before } : {}),
      ...(minimumLevel ? { minimumLevel } : {}),
      ...(since ? { since } : {}),
      ...(until ? { until } : {}),
      ...(sources ? { sources } : {}),
      ...(text ? { text } : {}),
    });
    return connectionOf(entries, {
      hasNextPage,
      isAfter: before !== undefined,
      cursorOf: ({ recordId }) => writeCursor(recordId),
    });
  }
}

function writeCursor(recordId: string): string {
  return Buffer.from(`event ${recordId}`).toString('base64url');
}

function readCursor(cursor: string | null | undefined): string | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const recordId = /^event (\d{1,19}(?:-\d{1,3}-\d{1,19})?)$/.exec(
    Buffer.from(cursor, 'base64url').toString(),
  )?.[1];
  if (recordId && writeCursor(recordId) === cursor) return recordId;
  throw notACursor();
}
