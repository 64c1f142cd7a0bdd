import type { AuditFilter } from '../../src/domain/ports/audit-log.js';
import { eachState } from './engines.js';
import { at, auditRecord, newOperation } from './samples.js';

const GENESIS = { sequence: 0, hash: '0'.repeat(64) };

describe('the trail', () => {
  const state = eachState();
  const numbers = async (filter: AuditFilter, first = 100, order: 'newest' | 'oldest' = 'oldest') =>
    (await state.audit.list(filter, first, order)).map(({ sequence }) => sequence);

  /** Six rows that differ in what can be asked for. */
  async function trail(): Promise<void> {
    for (const [index, given] of [
      { action: 'signIn', outcome: 'SUCCEEDED', target: 'clerk:1' },
      { action: 'signIn', outcome: 'DENIED', target: 'clerk:2', clerkId: '2' },
      { action: 'onboard', outcome: 'INTENDED', target: 'venue' },
      { action: 'onboard', outcome: 'SUCCEEDED', target: 'venue' },
      { action: 'Onboard', outcome: 'SUCCEEDED', target: 'Venue', clerkId: undefined },
      { action: 'grantPermission', outcome: 'FAILED', target: 'group:7', clerkId: '2' },
    ].entries())
      await state.audit.append(auditRecord({ at: at(index), ...(given as object) }));
  }

  it('begins with nothing, at a head of zeros', async () => {
    expect(await state.audit.head()).toEqual(GENESIS);
    expect(await numbers({})).toEqual([]);
    expect(await state.audit.hashOf(1)).toBeUndefined();
    expect(await state.audit.hasBehind(0)).toBe(false);
  });

  it.each<[string, AuditFilter, readonly number[]]>([
    ['everything', {}, [1, 2, 3, 4, 5, 6]],
    ['a clerk', { clerkId: '2' }, [2, 6]],
    ['actions, to the letter and its case', { actions: ['signIn', 'onboard'] }, [1, 2, 3, 4]],
    ['no action at all', { actions: [] }, []],
    ['a target, to the letter and its case', { target: 'venue' }, [3, 4]],
    ['an outcome', { outcome: 'SUCCEEDED' }, [1, 4, 5]],
    ['since a moment, itself included', { since: at(4) }, [5, 6]],
    ['until a moment, itself left out', { until: at(2) }, [1, 2]],
    ['before a number', { before: 3 }, [1, 2]],
    ['after a number', { after: 4 }, [5, 6]],
    [
      'all of it at once',
      { clerkId: '2', actions: ['signIn'], outcome: 'DENIED', since: at(1), until: at(2) },
      [2],
    ],
    ['not some actions', { exceptActions: ['signIn', 'Onboard'] }, [3, 4, 6]],
    ['one row an act, where the outcome is recorded', { oneRowPerAction: true }, [1, 2, 4, 5, 6]],
    ['words of reason, clerk, action and target, in any case', { text: 'GRANT group' }, [6]],
    ['words of which one is nowhere', { text: 'grant nothing' }, []],
    ['what is a wildcard elsewhere', { text: '%' }, []],
    ['an action that was never done', { target: "' OR 1=1 --" }, []],
  ])('is read by %s', async (_, filter, expected) => {
    await trail();
    expect(await numbers(filter)).toEqual(expected);
  });

  it('finds an operation by its service, although the row has its ID alone', async () => {
    await state.operations.create(newOperation({ id: 'op-7', slot: 'service:netpos' }));
    await state.audit.append(auditRecord({ target: 'op-7', reason: 'Queue' }));
    await state.audit.append(auditRecord({ target: 'op-8', reason: 'Queue' }));
    expect(await numbers({ text: 'queue NetPOS' })).toEqual([1]);
    expect(await numbers({ text: 'netpos other' })).toEqual([]);
  });

  it('keeps an intent whose outcome is not recorded where one row an act is asked for', async () => {
    const settled = await state.audit.intend(auditRecord({ outcome: 'INTENDED' }));
    await state.audit.intend(auditRecord({ outcome: 'INTENDED' }));
    await state.audit.settle(settled, auditRecord({ outcome: 'SUCCEEDED' }));
    expect(await numbers({ oneRowPerAction: true })).toEqual([2, 3]);
  });

  it('is read in pages, from either end', async () => {
    await trail();
    expect(await numbers({}, 2, 'newest')).toEqual([6, 5]);
    expect(await numbers({ before: 5 }, 2, 'newest')).toEqual([4, 3]);
    expect(await numbers({ after: 2 }, 2, 'oldest')).toEqual([3, 4]);
  });

  it('gives back whatever was written, in any script and of any length', async () => {
    const record = auditRecord({
      clerkName: 'Zoë “日本” 🍺',
      target: 'x'.repeat(400),
      reason: `\u0000 'quoted' ${'long '.repeat(2000)}`,
      detail: { z: 1, a: [1.5, null, true, { deep: 'é' }] },
      runAs: 'TILL-1\\venue',
      client: 'console',
      planFingerprint: 'f00d',
      before: { granted: false },
      after: { granted: true },
    });
    await state.audit.append(record);
    const [row] = await state.audit.list({}, 1, 'newest');
    expect(row).toMatchObject(record);
    expect(row?.previousHash).toBe(GENESIS.hash);
    expect(await state.audit.head()).toEqual({ sequence: 1, hash: row?.hash });
    expect(await state.audit.hashOf(1)).toBe(row?.hash);
  });

  it('is computed again page by page, and keeps the rows that are asked for', async () => {
    await trail();
    const first = await state.audit.check(GENESIS, 4, ['signIn']);
    expect(first).toMatchObject({ rows: 4, bad: undefined, last: { sequence: 4 } });
    expect(first.kept.map(({ sequence }) => sequence)).toEqual([1, 2]);
    const second = await state.audit.check(first.last, 4, []);
    expect(second).toMatchObject({ rows: 2, bad: undefined, last: await state.audit.head() });
    expect(await state.audit.hasBehind(5)).toBe(true);
    expect(await state.audit.hasBehind(6)).toBe(false);
  });

  it('keeps an intent in mind until it has its outcome, once', async () => {
    const one = await state.audit.intend(auditRecord({ action: 'onboard' }));
    const other = await state.audit.intend(auditRecord({ action: 'resync' }));
    expect((await state.audit.unsettled()).map(({ sequence, record }) => [sequence, record.action])).toEqual([
      [one, 'onboard'],
      [other, 'resync'],
    ]);
    expect(await state.audit.settle(one, auditRecord({ outcome: 'SUCCEEDED' }))).toBe(true);
    expect(await state.audit.settle(one, auditRecord({ outcome: 'FAILED' }))).toBe(false);
    expect((await state.audit.unsettled()).map(({ sequence }) => sequence)).toEqual([other]);
    const [last] = await state.audit.list({}, 1, 'newest');
    expect(last).toMatchObject({ sequence: 3, outcome: 'SUCCEEDED', detail: { intent: one } });
  });
});
