import { DatabaseSync } from 'node:sqlite';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import { auditHashOf } from './audit-rows.js';
import { openState, temporaryFolder } from './engines.js';
import { at, auditRecord, newOperation } from './samples.js';

const genesis = '0'.repeat(64);

describe('the audit chain', () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/state.sqlite`;
  let state: KeptState;
  let raw: DatabaseSync;
  beforeAll(async () => {
    state = await openState(file);
    raw = new DatabaseSync(file);
  });
  afterAll(async () => {
    raw.close();
    await state.close();
    folder.remove();
  });
  const rows = () => raw.prepare('SELECT * FROM audit ORDER BY sequence').all();

  it('links each row to the one before, and each hash can be computed again from the stored row', async () => {
    await state.audit.append(auditRecord());
    await state.audit.append(
      auditRecord({
        clerkId: undefined,
        clerkName: 'Zoë 日本 🍺 \ud800',
        target: 'service:netpos',
        outcome: 'DENIED',
        reason: 'a "quoted"\nreason \u0000',
        detail: { z: 1, a: { d: [1.5, undefined, '\udc00'], c: true }, when: at(3), gone: undefined },
        runAs: 'POS1\\venue',
        client: 'console',
        planFingerprint: 'f00d',
        before: { granted: false },
        after: { granted: true, expiresAt: at(9), by: '\ud800' },
      }),
    );
    expect(rows()[1]).toMatchObject({
      run_as: 'POS1\\venue',
      client: 'console',
      plan_fingerprint: 'f00d',
      before_state: '{"granted":false}',
      after_state: '{"by":"\ufffd","expiresAt":"2031-05-06T12:09:00.123Z","granted":true}',
    });
    await Promise.all(
      Array.from({ length: 30 }, (_, index) => state.audit.append(auditRecord({ action: `${index}` }))),
    );
    const stored = rows();
    expect(stored).toHaveLength(32);
    expect(stored.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 32 }, (_, index) => index + 1),
    );
    for (const [index, row] of stored.entries()) {
      expect(row['previous_hash']).toBe(index === 0 ? genesis : stored[index - 1]?.['hash']);
      expect(row['hash']).toBe(auditHashOf(row));
      expect(row['hash']).toMatch(/^[0-9a-f]{64}$/);
    }
    expect(raw.prepare('SELECT sequence, hash FROM audit_head').get()).toMatchObject({
      sequence: 32,
      hash: stored[31]?.['hash'],
    });
  });

  it('is rolled back with the transaction that it belongs to, without a gap', async () => {
    const before = rows().length;
    const failing = state.transaction(async (stores) => {
      await stores.operations.create(newOperation());
      await stores.audit.append(auditRecord());
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(rows()).toHaveLength(before);
    await state.audit.append(auditRecord());
    expect(rows().at(-1)).toMatchObject({ sequence: before + 1 });
  });

  it('says so when it is used beside the transaction that it should be part of', async () => {
    const beside = state.transaction(() => state.audit.append(auditRecord()));
    await expect(beside).rejects.toThrow('inside its own transaction');
  });

  it('refuses to change or delete a row', () => {
    expect(() => raw.exec("UPDATE audit SET outcome = 'SUCCEEDED' WHERE sequence = 2")).toThrow(
      'never changes',
    );
    expect(() => raw.exec('DELETE FROM audit WHERE sequence = 2')).toThrow('never deleted');
  });

  it('answers AUDIT_UNAVAILABLE with the cause when the row cannot be written', async () => {
    raw.exec(
      "CREATE TRIGGER full BEFORE INSERT ON audit BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END",
    );
    const refused = state.audit.append(auditRecord());
    await expect(refused).rejects.toMatchObject({
      code: 'AUDIT_UNAVAILABLE',
      cause: expect.objectContaining({ message: 'database or disk is full' }),
    });
    raw.exec('DROP TRIGGER full');
    await state.audit.append(auditRecord());
    expect(rows().at(-1)?.['hash']).toBe(auditHashOf(rows().at(-1) ?? {}));
  });
});
