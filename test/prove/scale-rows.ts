/** A venue and a trail of any size, written into their files in one go: nobody types a million rows. */
import { DatabaseSync } from 'node:sqlite';
import { makeVenueFile, openState } from '../sql/engines.js';

export interface Size {
  readonly clerks: number;
  readonly locations: number;
  readonly auditRows: number;
}

/** Ten clerks in each Clerk Group, ten locations in each Location Group, six Security Groups. */
export function fillVenue(file: string, { clerks, locations }: Size): void {
  makeVenueFile(file, {
    registration: [
      ['10482213', 'Harbour View', 'manager@harbourview.example', '2031-12-24', 'CLOUD_SYNC', 'AU'],
    ],
    global_config: [
      ['SwiftposVersion', '10.58.0'],
      ['TimeZone', 'Australia/Sydney'],
    ],
    security_group: list(6).map((id) => [id, `Rank ${id}`, id]),
    security_group_object: list(6).map((id) => [id, 'SERVICES_VIEW', 1, null, null, null]),
    location_group: list(locations / 10).map((id) => [id, `Group ${id}`]),
    location: list(locations).map((id) => [id, Math.ceil(id / 10), `Bar ${id}`]),
    clerk_group: list(clerks / 10).map((id) => [id, `Staff ${id}`]),
    clerk_group_location_group: list(clerks / 10).map((id) => [id, 1 + (id % (locations / 10))]),
    clerk: list(clerks).map((id) => [id, `Clerk ${id}`, Math.ceil(id / 10), 1 + (id % 6), 1, 0]),
  });
}

/**
 * Rows a second apart. One in a hundred is of clerk 7, as much of each target, one in fifty was refused. Their chain holds nothing together.
 * A tenth as many operations, each over and with ten events.
 */
export async function fillState(file: string, { auditRows }: Size): Promise<void> {
  await (await openState(file)).close();
  const raw = new DatabaseSync(file);
  const operations = auditRows / 10;
  raw.exec(`PRAGMA synchronous = OFF; BEGIN;
    INSERT INTO operation (id, kind, state, requested_by_id, requested_by_name, input, request_fingerprint, correlation_id, created_at, finished_at)
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${operations})
    SELECT printf('00000000-0000-4000-8000-%012d', n), 'SERVICE_CONTROL', CASE n % 10 WHEN 3 THEN 'CANCELLED' ELSE 'SUCCEEDED' END,
      CASE n % 10 WHEN 7 THEN '7' ELSE '2' END, 'Sam Okafor', '{}', printf('%064d', n), 'c0ffee00-0000-4000-8000-000000000000',
      strftime('%Y-%m-%dT%H:%M:%fZ', 1900000000 + n, 'unixepoch'), strftime('%Y-%m-%dT%H:%M:%fZ', 1900000060 + n, 'unixepoch')
    FROM number;
    INSERT INTO operation_event (operation_id, sequence, at, level, message)
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 10)
    SELECT id, n, created_at, 'INFORMATION', 'Sent ' || n || ' of 10 tables' FROM operation, number;
    INSERT INTO audit (sequence, at, clerk_id, clerk_name, action, target, outcome, reason, correlation_id, detail, run_as, client, previous_hash, hash)
    WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < ${auditRows})
    SELECT n, strftime('%Y-%m-%dT%H:%M:%fZ', 1900000000 + n, 'unixepoch'),
      CASE n % 100 WHEN 7 THEN '7' ELSE '2' END, 'Sam Okafor',
      CASE n % 100 WHEN 11 THEN 'grantPermission' ELSE 'restartService' END, 'target ' || (n % 100),
      CASE n % 50 WHEN 3 THEN 'DENIED' ELSE 'SUCCEEDED' END, 'A printer did not print', 'c0ffee00-0000-4000-8000-000000000000',
      '{"input":{"command":"RESTART","key":"netpos"}}', 'POS1\\venue', 'console', printf('%064d', n - 1), printf('%064d', n)
    FROM number;
    UPDATE audit_head SET sequence = ${auditRows}, hash = printf('%064d', ${auditRows});
    COMMIT; PRAGMA wal_checkpoint(TRUNCATE)`);
  raw.close();
}

function list(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
