/** What cuts an operation short: its deadline, a person, the server's stop; and the next life, uninterruptible to the last one. */
import { jest } from '@jest/globals';
import { restoration } from '../../../src/domain/operations/steps/restoration.js';
import type { StepRun } from '../../../src/domain/operations/steps/step.js';
import { ScriptError } from '../../../src/domain/ports/script-runner.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { callerOf } from '../rehearsal-domain.js';
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

  it('is cancelled inside a step: what ran hears it, and all is restored', async () => {
    bench = await RunnerBench.of(state, (made) => [
      made.step('first'),
      made.step('second', { does: untilAborted }),
      made.step('third'),
    ]);
    const { operations } = bench.live();
    await bench.sees('do second');
    expect((await operations.cancel(callerOf('1'), bench.id, 'enough')).state).toBe('CANCELLING');
    const { failure, cancelledByName } = await bench.until('CANCELLED');
    expect(cancelledByName).toBe('Clerk 1');
    expect(failure).toMatchObject({
      code: 'OPERATION_CANCELLED',
      restored: ['second is undone.', 'first is undone.'],
    });
    expect(bench.done).not.toContain('do third');
    expect((await bench.events()).map(({ message }) => message)).toContain('Clerk 1 cancelled it: enough');
  });

  it('lets the rollback continue to its end when it is cancelled then', async () => {
    let goOn = () => {};
    const reported = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        compensate: async (run) => {
          made.done.push('undo first');
          await reported;
          return { restored: [run.signal.aborted ? 'cut short' : 'whole'], notRestored: [] };
        },
      }),
      made.step('second', { does: fails }),
    ]);
    const { operations } = bench.live();
    await bench.sees('undo first');
    await operations.cancel(callerOf('1'), bench.id, 'too late');
    goOn();
    expect((await bench.until('FAILED')).failure).toMatchObject({
      code: 'PACKAGE_MISSING',
      restored: ['second is undone.', 'whole'],
    });
  });

  it('is taken up by the next life where it stood: done steps stay done, the one that ran is informed', async () => {
    const resumed: boolean[] = [];
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', { does: async () => ({ found: 7 }) }),
      made.step('second', {
        before: async () => {
          made.done.push('look before second');
          return { was: 'so' };
        },
        does: async (run) => {
          resumed.push(run.resumed);
          return resumed.length === 1 ? untilAborted(run) : { ...run.before, ...run.resultOf('first') };
        },
      }),
    ]);
    const { runner } = bench.live();
    await bench.sees('do second');
    await runner.stop();
    expect((await bench.until('RUNNING')).failure).toBeUndefined();
    bench.live();
    expect((await bench.until('SUCCEEDED')).attempt).toBe(2);
    expect(bench.done).toEqual(['do first', 'look before second', 'do second', 'do second']);
    expect(resumed).toEqual([false, true]);
    expect((await bench.steps())[1]?.result).toEqual({ was: 'so', found: 7 });
    const sequences = (await bench.events()).map(({ sequence }) => sequence);
    expect(sequences).toEqual(sequences.map((_, i) => i + 1));
  });

  it('continues with the rollback in the next life, and undoes no step twice', async () => {
    let hang = true;
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        compensate: (run) => {
          made.done.push('undo first');
          return hang
            ? untilAborted(run)
            : Promise.resolve({ restored: ['first at last.'], notRestored: [] });
        },
      }),
      made.step('second'),
      made.step('third', { does: fails }),
    ]);
    bench.live();
    await bench.sees('undo first');
    hang = false;
    bench.live();
    const { failure } = await bench.until('FAILED');
    expect(failure).toMatchObject({
      code: 'PACKAGE_MISSING',
      restored: ['third is undone.', 'second is undone.', 'first at last.'],
    });
    expect(bench.done.filter((line) => line === 'undo second')).toHaveLength(1);
    expect(bench.done.filter((line) => line === 'undo first')).toHaveLength(2);
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

  it('listens to nothing that an overtaken life still says', async () => {
    let late = () => {};
    const held = new Promise<void>((resolve) => {
      late = resolve;
    });
    let turn = 0;
    bench = await RunnerBench.of(state, (made) => [
      made.step('first', {
        does: async () => {
          turn += 1;
          if (turn > 1) return { by: 'the second life' };
          await held;
          return { by: 'the first life' };
        },
      }),
      made.step('second'),
    ]);
    bench.live();
    await bench.sees('do first');
    bench.live();
    await bench.until('SUCCEEDED');
    late();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect((await bench.steps())[0]?.result).toEqual({ by: 'the second life' });
    expect(bench.done.filter((line) => line === 'do second')).toHaveLength(1);
    expect((await bench.events()).filter(({ message }) => message.startsWith('Done')).length).toBe(1);
  });
});
