import type { OperationStore } from '../../src/domain/ports/operation-store.js';
import { eachState } from './engines.js';
import { at, newOperation } from './samples.js';

describe('operations and what belongs to them', () => {
  const state = eachState();
  const operations = () => state.operations;

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

    it('is in the order of storing where that is asked, also after the clock was set back', async () => {
      await operations().create(newOperation({ id: 'a-later', createdAt: at(-60) }));
      const stored = async (query: Parameters<OperationStore['listAsStored']>[0]) =>
        (await operations().listAsStored(query)).map(({ id }) => id);
      expect(await stored({ first: 2 })).toEqual(['a-later', 'd', 'c']);
      expect(await stored({ first: 2, after: 'd' })).toEqual(['c', 'b', 'a']);
      expect(await stored({ first: 1, after: 'a-later' })).toEqual(['d', 'c']);
      expect(await stored({ first: 9, kinds: ['ONBOARD'], states: ['PENDING'], after: 'd' })).toEqual([
        'c',
        'a',
      ]);
    });

    it('continues after a row, also between rows of the same instant', async () => {
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(1), id: 'c' } }))).toBe('ba');
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(1), id: 'b' } }))).toBe('a');
      expect(ids(await operations().list({ first: 10, after: { createdAt: at(0), id: 'a' } }))).toBe('');
    });

    it('keeps to kinds, states and one clerk', async () => {
      expect(ids(await operations().list({ first: 10, kinds: ['ONBOARD', 'RESYNC'] }))).toBe('cba');
      expect(ids(await operations().list({ first: 10, states: ['SUCCEEDED'] }))).toBe('d');
      expect(ids(await operations().list({ first: 10, requestedById: '2' }))).toBe('dc');
      expect(ids(await operations().list({ first: 10, requestedById: '2', kinds: ['ONBOARD'] }))).toBe('c');
      expect(ids(await operations().list({ first: 10, kinds: [] }))).toBe('');
    });

    it('keeps to a time, from its begin on and without its end', async () => {
      expect(ids(await operations().list({ first: 10, since: at(1) }))).toBe('dcb');
      expect(ids(await operations().list({ first: 10, until: at(1) }))).toBe('a');
      expect(ids(await operations().list({ first: 10, since: at(1), until: at(2) }))).toBe('cb');
    });

    it('finds words in reason, name and slot, in any case, and takes no character for a wildcard', async () => {
      const say = (id: string, reason: string, slot?: string) =>
        operations().create(
          newOperation({
            id,
            reason,
            slot,
            requestedByName: `Sam ${id}`,
            createdAt: at(9),
            state: 'PENDING',
          }),
        );
      await say('w', 'Printer queue is 100% stuck', 'service:netpos');
      await say('x', 'a_b [c] \\ d', undefined);
      const found = async (text: string) => ids(await operations().list({ first: 10, text }));
      expect(await found('PRINTER stuck')).toBe('w');
      expect(await operations().count({ text: 'sam' })).toBe(2);
      expect(ids(await operations().list({ first: 10, ids: ['x', 'none'] }))).toBe('x');
      expect(await found('sam')).toBe('xw');
      expect(await found('NetPOS queue')).toBe('w');
      expect(await found('printer nothing')).toBe('');
      expect([await found('100%'), await found('0%s'), await found('%')]).toEqual(['w', '', 'w']);
      expect([await found('a_b'), await found('a?b'), await found('_')]).toEqual(['x', '', 'x']);
      expect([await found('[c]'), await found('\\')]).toEqual(['x', 'x']);
      await say('y', 'Émile ÖFFNET später');
      for (const text of ['Émile', 'émile', 'ÉMILE', 'öffnet', 'ÖFFNET', 'SPÄTER'])
        expect(await found(text)).toBe('y');
    });

    it('of what is not over is oldest first', async () => {
      expect(ids(await operations().active())).toBe('abc');
      await operations().transition('b', ['PENDING'], 'CANCELLED');
      expect(ids(await operations().active())).toBe('ac');
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

    it('are counted for each operation alone, and continue when it is over', async () => {
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
    const redemption = { id: 'r', operationId: 'op', attempt: 0, codeHmac: 'hmac', at: at(0) };
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
        changedAt: redemption.at,
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

    it('are not stored or sent by a server run whose operation another one has taken over', async () => {
      expect(await operations().storeRedemption({ ...redemption, attempt: 1 })).toBe(false);
      expect(await operations().redemptionOf('op')).toBeUndefined();
      expect(await operations().storeRedemption(redemption)).toBe(true);
      await operations().claim('op', 'another', ['PENDING'], at(1));
      expect(await operations().setRedemptionState('r', ['STORED'], 'SENDING', at(1), 0)).toBe(false);
      expect(await operations().setRedemptionState('r', ['STORED'], 'SENDING', at(1), 1)).toBe(true);
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
