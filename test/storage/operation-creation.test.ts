import { randomUUID } from 'node:crypto';
import { OPERATION_STATES, type OperationState } from '../../src/domain/types/operation.js';
import { eachState } from './engines.js';
import { at, newOperation } from './samples.js';

const TERMINAL: readonly OperationState[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

describe('a new operation', () => {
  const state = eachState();
  const operations = () => state.operations;

  describe('create', () => {
    it('stores every field and gives it back', async () => {
      const asked = newOperation({
        state: 'SCHEDULED',
        slot: 'venue',
        reason: 'O’Brien’s “Bar” 🍺 \u0000 日本',
        input: {
          customerNumber: '10482213',
          overrides: ['TRADING_HOURS'],
          nested: { deep: [1, null, true] },
        },
        planFingerprint: 'plan',
        idempotencyKey: 'key',
        scheduledFor: at(90),
      });
      const created = await operations().create(asked);
      const expected = {
        id: 'op',
        kind: 'ONBOARD',
        state: 'SCHEDULED',
        slot: 'venue',
        requestedById: '1',
        requestedByName: 'Morgan Reyes',
        approvedByName: undefined,
        reason: asked.reason,
        input: asked.input,
        planFingerprint: 'plan',
        correlationId: 'correlation',
        scheduledFor: at(90),
        createdAt: at(0),
        startedAt: undefined,
        finishedAt: undefined,
        percent: undefined,
        estimatedFinishAt: undefined,
        attempt: 0,
        bootId: 'maker',
        cancelReason: undefined,
        chosen: undefined,
        cancelledByName: undefined,
        failure: undefined,
      };
      expect(created).toStrictEqual({ outcome: 'created', operation: expected });
      expect(await operations().find('op')).toStrictEqual(expected);
    });

    it('stores the steps in order, all of them pending', async () => {
      await operations().create(
        newOperation({
          steps: [
            { name: 'redeem', title: 'Redeem' },
            { name: 'confirm', title: 'Confirm' },
          ],
        }),
      );
      const steps = await operations().steps(['op']);
      expect(
        steps.map(({ position, name, title, state: stepState }) => [position, name, title, stepState]),
      ).toEqual([
        [1, 'redeem', 'Redeem', 'PENDING'],
        [2, 'confirm', 'Confirm', 'PENDING'],
      ]);
    });

    it.each(OPERATION_STATES.filter((active) => !TERMINAL.includes(active)))(
      'names the holder of a slot that is %s',
      async (held) => {
        await operations().create(newOperation({ id: 'first', slot: 'venue' }));
        await operations().transition('first', ['PENDING'], held);
        const second = await operations().create(
          newOperation({ id: 'second', slot: 'venue', kind: 'RESYNC' }),
        );
        expect(second).toMatchObject({ outcome: 'taken', operation: { id: 'first', state: held } });
        expect(await operations().find('second')).toBeUndefined();
        expect(await operations().steps(['second'])).toEqual([]);
      },
    );

    it.each(TERMINAL)('gives the slot of one that is %s to the next', async (over) => {
      await operations().create(newOperation({ id: 'first', slot: 'venue' }));
      await operations().transition('first', ['PENDING'], over);
      expect(await operations().create(newOperation({ id: 'second', slot: 'venue' }))).toMatchObject({
        outcome: 'created',
      });
    });

    it('lets operations without a slot, and of other slots, run side by side', async () => {
      for (const [index, slot] of [undefined, undefined, 'venue', 'service:netpos'].entries()) {
        const created = await operations().create(newOperation({ id: `op-${index}`, slot }));
        expect(created.outcome).toBe('created');
      }
    });

    it('answers a repeated key with the first operation and whether the request is the same', async () => {
      const key = { idempotencyKey: 'key', slot: 'venue' };
      await operations().create(newOperation({ id: 'first', ...key, requestFingerprint: 'a' }));
      expect(
        await operations().create(newOperation({ id: 'again', ...key, requestFingerprint: 'a' })),
      ).toMatchObject({
        outcome: 'repeated',
        sameRequest: true,
        operation: { id: 'first' },
      });
      expect(
        await operations().create(newOperation({ id: 'other', ...key, requestFingerprint: 'b' })),
      ).toMatchObject({
        outcome: 'repeated',
        sameRequest: false,
        operation: { id: 'first' },
      });
    });

    it('remembers a key when its operation is over', async () => {
      await operations().create(newOperation({ id: 'first', idempotencyKey: 'key', slot: 'venue' }));
      await operations().transition('first', ['PENDING'], 'FAILED');
      const again = await operations().create(
        newOperation({ id: 'again', idempotencyKey: 'key', slot: 'venue' }),
      );
      expect(again).toMatchObject({ outcome: 'repeated', operation: { id: 'first' } });
    });

    it('names the holder of the slot to another clerk who sends the same key', async () => {
      const key = { idempotencyKey: 'key', slot: 'venue' };
      await operations().create(newOperation({ id: 'one', ...key, requestedById: '1' }));
      const other = await operations().create(newOperation({ id: 'two', ...key, requestedById: '2' }));
      expect(other).toMatchObject({ outcome: 'taken', operation: { id: 'one' } });
    });

    it('finds an operation by clerk and key, with the fingerprint of its request', async () => {
      await operations().create(newOperation({ idempotencyKey: 'key', requestFingerprint: 'a' }));
      expect(await operations().findByIdempotencyKey('1', 'key')).toMatchObject({
        operation: { id: 'op' },
        requestFingerprint: 'a',
      });
      expect(await operations().findByIdempotencyKey('2', 'key')).toBeUndefined();
    });

    it('makes exactly one of fifty that come at once', async () => {
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, () =>
          operations().create(newOperation({ id: randomUUID(), slot: 'venue' })),
        ),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
      expect(new Set(outcomes.map(({ operation }) => operation.id)).size).toBe(1);
    });

    it('fails on an id that exists, and stores nothing of the second', async () => {
      await operations().create(newOperation({ reason: 'first' }));
      await expect(operations().create(newOperation({ reason: 'second' }))).rejects.toThrow();
      expect(await operations().find('op')).toMatchObject({ reason: 'first' });
    });

    it('stores nothing when one step has a name twice', async () => {
      const twice = [
        { name: 'start', title: 'Start' },
        { name: 'start', title: 'Start again' },
      ];
      await expect(operations().create(newOperation({ steps: twice }))).rejects.toThrow();
      expect(await operations().find('op')).toBeUndefined();
    });
  });
});
