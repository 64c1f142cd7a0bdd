/** An event reports what is stored: anyone who checks because of it finds that, or what came after. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { OperationStore } from '../../../src/domain/ports/operation-store.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import type { Operation, OperationEvent, OperationStep } from '../../../src/domain/types/operation.js';
import { AppError } from '../../../src/errors/errors.js';
import { onceState } from '../../storage/engines.js';
import { RunnerBench } from './runner-bench.js';

interface SeenEvent {
  readonly message: string;
  readonly operation: Operation | undefined;
  /** State by name. */
  readonly steps: Readonly<Record<string, OperationStep['state']>>;
}

describe('an event', () => {
  const state = onceState();
  let bench: RunnerBench;

  afterEach(() => bench.clear());

  it('is recorded after the step’s begin, progress or end that it reports, the last one after the operation’s', async () => {
    const result: SeenEvent[] = [];
    bench = await RunnerBench.of(listening(state, result), (made) => [
      made.step('first', { does: async (run) => void (await run.progress(40, 'Two of five.')) }),
      made.step('second'),
    ]);
    bench.live();
    await bench.until('SUCCEEDED');
    await bench.said(6);
    expect(
      result.map(({ message, operation, steps }) => [message, operation?.state, operation?.percent, steps]),
    ).toEqual([
      ['The first.', 'RUNNING', undefined, { first: 'RUNNING', second: 'PENDING' }],
      ['Two of five.', 'RUNNING', 20, { first: 'RUNNING', second: 'PENDING' }],
      ['The first: done.', 'RUNNING', 50, { first: 'SUCCEEDED', second: 'PENDING' }],
      ['The second.', 'RUNNING', 50, { first: 'SUCCEEDED', second: 'RUNNING' }],
      ['The second: done.', 'RUNNING', 100, { first: 'SUCCEEDED', second: 'SUCCEEDED' }],
      ['Done: It is done.', 'SUCCEEDED', 100, { first: 'SUCCEEDED', second: 'SUCCEEDED' }],
    ]);
  });

  it('is recorded after what was restored, and the last one after the end that it reports', async () => {
    const result: SeenEvent[] = [];
    const fails = () => Promise.reject(new AppError('PACKAGE_MISSING'));
    bench = await RunnerBench.of(listening(state, result), (made) => [
      made.step('first'),
      made.step('second', { does: fails }),
    ]);
    bench.live();
    await bench.until('FAILED');
    await bench.said(7);
    expect(
      result.slice(3).map(({ operation, steps }) => [operation?.state, operation?.failure?.code, steps]),
    ).toEqual([
      ['RUNNING', 'PACKAGE_MISSING', { first: 'SUCCEEDED', second: 'FAILED' }],
      ['RUNNING', 'PACKAGE_MISSING', { first: 'SUCCEEDED', second: 'FAILED' }],
      ['RUNNING', 'PACKAGE_MISSING', { first: 'COMPENSATED', second: 'FAILED' }],
      ['FAILED', 'PACKAGE_MISSING', { first: 'COMPENSATED', second: 'FAILED' }],
    ]);
    expect(result.at(-1)?.operation?.failure?.restored).toEqual(['second is undone.', 'first is undone.']);
  });

  it('that is the last one reaches anyone who checks while it is being recorded', async () => {
    const slow = appending(state, async ({ message }) => {
      // Longer than a follower sleeps.
      if (message.startsWith('Done')) await sleep(1500);
    });
    bench = await RunnerBench.of(slow, (made) => [made.step('first')]);
    const { operations } = bench.live();
    const heard: string[] = [];
    for await (const { event } of operations.follow(bench.id, 0, new AbortController().signal))
      heard.push(event.message);
    expect(heard).toEqual(['The first.', 'The first: done.', 'Done: It is done.']);
  });
});

type Appended = Omit<OperationEvent, 'sequence'>;

/** The same state; whatever is recorded is compared with what is stored just before. */
function listening(state: StateDatabase, result: SeenEvent[]): StateDatabase {
  return appending(state, async ({ operationId, message }, operations) => {
    const operation = await operations.find(operationId);
    const steps = await operations.steps([operationId]);
    result.push({
      message,
      operation,
      steps: Object.fromEntries(steps.map((step) => [step.name, step.state])),
    });
  });
}

/** The same state; `first` is waited for before an event is recorded, in a transaction or outside of one. */
function appending(
  state: StateDatabase,
  first: (event: Appended, operations: OperationStore) => Promise<void>,
): StateDatabase {
  const over = (operations: OperationStore) =>
    replaced(operations, {
      appendEvent: async (event: Appended) => {
        await first(event, operations);
        return operations.appendEvent(event);
      },
    });
  return replaced(state, {
    operations: over(state.operations),
    transaction: (work) =>
      state.transaction((stores) => work({ ...stores, operations: over(stores.operations) })),
  });
}

/** `whole` with some of its members in another's place; the others keep their `this`. */
function replaced<Whole extends object>(whole: Whole, members: Partial<Whole>): Whole {
  return new Proxy(whole, {
    get(target, name) {
      const found = Reflect.get(name in members ? members : target, name);
      return typeof found === 'function' ? found.bind(target) : found;
    },
  });
}
