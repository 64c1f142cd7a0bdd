/** A runner on a real store with steps made up by a test: what each got and did is in one list, in order. */
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import { EventFeed } from '../../../src/domain/operations/event-feed.js';
import { VenueOperations } from '../../../src/domain/operations/operations.js';
import { Runner } from '../../../src/domain/operations/runner.js';
import { sagasByKind } from '../../../src/domain/operations/saga.js';
import type { Restoration, Step, StepRun } from '../../../src/domain/operations/steps/step.js';
import type { Clock } from '../../../src/domain/ports/machine.js';
import type { ScriptRunner } from '../../../src/domain/ports/script-runner.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import type {
  Memory,
  Operation,
  OperationEvent,
  OperationKind,
  OperationState,
  OperationStep,
} from '../../../src/domain/types/operation.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { quietLog } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { madeUpSaga } from './made-up-saga.js';

/** Time flies ten times as fast, as steps wait for seconds. */
const FASTER = 10;

export const clock: Clock = {
  now: () => new Date(),
  workMs: () => performance.now() * FASTER,
  upMs: () => performance.now() * FASTER,
  sleep: (ms, signal) =>
    sleep(ms / FASTER, undefined, { ...(signal ? { signal } : {}), ref: false }).catch(() => undefined),
};

/** One that the program doesn't have: nothing of the runner knows a kind by name. */
const KIND = 'REINDEX' as OperationKind;

export interface Life {
  readonly runner: Runner;
  readonly operations: VenueOperations;
}

export class RunnerBench {
  readonly id = randomUUID();
  /** What happened, in order: `do first`, `undo first`. */
  readonly done: string[] = [];
  /** How long it slept, in milliseconds, each time that nothing woke it before. */
  readonly sleptOut: number[] = [];
  readonly #clock: Clock = {
    ...clock,
    sleep: async (ms, signal) => {
      await clock.sleep(ms, signal);
      if (!signal?.aborted) this.sleptOut.push(ms);
    },
  };
  readonly #state: StateDatabase;
  readonly #steps: readonly Step[];
  readonly #scripts: ScriptRunner;
  readonly #lives: Runner[] = [];

  private constructor(
    state: StateDatabase,
    make: (bench: RunnerBench) => readonly Step[],
    scripts: ScriptRunner,
  ) {
    this.#state = state;
    this.#scripts = scripts;
    this.#steps = make(this);
  }

  static async of(
    state: StateDatabase,
    make: (bench: RunnerBench) => readonly Step[],
    scripts: ScriptRunner = { run: () => Promise.reject(new Error('No script')), describe: () => '' },
  ): Promise<RunnerBench> {
    const bench = new RunnerBench(state, make, scripts);
    const steps = bench.#steps.map(({ name, title }) => ({ name, title }));
    await state.operations.create(newOperation({ id: bench.id, kind: KIND, slot: 'venue', steps }));
    return bench;
  }

  /** A new life of the server takes it up. */
  live(): Life {
    const clock = this.#clock;
    const state = this.#state;
    const feed = new EventFeed(state.operations, clock);
    const sagas = sagasByKind([madeUpSaga(() => this.#steps, { kind: KIND })]);
    const ending = { state, feed, clock, sagas, audit: new AuditTrail({ state, clock }) };
    const bootId = randomUUID();
    const runner = new Runner({
      ...ending,
      scripts: this.#scripts,
      log: quietLog,
      bootId,
      settings: DEFAULT_SETTINGS,
      trailOf: async () => [],
    });
    this.#lives.push(runner);
    runner.submit(this.id);
    const operations = new VenueOperations({ ...ending, security: undefined as never, runner });
    return { runner, operations };
  }

  /** A step that does nothing but say so; `given` says what is different. */
  step(
    name: string,
    given: Partial<Step> & { does?: (run: StepRun) => Promise<Memory | undefined> } = {},
  ): Step {
    const { does = async () => undefined, ...others } = given;
    const undone: Restoration = { restored: [`${name} is undone.`], notRestored: [] };
    return {
      name,
      title: `The ${name}`,
      deadlineMs: 100_000,
      perform: async (run) => {
        this.done.push(`do ${name}`);
        return does(run);
      },
      compensate: async () => {
        this.done.push(`undo ${name}`);
        return undone;
      },
      ...others,
    };
  }

  async until(state: OperationState): Promise<Operation> {
    for (const deadline = Date.now() + 15_000; ; await sleep(5)) {
      const found = await this.#state.operations.find(this.id);
      if (found?.state === state) return found;
      if (Date.now() > deadline) throw new Error(`It never became ${state}: ${found?.state}`);
    }
  }

  /** Until a test's own sign is seen. */
  async sees(sign: string): Promise<void> {
    for (const deadline = Date.now() + 15_000; !this.done.includes(sign); await sleep(2)) {
      if (Date.now() > deadline) throw new Error(`Never seen: ${sign}`);
    }
  }

  /** Until so many events are recorded: the last one follows its state. */
  async said(events: number): Promise<void> {
    for (const deadline = Date.now() + 15_000; (await this.events()).length < events; await sleep(2)) {
      if (Date.now() > deadline) throw new Error(`Only ${(await this.events()).length} events`);
    }
  }

  steps(): Promise<readonly OperationStep[]> {
    return this.#state.operations.steps([this.id]);
  }

  events(): Promise<readonly OperationEvent[]> {
    return this.#state.operations.events(this.id, 0, 200);
  }

  /** Ends what still runs and gives the venue's slot back. */
  async clear(): Promise<void> {
    await Promise.all(this.#lives.map((runner) => runner.stop()));
    await this.#state.operations.transition(
      this.id,
      ['PENDING', 'RUNNING', 'CANCELLING', 'NEEDS_ATTENTION'],
      'FAILED',
    );
  }
}

/** Waits until it is asked to end, as a script does; one that was asked before it began hears it too. */
export function untilAborted({ signal }: { readonly signal: AbortSignal | undefined }): Promise<never> {
  return new Promise((_, reject) => {
    const abort = (): void => reject(new Error('asked to end'));
    if (signal?.aborted) return abort();
    signal?.addEventListener('abort', abort, { once: true });
  });
}
