/** Someone with the database and without the key: whatever is done to a row shows, and the first bad row has a name. */

import { DatabaseSync } from 'node:sqlite';
import { type AuditVerification, verifyAudit } from '../../src/domain/audit/verification.js';
import type { AnchorLine, AuditAnchors } from '../../src/domain/ports/audit-anchors.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import { openState, temporaryFolder } from './engines.js';
import { firstState } from './old-values.js';
import { at, auditRecord } from './samples.js';

describe('verification of the audit', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  let state: KeptState;
  let raw: DatabaseSync;
  let lines: AnchorLine[];
  const anchors: AuditAnchors = {
    isConfigured: true,
    async *lines() {
      yield* lines;
    },
    beside: () => ({ sequence: 0, hash: '0'.repeat(64), isSigned: true }),
    trouble: () => undefined,
  };
  beforeAll(async () => {
    state = await openState(file);
    raw = new DatabaseSync(file);
    for (let row = 1; row <= 12; row += 1)
      await state.audit.append(
        auditRecord({ action: `act ${row}`, detail: { row }, ...(row > 6 ? { client: 'console' } : {}) }),
      );
    raw.exec('DROP TRIGGER audit_unchanged; DROP TRIGGER audit_kept');
  });
  afterAll(async () => {
    raw.close();
    await state.close();
    folder.remove();
  });
  beforeEach(() => {
    lines = [];
  });

  const verify = () => verifyAudit({ audit: state.audit, anchors });
  const anchor = (sequence: number, hash: string, minutes = 0): AnchorLine => ({
    kind: 'anchor',
    anchor: { sequence, hash, at: at(minutes) },
  });
  const hashes = async () => (await state.audit.list({}, 100, 'oldest')).map(({ hash }) => hash);

  /** What verification finds once this was done; undone again. */
  async function seenAfter(sql: string): Promise<AuditVerification> {
    raw.exec(
      'CREATE TEMP TABLE kept AS SELECT * FROM audit; CREATE TEMP TABLE head AS SELECT * FROM audit_head',
    );
    raw.exec(sql);
    try {
      return await verify();
    } finally {
      raw.exec('DELETE FROM audit; INSERT INTO audit SELECT * FROM kept; DROP TABLE kept');
      raw.exec('REPLACE INTO audit_head SELECT * FROM head; DROP TABLE head');
    }
  }

  it('finds a trail that no one has touched intact, and says how far it is anchored', async () => {
    const all = await hashes();
    lines = [anchor(5, all[4] ?? ''), { kind: 'other' }, { kind: 'torn' }, anchor(12, all[11] ?? '', 3)];
    expect(await verify()).toEqual({
      intact: true,
      entries: 12,
      firstBadSequence: undefined,
      anchoredAt: at(3),
      anchoredSequence: 12,
      restores: [],
      detail: `All 12 rows are intact. 2 external anchors match, the newest of row 12 at ${at(3).toISOString()}. 1 belong to another state. 1 lines are incomplete.`,
    });
  });

  it.each([
    ['a changed reason', "UPDATE audit SET reason = 'r' WHERE sequence = 4", 4],
    ['a changed time', "UPDATE audit SET at = replace(at, 'T', ' ') WHERE sequence = 4", 4],
    ['another text for the same detail', `UPDATE audit SET detail = '{"row": 4}' WHERE sequence = 4`, 4],
    ['a detail that is no JSON', "UPDATE audit SET detail = '{' WHERE sequence = 4", 4],
    ['a client filled in where there was none', "UPDATE audit SET client = 'IDE' WHERE sequence = 4", 4],
    ['a client taken away', 'UPDATE audit SET client = NULL WHERE sequence = 8', 8],
    ['a changed hash', "UPDATE audit SET hash = 'f' WHERE sequence = 4", 4],
    ['a changed hash of the last', "UPDATE audit SET hash = 'f' WHERE sequence = 12", 12],
    ['a row taken out', 'DELETE FROM audit WHERE sequence = 4', 4],
    ['the first row taken out', 'DELETE FROM audit WHERE sequence = 1', 1],
    [
      'a row taken out and the gap closed',
      'DELETE FROM audit WHERE sequence = 4; UPDATE audit SET sequence = sequence - 1 WHERE sequence > 4; UPDATE audit_head SET sequence = 11',
      4,
    ],
    [
      'two rows changed over',
      'UPDATE audit SET sequence = 99 WHERE sequence = 4; UPDATE audit SET sequence = 4 WHERE sequence = 9; UPDATE audit SET sequence = 9 WHERE sequence = 99',
      4,
    ],
    ['a row put before the first', 'UPDATE audit SET sequence = -3 WHERE sequence = 12', -3],
    [
      'a row put behind the last',
      "INSERT INTO audit SELECT 13, at, clerk_id, clerk_name, action, target, outcome, reason, correlation_id, detail, hash, 'f', run_as, client, plan_fingerprint, before_state, after_state FROM audit WHERE sequence = 12",
      13,
    ],
    ['a tail cut off, head left', 'DELETE FROM audit WHERE sequence > 9', 10],
    ['the head moved back', 'UPDATE audit_head SET sequence = 9', 10],
    ['everything taken out', 'DELETE FROM audit', 1],
  ])('names the first bad row of %s', async (_, sql, row) => {
    const found = await seenAfter(sql);
    expect(found).toMatchObject({ intact: false, firstBadSequence: row });
    expect(found.detail).toContain(`Row ${row} `);
    expect(found.detail).toMatch(/ Keep the data folder as it is, and call support\.$/);
    expect(found.entries).toBe(Math.max(0, Math.min(row, 13) - 1));
  });

  it('distinguishes a row that is missing from one that is another', async () => {
    const found = await seenAfter('DELETE FROM audit WHERE sequence = 4');
    expect(found.detail).toMatch(/^Row 4 is missing\. The 3 rows before it/);
  });

  it('finds rows of another history of the same keys, each of them well signed', async () => {
    const beside = `${folder.path}/beside.sqlite`;
    await state.copyTo(beside);
    const other = new DatabaseSync(beside);
    other.exec(`DELETE FROM audit WHERE sequence > 8;
      UPDATE audit_head SET sequence = 8, hash = (SELECT hash FROM audit WHERE sequence = 8)`);
    other.close();
    const written = await openState(beside);
    for (let row = 9; row <= 12; row += 1) await written.audit.append(auditRecord({ reason: 'Another' }));
    await written.close();
    raw.exec(`ATTACH '${beside}' AS other`);
    const splice = `DELETE FROM audit WHERE sequence > 10;
      INSERT INTO audit SELECT * FROM other.audit WHERE sequence > 10;
      UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE sequence = 12)`;
    expect(await seenAfter(splice)).toMatchObject({ intact: false, firstBadSequence: 11 });
    raw.exec('DETACH other');
  });

  it('names the last row when the head says another hash of it', async () => {
    const found = await seenAfter("UPDATE audit_head SET hash = 'f'");
    expect(found).toMatchObject({ intact: false, firstBadSequence: 12, entries: 12 });
  });

  it.each([
    ['the record of the last row deleted', '', 13],
    ['that, and the newest rows', 'DELETE FROM audit WHERE sequence > 9', 10],
    ['that, and all rows', 'DELETE FROM audit', 1],
    ['that, and a changed row', "UPDATE audit SET reason = 'r' WHERE sequence = 4", 4],
  ])('finds %s', async (_, sql, row) => {
    const all = await hashes();
    lines = [anchor(5, all[4] ?? ''), anchor(11, all[10] ?? '')];
    const found = await seenAfter(`DELETE FROM audit_head; ${sql}`);
    expect(found).toMatchObject({ intact: false, firstBadSequence: row, entries: row - 1 });
    expect(found.detail).toMatch(row === 4 ? /^Row 4 is not what/ : /the record of the last row was deleted/);
  });

  it('finds a tail that was cut off together with the head only by an anchor', async () => {
    const all = await hashes();
    const cut = `DELETE FROM audit WHERE sequence > 9; UPDATE audit_head SET sequence = 9, hash = '${all[8]}'`;
    expect(await seenAfter(cut)).toMatchObject({ intact: true, entries: 9 });
    lines = [anchor(5, all[4] ?? ''), anchor(11, all[10] ?? '')];
    expect(await seenAfter(cut)).toMatchObject({
      intact: false,
      firstBadSequence: 10,
      anchoredSequence: 5,
      detail: expect.stringContaining('Row 10 is missing: the audit log had reached row 11.'),
    });
    lines = [];
    const beside = { sequence: 11, hash: all[10] ?? '', isSigned: true };
    const found = await verifyAudit({
      audit: state.audit,
      anchors: { ...anchors, beside: () => ({ ...beside, hash: 'f' }) },
    });
    expect(found).toMatchObject({ intact: false, firstBadSequence: 11 });
  });

  it('believes no external anchor that is not signed, or cannot be read', async () => {
    lines = [{ kind: 'forged', line: 7 }];
    expect(await verify()).toMatchObject({
      intact: false,
      detail: expect.stringMatching(/Line 7 .* call support\.$/),
    });
    const unread: AuditAnchors = {
      ...anchors,
      // biome-ignore lint/correctness/useYield: it ends before it has anything
      async *lines() {
        throw new Error('EACCES');
      },
    };
    const found = await verifyAudit({ audit: state.audit, anchors: unread });
    expect(found).toMatchObject({
      intact: false,
      entries: 12,
      detail: expect.stringContaining("can't be read"),
    });
  });

  it('shows a restore as what it is, and takes for missing with right only what it replaced', async () => {
    const restored = auditRecord({
      action: 'state.restore',
      outcome: 'SUCCEEDED',
      at: at(60),
      clerkId: undefined,
      clerkName: 'command line',
      runAs: 'POS1\\admin',
      detail: { takenAt: at(30).toISOString(), head: { sequence: 12 }, replaced: { sequence: 40 } },
    });
    await state.audit.append(restored);
    lines = [anchor(40, 'of what was replaced', 50), anchor(9, 'of what was replaced', 40)];
    const found = await verify();
    expect(found).toMatchObject({ intact: true, entries: 13 });
    expect(found.restores).toEqual([
      {
        sequence: 13,
        at: at(60),
        byName: 'command line (POS1\\admin)',
        takenAt: at(30),
        from: 12,
        replaced: 40,
      },
    ]);
    lines = [anchor(9, 'of no history', 20)];
    expect(await verify()).toMatchObject({ intact: false, firstBadSequence: 9 });
    lines = [anchor(40, 'made after it', 70)];
    expect(await verify()).toMatchObject({ intact: false, firstBadSequence: 14 });
  });
});

test('a trail of the first code verifies, and a later field on one of its rows shows', async () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  const raw = firstState(file);
  const state = await openState(file);
  const none: AuditAnchors = {
    isConfigured: false,
    async *lines() {},
    beside: () => ({ sequence: 0, hash: '0'.repeat(64), isSigned: true }),
    trouble: () => undefined,
  };
  const verify = () => verifyAudit({ audit: state.audit, anchors: none });
  expect(await verify()).toMatchObject({
    intact: true,
    detail: expect.stringContaining('No external anchor'),
  });
  raw.exec("DROP TRIGGER audit_unchanged; UPDATE audit SET run_as = 'someone' WHERE sequence = 2");
  expect(await verify()).toMatchObject({ intact: false, firstBadSequence: 2 });
  raw.close();
  await state.close();
  folder.remove();
});
