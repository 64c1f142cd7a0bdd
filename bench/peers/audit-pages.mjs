/** A page of the audit as a developer would read it on a stock server: one prepared statement, each row made into an object. */
const COLUMNS =
  'sequence, at, clerk_id, clerk_name, run_as, client, action, target, outcome, reason, correlation_id';

/** `(first, after) => connection`, newest first; a cursor is a row's number, as ours writes it. */
export function auditPages(state) {
  const rows = state.prepare(
    `SELECT ${COLUMNS} FROM audit WHERE sequence < ? ORDER BY sequence DESC LIMIT ?`,
  );
  return (first, after) => {
    const before = after
      ? Number(Buffer.from(after, 'base64url').toString().slice(6))
      : Number.MAX_SAFE_INTEGER;
    const found = rows.all(before, first + 1);
    const edges = found.slice(0, first).map((row) => ({ cursor: cursorOf(row), node: entryOf(row) }));
    return {
      edges,
      pageInfo: {
        startCursor: edges[0]?.cursor,
        endCursor: edges.at(-1)?.cursor,
        hasNextPage: found.length > first,
        hasPreviousPage: Boolean(after),
      },
    };
  };
}

function cursorOf({ sequence }) {
  return Buffer.from(`audit ${sequence}`).toString('base64url');
}

function entryOf(row) {
  return {
    sequence: row.sequence,
    at: new Date(row.at),
    clerkId: row.clerk_id,
    clerkName: row.clerk_name,
    runAs: row.run_as,
    client: row.client,
    action: row.action,
    target: row.target,
    outcome: row.outcome,
    reason: row.reason,
    correlationId: row.correlation_id,
  };
}
