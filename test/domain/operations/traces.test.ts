/** What the runner publishes of its work. */
import { type RunTrace, type StepTrace, TRACES } from '../../../src/domain/types/traces.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { RunnerBench, untilAborted } from './runner-bench.js';

describe('an operation', () => {
  const state = onceState();
  const runs: RunTrace[] = [];
  const steps: StepTrace[] = [];
  let bench: RunnerBench;
  const hearRun = (run: unknown) => void runs.push(run as RunTrace);
  const hearStep = (step: unknown) => void steps.push(step as StepTrace);
  beforeAll(() => {
    TRACES.operation.start.subscribe(hearRun);
    TRACES.step.start.subscribe(hearStep);
  });
  afterAll(() => {
    TRACES.operation.start.unsubscribe(hearRun);
    TRACES.step.start.unsubscribe(hearStep);
  });
  beforeEach(() => void steps.splice(0));
  afterEach(() => bench.clear());

  it('publishes each server run that has it in hand, and its steps', async () => {
    let isFirst = true;
    const does = async (run: { readonly signal: AbortSignal | undefined }) => {
      if (!isFirst) return undefined;
      isFirst = false;
      return untilAborted(run);
    };
    bench = await RunnerBench.of(state, (made) => [made.step('first'), made.step('second', { does })]);
    const { runner } = bench.live();
    await bench.sees('do second');
    await runner.stop();
    bench.live();
    const { correlationId } = await bench.until('SUCCEEDED');
    expect(runs).toMatchObject([
      { operationId: bench.id, correlationId, attempt: 1, isAfterRestart: false },
      { operationId: bench.id, correlationId, attempt: 2, isAfterRestart: true },
    ]);
    expect(steps.map(({ step }) => step)).toEqual(['first', 'second', 'second']);
  });

  it('publishes each step that it rolls back', async () => {
    const does = () => Promise.reject(new AppError('PACKAGE_MISSING'));
    bench = await RunnerBench.of(state, (made) => [made.step('first'), made.step('second', { does })]);
    bench.live();
    const { correlationId } = await bench.until('FAILED');
    const back = { operationId: bench.id, correlationId, isRollback: true };
    expect(steps.slice(2)).toMatchObject([
      { ...back, step: 'second' },
      { ...back, step: 'first' },
    ]);
  });
});
