import { randomUUID } from 'node:crypto';
import {
  OPERATION_STATES,
  type OperationFailure,
  type OperationState,
} from '../../src/operations/operation.js';
import type { OpenStateDatabase } from '../../src/sql/open-state.js';
import { ENGINES } from './engines.js';
import { at, newOperation } from './samples.js';

const TERMINAL: readonly OperationState[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

describe.each(ENGINES)('operations on $name', (engine) => {
  let state: OpenStateDatabase;
  beforeEach(async () => {
    state = await engine.state();
  });
  afterEach(() => engine.cleanUp());
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
        bootId: undefined,
        cancelReason: undefined,
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

    it('keeps the keys of two clerks apart', async () => {
      await operations().create(newOperation({ id: 'one', idempotencyKey: 'key', requestedById: '1' }));
      const other = await operations().create(
        newOperation({ id: 'two', idempotencyKey: 'key', requestedById: '2' }),
      );
      expect(other.outcome).toBe('created');
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

  describe('claim', () => {
    it('takes a pending operation: running, owned, with the next fencing token', async () => {
      await operations().create(newOperation());
      expect(await operations().claim('op', 'boot-1', ['PENDING'], at(1))).toMatchObject({
        state: 'RUNNING',
        attempt: 1,
        bootId: 'boot-1',
        startedAt: at(1),
      });
    });

    it('keeps the time of the first start when it is claimed again', async () => {
      await operations().create(newOperation());
      await operations().claim('op', 'boot-1', ['PENDING'], at(1));
      expect(await operations().claim('op', 'boot-2', ['RUNNING'], at(9))).toMatchObject({
        attempt: 2,
        bootId: 'boot-2',
        startedAt: at(1),
      });
    });

    it('is won by one of many', async () => {
      await operations().create(newOperation());
      const claims = await Promise.all(
        Array.from({ length: 20 }, (_, boot) => operations().claim('op', `boot-${boot}`, ['PENDING'], at(1))),
      );
      expect(claims.filter((claim) => claim !== undefined)).toHaveLength(1);
    });

    it('finds nothing in another state, over, or unknown', async () => {
      await operations().create(newOperation({ state: 'SCHEDULED' }));
      expect(await operations().claim('op', 'boot', ['PENDING'], at(1))).toBeUndefined();
      await operations().transition('op', ['SCHEDULED'], 'CANCELLED');
      expect(await operations().claim('op', 'boot', ['CANCELLED', 'PENDING'], at(1))).toBeUndefined();
      expect(await operations().claim('nothing', 'boot', ['PENDING'], at(1))).toBeUndefined();
    });
  });

  describe('transition', () => {
    const failure: OperationFailure = {
      code: 'CODE_WRONG',
      message: 'The cloud does not know that code.',
      cause: undefined,
      remedy: 'Enter the code again.',
      restored: ['Start Mode of Gateway'],
      notRestored: [],
      trail: ['event 7036'],
      choices: [{ name: 'ask-again', title: 'Ask again', consequence: 'None.' }],
    };

    it('moves from a state that is named and stores what comes with it', async () => {
      await operations().create(newOperation());
      const patch = {
        startedAt: at(1),
        finishedAt: at(2),
        percent: 12.5,
        estimatedFinishAt: at(3),
        failure,
        cancelReason: 'wrong venue',
        cancelledByName: 'Sam',
      };
      expect(await operations().transition('op', ['RUNNING', 'PENDING'], 'FAILED', patch)).toBe(true);
      const { cause: _none, ...storedFailure } = failure;
      expect(await operations().find('op')).toMatchObject({
        state: 'FAILED',
        ...patch,
        failure: storedFailure,
      });
    });

    it('leaves alone what the patch does not name', async () => {
      await operations().create(newOperation());
      await operations().transition('op', ['PENDING'], 'RUNNING', { percent: 40, startedAt: at(1) });
      await operations().transition('op', ['RUNNING'], 'CANCELLING', { cancelReason: 'stop' });
      expect(await operations().find('op')).toMatchObject({
        percent: 40,
        startedAt: at(1),
        cancelReason: 'stop',
      });
    });

    it('does nothing from a state that is not named', async () => {
      await operations().create(newOperation());
      expect(await operations().transition('op', ['RUNNING'], 'SUCCEEDED')).toBe(false);
      expect(await operations().find('op')).toMatchObject({ state: 'PENDING' });
    });

    it('does nothing with an old fencing token', async () => {
      await operations().create(newOperation());
      await operations().claim('op', 'boot-1', ['PENDING'], at(1));
      await operations().claim('op', 'boot-2', ['RUNNING'], at(2));
      expect(await operations().transition('op', ['RUNNING'], 'SUCCEEDED', {}, 1)).toBe(false);
      expect(await operations().transition('op', ['RUNNING'], 'SUCCEEDED', {}, 2)).toBe(true);
    });

    it.each(TERMINAL.flatMap((over) => OPERATION_STATES.map((to) => [over, to] as const)))(
      'never leaves %s, not for %s',
      async (over, to) => {
        await operations().create(newOperation());
        await operations().transition('op', ['PENDING'], over);
        expect(await operations().transition('op', OPERATION_STATES, to, { percent: 1 })).toBe(false);
        expect(await operations().find('op')).toMatchObject({ state: over, percent: undefined });
      },
    );
  });

  describe('progress', () => {
    beforeEach(async () => {
      await operations().create(newOperation());
      await operations().claim('op', 'boot', ['PENDING'], at(1));
    });

    it('stores percent and estimate under the current token', async () => {
      expect(await operations().progress('op', 1, { percent: 33.3, estimatedFinishAt: at(60) })).toBe(true);
      expect(await operations().find('op')).toMatchObject({ percent: 33.3, estimatedFinishAt: at(60) });
    });

    it('does nothing under an old token, or when it is over', async () => {
      expect(await operations().progress('op', 0, { percent: 50 })).toBe(false);
      await operations().transition('op', ['RUNNING'], 'SUCCEEDED');
      expect(await operations().progress('op', 1, { percent: 50 })).toBe(false);
      expect(await operations().find('op')).toMatchObject({ percent: undefined });
    });

    it('answers an empty patch by whether the token holds', async () => {
      expect(await operations().progress('op', 1, {})).toBe(true);
      expect(await operations().progress('op', 2, {})).toBe(false);
    });
  });

  describe('steps', () => {
    const steps = [
      { name: 'start', title: 'Start' },
      { name: 'heartbeat', title: 'Heartbeat' },
    ];
    beforeEach(async () => {
      await operations().create(newOperation({ steps }));
      await operations().claim('op', 'boot', ['PENDING'], at(1));
    });

    it('keeps every field of a step, and leaves the other steps alone', async () => {
      const patch = {
        state: 'SUCCEEDED',
        startedAt: at(1),
        finishedAt: at(2),
        percent: 100,
        detail: 'running and stable',
        before: { startMode: 'MANUAL', running: false },
        result: { processId: 4711 },
      } as const;
      expect(await operations().updateStep('op', 1, 'start', patch)).toBe(true);
      const [start, heartbeat] = await operations().steps(['op']);
      expect(start).toStrictEqual({
        operationId: 'op',
        position: 1,
        name: 'start',
        title: 'Start',
        ...patch,
      });
      expect(heartbeat).toMatchObject({ state: 'PENDING', before: undefined, result: undefined });
    });

    it('keeps the before-state when the step goes on', async () => {
      await operations().updateStep('op', 1, 'start', { before: { running: true } });
      await operations().updateStep('op', 1, 'start', { state: 'RUNNING' });
      expect((await operations().steps(['op']))[0]).toMatchObject({
        state: 'RUNNING',
        before: { running: true },
      });
    });

    it('refuses an old token, an unknown step and an unknown operation', async () => {
      expect(await operations().updateStep('op', 0, 'start', { state: 'FAILED' })).toBe(false);
      expect(await operations().updateStep('op', 1, 'nothing', { state: 'FAILED' })).toBe(false);
      expect(await operations().updateStep('nothing', 1, 'start', { state: 'FAILED' })).toBe(false);
      expect((await operations().steps(['op']))[0]).toMatchObject({ state: 'PENDING' });
    });

    it('answers for several operations at once, each in order', async () => {
      await operations().create(newOperation({ id: 'other', steps }));
      const found = await operations().steps(['op', 'other', 'nothing']);
      expect(found.map(({ operationId, position }) => `${operationId} ${position}`)).toEqual([
        'op 1',
        'op 2',
        'other 1',
        'other 2',
      ]);
    });
  });

  describe('list', () => {
    beforeEach(async () => {
      // Two of the same instant, so that the id has to decide.
      for (const [id, minutes, kind, requestedById] of [
        ['a', 0, 'ONBOARD', '1'],
        ['b', 1, 'RESYNC', '1'],
        ['c', 1, 'ONBOARD', '2'],
        ['d', 2, 'SERVICE_CONTROL', '2'],
      ] as const) {
        await operations().create(newOperation({ id, kind, requestedById, createdAt: at(minutes) }));
      }
      await operations().transition('d', ['PENDING'], 'SUCCEEDED');
    });
    const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id).join('');

    it('is newest first, with one more than asked for', async () => {
      expect(ids(await operations().list({ first: 10 }))).toBe('dcba');
      expect(ids(await operations().list({ first: 2 }))).toBe('dcb');
    });

    it('goes on after a row, also between rows of the same instant', async () => {
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(1), id: 'c' } }))).toBe('ba');
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(1), id: 'b' } }))).toBe('a');
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(0), id: 'a' } }))).toBe('');
    });

    it('does not move when newer ones come', async () => {
      await operations().create(newOperation({ id: 'e', createdAt: at(5) }));
      expect(ids(await operations().list({ first: 2, after: { createdAt: at(2), id: 'd' } }))).toBe('cba');
    });

    it('keeps to kinds, states and one clerk', async () => {
      expect(ids(await operations().list({ first: 10, kinds: ['ONBOARD', 'RESYNC'] }))).toBe('cba');
      expect(ids(await operations().list({ first: 10, states: ['SUCCEEDED'] }))).toBe('d');
      expect(ids(await operations().list({ first: 10, requestedById: '2' }))).toBe('dc');
      expect(ids(await operations().list({ first: 10, requestedById: '2', kinds: ['ONBOARD'] }))).toBe('c');
      expect(ids(await operations().list({ first: 10, kinds: [] }))).toBe('');
    });

    it('finds many by id, the active ones oldest first, and the holder of a slot', async () => {
      expect(
        ids(await operations().findMany(['c', 'a', 'nothing']))
          .split('')
          .sort()
          .join(''),
      ).toBe('ac');
      expect(await operations().findMany([])).toEqual([]);
      expect(ids(await operations().active())).toBe('abc');
      await operations().create(newOperation({ id: 'h', slot: 'venue' }));
      expect(await operations().holderOf('venue')).toMatchObject({ id: 'h' });
      await operations().transition('h', ['PENDING'], 'CANCELLED');
      expect(await operations().holderOf('venue')).toBeUndefined();
    });
  });

  describe('events', () => {
    const event = (message: string) => ({
      operationId: 'op',
      at: at(0),
      step: 'start',
      level: 'INFORMATION' as const,
      percent: 12.5,
      message,
    });
    beforeEach(async () => {
      await operations().create(newOperation());
    });

    it('are numbered from 1 and come back whole', async () => {
      expect(await operations().appendEvent(event('Gateway läuft ✓'))).toStrictEqual({
        ...event('Gateway läuft ✓'),
        sequence: 1,
      });
      const plain = { ...event('two'), step: undefined, percent: undefined, level: 'ERROR' as const };
      await operations().appendEvent(plain);
      expect(await operations().events('op', 0, 10)).toStrictEqual([
        { ...event('Gateway läuft ✓'), sequence: 1 },
        { ...plain, sequence: 2 },
      ]);
    });

    it('have no gap and none twice when a hundred come at once', async () => {
      await Promise.all(
        Array.from({ length: 100 }, (_, index) => operations().appendEvent(event(`message ${index}`))),
      );
      const found = await operations().events('op', 0, 200);
      expect(found.map(({ sequence }) => sequence)).toEqual(
        Array.from({ length: 100 }, (_, index) => index + 1),
      );
      expect(new Set(found.map(({ message }) => message)).size).toBe(100);
    });

    it('leave no gap when a transaction is rolled back', async () => {
      await operations().appendEvent(event('one'));
      const rolledBack = state.transaction(async (stores) => {
        await stores.operations.appendEvent(event('never'));
        throw new Error('no');
      });
      await expect(rolledBack).rejects.toThrow('no');
      expect(await operations().appendEvent(event('two'))).toMatchObject({ sequence: 2 });
    });

    it('are counted for each operation alone, and go on when it is over', async () => {
      await operations().create(newOperation({ id: 'other' }));
      await operations().appendEvent(event('one'));
      expect(await operations().appendEvent({ ...event('x'), operationId: 'other' })).toMatchObject({
        sequence: 1,
      });
      await operations().transition('op', ['PENDING'], 'SUCCEEDED');
      expect(await operations().appendEvent(event('last'))).toMatchObject({ sequence: 2 });
    });

    it('are read on after a number, as many as asked for', async () => {
      for (const message of ['one', 'two', 'three', 'four']) await operations().appendEvent(event(message));
      const page = await operations().events('op', 1, 2);
      expect(page.map(({ message }) => message)).toEqual(['two', 'three']);
    });

    it('are refused for an operation that is not there', async () => {
      await expect(operations().appendEvent({ ...event('x'), operationId: 'nothing' })).rejects.toThrow(
        'There is no operation nothing',
      );
    });
  });

  describe('redemptions', () => {
    const redemption = { id: 'r', operationId: 'op', codeHmac: 'hmac', at: at(0) };
    beforeEach(async () => {
      await operations().create(newOperation());
    });

    it('are stored before anything is sent and found by their operation', async () => {
      expect(await operations().redemptionOf('op')).toBeUndefined();
      await operations().storeRedemption(redemption);
      expect(await operations().redemptionOf('op')).toStrictEqual({
        id: 'r',
        operationId: 'op',
        state: 'STORED',
      });
    });

    it('move only from a state that is named', async () => {
      await operations().storeRedemption(redemption);
      expect(await operations().setRedemptionState('r', ['SENDING'], 'REDEEMED', at(1))).toBe(false);
      expect(await operations().setRedemptionState('r', ['STORED'], 'SENDING', at(1))).toBe(true);
      expect(await operations().setRedemptionState('r', ['STORED'], 'SENDING', at(1))).toBe(false);
      expect(await operations().setRedemptionState('r', ['STORED', 'SENDING'], 'CLOSED', at(2))).toBe(true);
      expect(await operations().redemptionOf('op')).toMatchObject({ state: 'CLOSED' });
    });

    it('are one an operation: a second id is refused', async () => {
      await operations().storeRedemption(redemption);
      await expect(operations().storeRedemption({ ...redemption, id: 'another' })).rejects.toThrow();
      expect(await operations().redemptionOf('op')).toMatchObject({ id: 'r' });
    });

    it('say that a code was used only when it was redeemed', async () => {
      await operations().storeRedemption(redemption);
      expect(await operations().wasRedeemed('hmac')).toBe(false);
      await operations().setRedemptionState('r', ['STORED'], 'REDEEMED', at(1));
      expect(await operations().wasRedeemed('hmac')).toBe(true);
      expect(await operations().wasRedeemed('other')).toBe(false);
    });
  });
});
