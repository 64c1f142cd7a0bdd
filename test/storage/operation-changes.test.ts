import { DatabaseSync } from 'node:sqlite';
import {
  OPERATION_STATES,
  type OperationFailure,
  type OperationState,
} from '../../src/domain/types/operation.js';
import { eachState, openState, temporaryFolder } from './engines.js';
import { at, newOperation } from './samples.js';

const TERMINAL: readonly OperationState[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

describe('changes to an operation', () => {
  const state = eachState();
  const operations = () => state.operations;

  describe('claim', () => {
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

    it('cannot bring one back that is over, not even by hand', async () => {
      const folder = temporaryFolder();
      const file = `${folder.path}/state.sqlite`;
      const { operations: stored, close } = await openState(file);
      await stored.create(newOperation());
      await stored.transition('op', ['PENDING'], 'SUCCEEDED');
      await close();
      const raw = new DatabaseSync(file);
      expect(() => raw.exec("UPDATE operation SET state = 'RUNNING'")).toThrow('never changes its state');
      raw.close();
      folder.remove();
    });
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

    it('keeps the before-state when the step continues', async () => {
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
});
