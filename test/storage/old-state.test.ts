/** A state database as the first code left it: a later version opens it and finds every hash true. */

import type { DatabaseSync } from 'node:sqlite';
import { requirePlanHolds } from '../../src/domain/plans/plan-book.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import { fingerprintOf } from '../../src/domain/types/canonical-json.js';
import { auditHashOf } from './audit-rows.js';
import { openState, temporaryFolder } from './engines.js';
import { firstState, OLD_DETAILS, OLD_FACTS, OLD_REQUEST } from './old-values.js';
import { at, auditRecord, newOperation } from './samples.js';

describe('a state database of the first code', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  const statements: string[] = [];
  let state: KeptState;
  let raw: DatabaseSync;
  beforeAll(async () => {
    raw = firstState(file);
    state = await openState(file, { onStatement: (sql) => statements.push(sql) });
  });
  afterAll(async () => {
    raw.close();
    await state.close();
    folder.remove();
  });

  it('is opened with what later migrations add, and no other change', () => {
    const changes = statements.filter((sql) => !sql.startsWith('select'));
    expect(changes.length).toBeGreaterThan(0);
    for (const sql of changes)
      expect(sql).toMatch(
        /^(ALTER TABLE \w+ ADD COLUMN|insert into "(schema_migration|memory)"|update "memory"|CREATE |UPDATE notification SET (subject|is_next) |DROP INDEX )/i,
      );
    // Which program did it.
    expect(raw.prepare("SELECT value FROM memory WHERE name = 'program'").get()).toMatchObject({
      value: '{"version":"1.0.0"}',
    });
  });

  it('knows the request again that made its operation', async () => {
    const found = await state.operations.findByIdempotencyKey('1', 'key');
    expect(found?.requestFingerprint).toBe(fingerprintOf(OLD_REQUEST));
    expect(found?.requestFingerprint).not.toBe(fingerprintOf({ ...OLD_REQUEST, venue: '1' }));
    const again = newOperation({
      id: 'again',
      slot: 'venue',
      idempotencyKey: 'key',
      requestFingerprint: fingerprintOf(OLD_REQUEST),
    });
    expect(await state.operations.create(again)).toMatchObject({ outcome: 'repeated', sameRequest: true });
  });

  it('has the failures that were counted, at the time that is known of them', async () => {
    expect(await state.pins.attempts('SIGN_IN', '1')).toStrictEqual({
      failedAt: [new Date('2031-05-06T12:00:00.123Z')],
      total: 2,
      unlockedAt: undefined,
    });
  });

  it('holds a plan whose facts have not moved', async () => {
    const row = raw.prepare('SELECT fingerprint FROM plan_record').get();
    const fingerprint = String(row?.['fingerprint']);
    await requirePlanHolds(state.plans, 'RESYNC', fingerprint, { facts: OLD_FACTS, at: at(1) });
    const moved = { facts: { ...OLD_FACTS, elevated: false }, at: at(1) };
    await expect(requirePlanHolds(state.plans, 'RESYNC', fingerprint, moved)).rejects.toThrow('elevated');
  });

  it('has an audit chain that can be computed again, and continues', async () => {
    for (const detail of OLD_DETAILS.slice(1)) {
      await state.audit.append(auditRecord({ ...(detail && { detail }) }));
    }
    const rows = raw.prepare('SELECT * FROM audit ORDER BY sequence').all();
    expect(rows).toHaveLength(OLD_DETAILS.length * 2 - 1);
    let previousHash: unknown = '0'.repeat(64);
    for (const row of rows) {
      expect(row['previous_hash']).toBe(previousHash);
      expect(auditHashOf(row)).toBe(row['hash']);
      previousHash = row['hash'];
    }
    // The same detail, by the old code and by this one.
    const details = rows.map((row) => row['detail']);
    expect(details.slice(OLD_DETAILS.length)).toEqual(details.slice(1, OLD_DETAILS.length));
  });
});
