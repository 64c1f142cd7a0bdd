/** Which calls of a step are made again: what never began, and what may be done twice, until the step's deadline. */
import { restoration } from '../../../src/domain/operations/steps/restoration.js';
import type { ScriptOptions, StepRun } from '../../../src/domain/operations/steps/step.js';
import { ScriptError, type ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { clock, RunnerBench } from './runner-bench.js';

const state = onceState();
let bench: RunnerBench;
afterEach(() => bench.clear());

const neverBegan = new ScriptError('Set-Thing', 'TIMED_OUT', 'no host', { mayHaveRun: false });
const hung = new ScriptError('Set-Thing', 'TIMED_OUT', 'It hangs.');

/** Takes its whole deadline and fails as `failure`, for the first `times` calls. */
function failing(failure: ScriptError, times: number) {
  const made: { calls: number } = { calls: 0 };
  const scripts: ScriptRunner = {
    describe: () => '',
    run: async ({ script, deadlineMs, signal }) => {
      made.calls += 1;
      bench.done.push(script);
      if (made.calls > times) return { output: ['done'], observedAt: new Date() };
      await clock.sleep(deadlineMs, signal);
      throw signal?.aborted
        ? new ScriptError(script, 'CANCELLED', 'no', { mayHaveRun: failure.mayHaveRun })
        : failure;
    },
  };
  return { made, scripts };
}

async function runWith(failure: ScriptError, times: number, options: ScriptOptions = {}) {
  const { made, scripts } = failing(failure, times);
  const does = async (run: StepRun) => ({
    said: await run.script('Set-Thing', {}, { deadlineMs: 2000, ...options }),
  });
  bench = await RunnerBench.of(state, (each) => [each.step('first', { deadlineMs: 20_000, does })], scripts);
  bench.live();
  return made;
}

it.each([true, false])(
  'makes a call that never began again, also where it must not run twice: %s',
  async (once) => {
    const made = await runWith(neverBegan, 3, { once });
    await bench.until('SUCCEEDED');
    expect(made.calls).toBe(4);
  },
);

it('makes a call that hung again where it may be done twice', async () => {
  const made = await runWith(hung, 2);
  await bench.until('SUCCEEDED');
  expect(made.calls).toBe(3);
});

it('makes a call that hung not again where it must not be done twice', async () => {
  const made = await runWith(hung, 2, { once: true });
  expect((await bench.until('FAILED')).failure?.code).toBe('STEP_TIMED_OUT');
  expect(made.calls).toBe(1);
});

it('makes a call that hangs each time until the deadline of its step, and no longer', async () => {
  const made = await runWith(hung, 100);
  expect((await bench.until('FAILED')).failure?.code).toBe('STEP_TIMED_OUT');
  expect(made.calls).toBeGreaterThan(2);
  expect(made.calls).toBeLessThan(8);
});

it('fails as PowerShell that is away where a call never begins', async () => {
  await runWith(neverBegan, 100, { patienceMs: 1000 });
  expect((await bench.until('FAILED')).failure?.code).toBe('POWERSHELL_UNAVAILABLE');
});

it('leaves the time of a rollback to its other calls where one hangs', async () => {
  const { made, scripts } = failing(hung, 1);
  const compensate = async (run: StepRun) => {
    await run.script('Set-Thing', {}, { deadlineMs: 2000 }).catch(() => undefined);
    await run.script('Set-Other', {}, { deadlineMs: 2000 });
    return restoration(true, 'All is as before.', '');
  };
  const does = async () => {
    throw new AppError('PACKAGE_MISSING');
  };
  bench = await RunnerBench.of(state, (each) => [each.step('first', { does, compensate })], scripts);
  bench.live();
  expect((await bench.until('FAILED')).failure?.restored).toEqual(['All is as before.']);
  expect(bench.done).toEqual(['do first', 'Set-Thing', 'Set-Other']);
  expect(made.calls).toBe(2);
});
