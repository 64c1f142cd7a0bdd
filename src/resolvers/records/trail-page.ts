/** A page of the trail as a Relay connection; a cursor is a row's number. */
import type { AuditPage } from '../../domain/audit/reader.js';
import { type Connection, connectionOf, notACursor } from '../schema/cursors.js';
import type { AuditEntry } from './audit.types.js';

export type AuditPageView = Connection<AuditEntry>;

export function auditPage({ rows, hasNextPage }: AuditPage, before: number | undefined): AuditPageView {
  return connectionOf(rows.map(entryOf), {
    hasNextPage,
    isAfter: before !== undefined,
    cursorOf: ({ sequence }) => writeCursor(sequence),
  });
}

/** Undefined for none; BAD_USER_INPUT for anything that no page has given. */
export function readCursor(cursor: string | null | undefined): number | undefined {
  if (cursor === null || cursor === undefined) return undefined;
  const number = /^audit ([1-9]\d{0,14})$/.exec(Buffer.from(cursor, 'base64url').toString())?.[1];
  if (number && writeCursor(Number(number)) === cursor) return Number(number);
  throw notACursor();
}

function writeCursor(sequence: number): string {
  return Buffer.from(`audit ${sequence}`).toString('base64url');
}

function entryOf(row: AuditPage['rows'][number]): AuditEntry {
  return {
    sequence: row.sequence,
    at: row.at,
    clerkId: row.clerkId,
    clerkName: row.clerkName,
    runAs: row.runAs,
    client: row.client,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    reason: row.reason,
    correlationId: row.correlationId,
    planFingerprint: row.planFingerprint,
    before: row.before && JSON.stringify(row.before),
    after: row.after && JSON.stringify(row.after),
    hash: row.hash,
  };
}
