/** Years of a venue, written into its files in one go: no one onboards ten thousand times. */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Adds ended operations with a hundred events each, audit rows ten minutes apart (one in a hundred of clerk 7), and locations and clerks by
 * tens, to the data folder of a venue that is stopped. The rows' chain holds nothing together: this is for anyone who reads pages, not for
 * who verifies.
 */
export function fillVenue(data, { operations, auditRows, locations, clerks }) {
  const state = new DatabaseSync(join(data, 'state.sqlite'));
  const rows = [operationRows(operations), eventRows, auditRowsAfter(state, auditRows)];
  state.exec(`PRAGMA synchronous = OFF; BEGIN; ${rows.join('; ')}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  state.close();
  const venue = new DatabaseSync(join(data, 'venue.sqlite'));
  venue.exec(
    `PRAGMA synchronous = OFF; BEGIN; ${venueRows(locations, clerks)}; COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`,
  );
  venue.close();
}

const numbers = (count) =>
  `WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${count})`;
/** Ten minutes apart, the newest an hour ago: operations are young enough to be kept. */
const momentOf = (n, count) =>
  `strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-' || ((${count} - ${n}) * 600 + 3600) || ' seconds')`;
const ID = `printf('00000000-0000-4000-8000-%012d', n)`;

function operationRows(count) {
  return `${numbers(count)} INSERT INTO operation (id, kind, state, requested_by_id, requested_by_name, reason, input, request_fingerprint,
      correlation_id, created_at, started_at, finished_at, percent, attempt, event_count)
    SELECT ${ID}, 'SERVICE_CONTROL', CASE n % 10 WHEN 3 THEN 'CANCELLED' ELSE 'SUCCEEDED' END, CASE n % 10 WHEN 7 THEN '2' ELSE '1' END,
      CASE n % 10 WHEN 7 THEN 'Sam Okafor' ELSE 'Morgan Reid' END, 'Printer queue ' || n || ' is stuck',
      '{"key":"netpos","displayName":"NetPOS","command":{"do":"restart"},"dependents":[],"was":[]}', printf('%064d', n), ${ID},
      ${momentOf('n', count)}, ${momentOf('n', count)},
      ${momentOf('n', count)}, 100, 1, 100
    FROM number`;
}

const eventRows = `${numbers(100)} INSERT INTO operation_event (operation_id, sequence, at, step, level, percent, message)
    SELECT operation.id, n, operation.created_at, 'restart', 'INFORMATION', n, 'NetPOS: checked its process, which has been running for '
      || n || ' s now' FROM operation, number WHERE operation.event_count = 100 AND operation.kind = 'SERVICE_CONTROL'`;

function auditRowsAfter(state, count) {
  const { sequence } = state.prepare('SELECT sequence FROM audit_head').get();
  return `${numbers(count)} INSERT INTO audit (sequence, at, clerk_id, clerk_name, action, target, outcome, reason, correlation_id, detail,
      run_as, client, previous_hash, hash)
    SELECT ${sequence} + n, ${momentOf('n', count)}, CASE n % 100 WHEN 7 THEN '2' ELSE '1' END, 'Morgan Reid', 'restartService',
      'target ' || (n % 100), 'SUCCEEDED', 'A printer did not print', ${ID}, '{"input":{"command":"RESTART","key":"netpos"}}',
      'POS1\\venue', 'console', printf('%064d', n - 1), printf('%064d', n)
    FROM number;
    UPDATE audit_head SET sequence = ${sequence} + ${count}, hash = printf('%064d', ${count})`;
}

function venueRows(locations, clerks) {
  return `${numbers(locations)} INSERT INTO swiftpos_location SELECT 1000 + n, 1, 'Bar ' || n FROM number;
    ${numbers(clerks)} INSERT INTO swiftpos_clerk (id, name, clerk_group_id, security_group_id) SELECT 1000 + n, 'Clerk ' || n, 1, 3 FROM number`;
}
