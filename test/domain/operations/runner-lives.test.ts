/**
 * What cuts an operation short: its deadline, and the server's stop. The simulated venue has cancels, kills
 * and the next server run.
 */
import { jest } from '@jest/globals';
import { restoration } from '../../../src/domain/operations/steps/restoration.js';
import type { StepRun } from '../../../src/domain/operations/steps/step.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { RunnerBench, untilAborted } from './runner-bench.js';

const fails = async () => {
  throw new AppError('PACKAGE_MISSING');
};

describe('an operation that is cut short', () => {
  const state = onceState();
  let bench: RunnerBench;

  afterEach(() => bench.clear());

  it('ends a step at its deadline when it hears, and goes back', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { deadlineMs: 50, does: untilAborted }),
    ]);
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure?.code).toBe('STEP_TIMED_OUT');
    expect(bench.done).toEqual(['do first', 'undo first']);
    expect(bench.sleptOut).not.toContain(3000);
  });

  it('notifies a step too that its deadline has passed before it began', async () => {
    const before = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      return {};
    };
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { deadlineMs: 5, before, does: untilAborted }),
    ]);
    bench.live();
    expect((await bench.until('FAILED')).failure?.code).toBe('STEP_TIMED_OUT');
    expect(bench.done).toEqual(['do first', 'undo first']);
    expect(bench.sleptOut).not.toContain(3000);
  });

  it.each<[string, readonly (boolean | 'found')[], { restored: string[]; notRestored: string[] }]>([
    ['a later step could restored', [false, true], { restored: ['It is stopped.'], notRestored: [] }],
    ['someone started again', [true, false], { restored: [], notRestored: ['It runs.'] }],
    ['that could not be restored', [false, false], { restored: [], notRestored: ['It runs.'] }],
    ['a later step found as it was', [false, 'found'], { restored: ['It is stopped.'], notRestored: [] }],
    ['someone started after it was found', ['found', false], { restored: [], notRestored: ['It runs.'] }],
    ['all found as it was', ['found', 'found'], { restored: [], notRestored: [] }],
  ])('says of what %s only how it is in the end', async (_, held, said) => {
    const puts = (index: number) => ({
      compensate: async () =>
        held[index] === 'found'
          ? { restored: [], notRestored: [], found: ['It is stopped.'] }
          : restoration(held[index] ?? false, 'It is stopped.', 'It runs.'),
    });
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', puts(1)),
      made.step('second', puts(0)),
      made.step('third', { compensate: async () => restoration(false, '', 'Bar stays activated.') }),
      made.step('fourth', {
        does: fails,
        compensate: async () => restoration(false, '', 'Bar stays activated.'),
      }),
    ]);
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure).toMatchObject({
      restored: said.restored,
      // Two locations may have one name.
      notRestored: ['Bar stays activated.', 'Bar stays activated.', ...said.notRestored],
    });
  });

  it('waits three seconds for a step that does not hear its deadline, and no longer', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { deadlineMs: 50, does: () => new Promise(() => {}) }),
    ]);
    bench.live();
    expect((await bench.until('FAILED')).failure?.code).toBe('STEP_TIMED_OUT');
    expect(bench.sleptOut).toContain(3000);
  });

  it('is released when the server stops during the rollback, and left as it is', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        compensate: () => {
          made.done.push('undo first');
          return new Promise(() => {});
        },
      }),
      made.step('second', { does: fails }),
    ]);
    const { runner } = bench.live();
    await bench.sees('undo first');
    const from = Date.now();
    await runner.stop();
    expect(Date.now() - from).toBeLessThan(5000);
    expect(await bench.until('RUNNING')).toMatchObject({ failure: { code: 'PACKAGE_MISSING' } });
  });

  it('notes nothing as not rolled back because the hosts ended with a server that stops', async () => {
    const run = jest.fn(async () => ({ output: [], observedAt: new Date() }));
    run.mockRejectedValueOnce(new ScriptError('Restore', 'CANCELLED', 'The call was cancelled.'));
    const compensate = async (step: StepRun) => {
      await step.script('Restore', {});
      return { restored: ['first at last.'], notRestored: [] };
    };
    const make = (made: RunnerBench) => [
      made.step('first', { compensate }),
      made.step('second', { does: fails }),
    ];
    bench = await RunnerBench.of(state, make, { run, describe: () => '' });
    bench.live();
    expect((await bench.until('FAILED')).failure?.notRestored).toEqual([]);
  });
});
