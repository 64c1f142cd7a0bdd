/** The durable runner: in order, stored before done, back in reverse, and what is said of it. */

import { percentOfOperation } from '../../../src/domain/operations/step-run.js';
import { NeedsAttention, type Step } from '../../../src/domain/operations/steps/step.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { RunnerBench } from './runner-bench.js';

const fails = async () => {
  throw new AppError('PACKAGE_MISSING');
};

describe('an operation', () => {
  const state = onceState();
  let bench: RunnerBench;

  afterEach(() => bench.clear());

  it('does its steps in order, hands results on, and says each with a number', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { does: async () => ({ found: 7 }) }),
      made.step('second', {
        does: async (run) => ({ got: run.resultOf('first')['found'], none: run.resultOf('third') }),
      }),
    ]);
    bench.live();
    expect(await bench.until('SUCCEEDED')).toMatchObject({ percent: 100, attempt: 1, failure: undefined });
    expect(bench.done).toEqual(['do first', 'do second']);
    const steps = await bench.steps();
    expect(steps.map((step) => step.state)).toEqual(['SUCCEEDED', 'SUCCEEDED']);
    expect(steps[1]?.result).toEqual({ got: 7, none: {} });
    const events = await bench.events();
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    expect(events.at(-1)?.message).toBe('Done: It is done.');
  });

  it('stores what was before, and that it begins, before it changes anything', async () => {
    const seen: unknown[] = [];
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        before: async () => ({ startMode: 'Manual' }),
        does: async (run) => {
          const [row] = await made.steps();
          seen.push(row?.state, row?.before, run.before);
          return undefined;
        },
      }),
    ]);
    bench.live();
    await bench.until('SUCCEEDED');
    expect(seen).toEqual(['RUNNING', { startMode: 'Manual' }, { startMode: 'Manual' }]);
  });

  it('goes back in reverse order, from the step that failed, and touches none that was never begun', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first'),
      made.step('second'),
      made.step('third', { does: fails }),
      made.step('fourth'),
    ]);
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(bench.done).toEqual([
      'do first',
      'do second',
      'do third',
      'undo third',
      'undo second',
      'undo first',
    ]);
    expect(failure).toMatchObject({
      code: 'PACKAGE_MISSING',
      restored: ['third is undone.', 'second is undone.', 'first is undone.'],
      notRestored: [],
    });
    const states = (await bench.steps()).map((step) => step.state);
    expect(states).toEqual(['COMPENSATED', 'COMPENSATED', 'FAILED', 'PENDING']);
  });

  it('shows what could not be restored, and restores the rest all the same', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first'),
      made.step('second', {
        compensate: () => Promise.reject(new Error('secret path')),
      }),
      made.step('third', { compensate: async () => ({ restored: [], notRestored: ['The third stays.'] }) }),
      made.step('fourth', { does: fails }),
    ]);
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure?.restored).toEqual(['fourth is undone.', 'first is undone.']);
    expect(failure?.notRestored).toEqual(['The third stays.', 'The second: it could not be rolled back.']);
    expect(JSON.stringify(failure)).not.toContain('secret path');
    expect((await bench.steps()).map((step) => step.state)).toEqual([
      'COMPENSATED',
      'SUCCEEDED',
      'SUCCEEDED',
      'FAILED',
    ]);
    expect((await bench.events()).filter(({ message }) => message.startsWith('Not rolled back')).length).toBe(
      2,
    );
  });

  it('reports the rollback what it says, and no percent: what was reached stays reached', async () => {
    bench = await RunnerBench.of(
      state,
      (made) => [
        made.step('first', {
          compensate: async (run) => {
            await run.script('Undo-Thing', {});
            return { restored: ['first is undone.'], notRestored: [] };
          },
        }),
        made.step('second', { does: fails }),
      ],
      {
        describe: () => '',
        run: async ({ onEvent }) => {
          onEvent?.({ stream: 'progress', message: 'Waiting until it has stopped', percent: 10 });
          return { output: [], observedAt: new Date() };
        },
      },
    );
    bench.live();
    expect((await bench.until('FAILED')).percent).toBe(50);
    const said = (await bench.events()).find(({ message }) => message === 'Waiting until it has stopped');
    expect(said).toMatchObject({ level: 'VERBOSE', percent: undefined });
    expect((await bench.steps())[0]?.percent).toBe(100);
  });

  it('shows of a fault that is not ours nothing but that it was one', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { does: () => Promise.reject(new Error('/secret/path at line 7')) }),
    ]);
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure?.code).toBe('INTERNAL_SERVER_ERROR');
    expect(JSON.stringify([failure, await bench.events(), await bench.steps()])).not.toContain('secret');
  });

  it('waits when no one can know, keeps its slot, and is asked again when submitted again', async () => {
    let knows = false;
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        does: async () => {
          if (!knows) throw new NeedsAttention(new AppError('REDEMPTION_OUTCOME_UNKNOWN'));
          return undefined;
        },
      }),
    ]);
    const { runner } = bench.live();
    const waiting = await bench.until('NEEDS_ATTENTION');
    expect(waiting.failure).toMatchObject({
      code: 'REDEMPTION_OUTCOME_UNKNOWN',
      restored: [],
      notRestored: [],
    });
    expect(waiting.failure?.choices.map(({ name }) => name)).toEqual(['ask-again']);
    expect(await state.operations.create(newOperation({ id: 'another', slot: 'venue' }))).toMatchObject({
      outcome: 'taken',
      operation: { id: bench.id },
    });
    expect(bench.done).not.toContain('undo first');
    knows = true;
    await runner.settled(bench.id, 1000);
    runner.submit(bench.id);
    expect((await bench.until('SUCCEEDED')).failure).toBeUndefined();
  });

  it('says of a script what it reports, its progress as a share of the whole, its failure by our code', async () => {
    let calls = 0;
    bench = await RunnerBench.of(
      state,
      (made) => [
        made.step('first', { does: async (run) => ({ said: await run.script('Get-Thing', {}) }) }),
        made.step('second', { does: async (run) => ({ said: await run.script('Get-Thing', {}) }) }),
      ],
      {
        describe: () => '',
        run: async ({ script, onEvent }) => {
          calls += 1;
          if (calls > 1)
            throw new ScriptError(script, 'FAILED', 'raw words of PowerShell', { errorId: 'CODE_USED' });
          onEvent?.({ stream: 'progress', message: 'half', percent: 50 });
          onEvent?.({ stream: 'warning', message: 'Careful' });
          return { output: [1, 2], observedAt: new Date() };
        },
      },
    );
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure?.code).toBe('CODE_USED');
    const events = await bench.events();
    expect(events.find(({ message }) => message === 'half')?.percent).toBe(25);
    expect(events.find(({ message }) => message === 'Careful')?.level).toBe('WARNING');
    expect((await bench.steps())[0]?.result).toMatchObject({ said: [1, 2] });
    expect(JSON.stringify([failure, events])).not.toContain('raw words');
  });

  it('is as far as the step that measures it, where it has one, and never quite there before its end', () => {
    const [before, send, after] = [{}, { isMeasure: true }, {}] as unknown as readonly [Step, Step, Step];
    const steps = [before, send, after];
    expect(percentOfOperation(steps, before, 100)).toBe(0);
    expect(percentOfOperation(steps, send, 15.5)).toBe(15.5);
    expect(percentOfOperation(steps, send, 100)).toBe(99);
    expect(percentOfOperation(steps, after, 50)).toBe(99);
    expect(percentOfOperation([before, after], after, 50)).toBe(75);
  });

  it.each([
    ['HOST_DIED', 'POWERSHELL_UNAVAILABLE'],
    ['TIMED_OUT', 'STEP_TIMED_OUT'],
    ['BUSY', 'BUSY'],
    ['NOT_CATALOGUED', 'SCRIPT_FAILED'],
    ['OUTPUT_TOO_LARGE', 'SCRIPT_FAILED'],
  ] as const)('ends as %s of a script asks: %s', async (failure, code) => {
    bench = await RunnerBench.of(
      state,
      (made) => [
        made.step('first', {
          deadlineMs: 10_000,
          does: async (run) => ({ said: await run.script('Get-Thing', {}) }),
        }),
      ],
      { describe: () => '', run: ({ script }) => Promise.reject(new ScriptError(script, failure, 'no')) },
    );
    bench.live();
    expect((await bench.until('FAILED')).failure?.code).toBe(code);
  });
});
