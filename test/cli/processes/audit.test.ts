/** The audit of a venue that runs: anchored elsewhere, verified and exported beside the server, signed off, and found out when touched. */
import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import canonicalize from 'canonicalize';
import { folderOfFile } from '../../fixtures/folder-of-test.js';
import { type PracticeVenue, startVenue } from '../../venue/practice-venue.js';
import { runCommand } from './run-command.js';

let venue: PracticeVenue;
// Before the folder goes that it writes to.
afterAll(() => venue?.stop());
const elsewhere = folderOfFile();
beforeAll(async () => {
  venue = await startVenue({ env: anchorSetting() });
});

const anchorSetting = () => ({ VENUE_CONTROL_AUDIT_ANCHOR: elsewhere('anchors.jsonl') });
const run = (words: readonly string[]) =>
  runCommand(['audit', ...words], { env: { ...venue.settings, ...anchorSetting() } });

test('a grant is in the external anchor before it is answered, and says from where and what it changed', async () => {
  const input = { securityGroupId: '2', permission: 'EVENT_LOGS_VIEW', reason: 'Nights' };
  await venue.ask('mutation ($i: GrantPermissionInput!) { grantPermission(input: $i) { id } }', { i: input });
  const anchors = readFileSync(anchorSetting().VENUE_CONTROL_AUDIT_ANCHOR, 'utf8').trim().split('\n');
  const { data } = await venue.ask(`{ auditLog(first: 1, outcome: SUCCEEDED, action: "grantPermission") {
    edges { node { sequence clerkName client runAs target after } }
  } }`);
  const [{ node }] = data.auditLog.edges;
  expect(node).toEqual({
    sequence: JSON.parse(anchors.at(-1) ?? '').sequence,
    clerkName: 'Morgan Reyes',
    client: expect.stringMatching(/^node/),
    runAs: expect.stringMatching(/./),
    target: 'Supervisors: EVENT_LOGS_VIEW',
    after: '{"expiresAt":null,"granted":true}',
  });
}, 60_000);

test('an export holds all that a verifier by hand needs, by the words of docs/reference/audit.md alone', async () => {
  const { status, stdout, stderr } = await run(['export']);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  const rows = stdout.trim().split('\n');
  expect(rows).toHaveLength(3);
  const key = readFileSync(join(venue.folder, 'keys', 'audit.key'));
  let previousHash = '0'.repeat(64);
  for (const line of rows) {
    const { hash, ...row } = JSON.parse(line);
    for (const name of ['clerkId', 'detail', 'reason', 'target']) row[name] ??= null;
    const canonical = String(canonicalize(row));
    expect([row.previousHash, createHmac('sha256', key).update(canonical).digest('hex')]).toEqual([
      previousHash,
      hash,
    ]);
    previousHash = hash;
  }
}, 60_000);

test('verify finds it intact beside the server, as the API does; a review says who checked, and what had drifted', async () => {
  const [verified, signed] = await Promise.all([
    run(['verify', '--json']),
    run(['sign-off', '--reason', 'May']),
  ]);
  expect({ ...verified, ...JSON.parse(verified.stdout) }).toMatchObject({ status: 0, intact: true });
  expect(signed.stdout).toMatch(
    /^GRANTED, Supervisors: EVENT_LOGS_VIEW, by Morgan Reyes, \S+ \S+ \S+, row \d+\nRow \d+: /,
  );
  const mutation = 'mutation { signOffAudit(reason: "And June") { byName } }';
  expect((await venue.ask(mutation)).data.signOffAudit).toEqual({ byName: 'Morgan Reyes' });
  const { data } = await venue.ask(
    '{ auditVerification { intact } auditDrift { since { byName reason } changes { kind } } }',
  );
  expect(data).toEqual({
    auditVerification: { intact: true },
    auditDrift: { since: { byName: 'Morgan Reyes', reason: 'And June' }, changes: [] },
  });
}, 60_000);

test('a row that was touched ends verify with 3', async () => {
  const raw = new DatabaseSync(venue.stateFile, { timeout: 10_000 });
  raw.exec("DROP TRIGGER audit_unchanged; UPDATE audit SET reason = 'Days' WHERE sequence = 3");
  raw.close();
  const { status, stdout } = await run(['verify']);
  expect({ status, stdout }).toEqual({
    status: 3,
    stdout: expect.stringMatching(/^NOT INTACT\. Row 3 is not what/),
  });
}, 60_000);

test('newest rows that were deleted with the record of the last row end verify with 3', async () => {
  const raw = new DatabaseSync(venue.stateFile, { timeout: 10_000 });
  raw.exec('DROP TRIGGER audit_kept; DELETE FROM audit WHERE sequence > 2; DELETE FROM audit_head');
  raw.close();
  expect(await run(['verify'])).toMatchObject({
    status: 3,
    stdout: expect.stringMatching(
      /^NOT INTACT\. Row 3 may be missing: the record of the last row was deleted/,
    ),
  });
}, 60_000);
