/** One interleaving played: three steps on a real SQLite store, lives of the server that end and overtake each other. */
import { randomUUID } from 'node:crypto';
import { setImmediate as breath } from 'node:timers/promises';
import { AuditTrail } from '../../../src/domain/audit/trail.js';
import { EventFeed } from '../../../src/domain/operations/event-feed.js';
import { VenueOperations } from '../../../src/domain/operations/operations.js';
import { Runner } from '../../../src/domain/operations/runner.js';
import { sagasByKind } from '../../../src/domain/operations/saga.js';
import type { Step, StepRun } from '../../../src/domain/operations/steps/step.js';
import type { OperationStore } from '../../../src/domain/ports/operation-store.js';
import type { StateDatabase } from '../../../src/domain/ports/state-database.js';
import { isTerminal, type OperationState } from '../../../src/domain/types/operation.js';
import { DEFAULT_SETTINGS } from '../../../src/domain/types/settings.js';
import { AppError } from '../../../src/errors/errors.js';
import { quietLog } from '../../storage/engines.js';
import { newOperation } from '../../storage/samples.js';
import { callerOf } from '../rehearsal-domain.js';
import { breathsOf, clock, Dead, type Life, type Move, require, STEPS } from './cancel-life.js';
import { madeUpSaga } from './made-up-saga.js';

export class Game {
  readonly #state: StateDatabase;
  readonly #breathe: () => Promise<void>;
  readonly #id = randomUUID();
  /** What the steps have changed and not restored. */
  readonly #changed = new Set<string>();
  readonly #lives: Life[] = [];
  readonly #asked: Promise<void>[] = [];
  /** A cancel was accepted while a step was still to come. */
  #mustCancel = false;
  #terminal: OperationState | undefined;
  #auditedEnds = 0;
  readonly #broken: unknown[] = [];
  constructor(state: StateDatabase, pace: readonly number[]) {
    this.#state = state;
    this.#breathe = breathsOf(pace);
  }

  async begin(): Promise<void> {
    const steps = STEPS.map((name) => ({ name, title: name }));
    await this.#state.operations.create(newOperation({ id: this.#id, kind: 'RESYNC', steps }));
    await this.#live();
  }

  async move(move: Move): Promise<void> {
    const life = this.#life;
    const dead = this.#lives.find((candidate) => candidate.dead && candidate.waiting);
    if (move === 'step ends') await this.#endStep(life, 'well');
    if (move === 'step fails') await this.#endStep(life, 'badly');
    if (dead && move === 'dead life continues') await this.#lastBreath(dead, 'well');
    if (dead && move === 'dead life fails') await this.#lastBreath(dead, 'badly');
    if (move === 'cancel')
      this.#asked.push(this.#cancel(life).catch((error) => void this.#broken.push(error)));
    if (move === 'kill') await this.#live();
    if (move === 'breath') for (let count = 0; count < 6; count += 1) await breath();
    await this.#look();
  }

  /** What it did before anyone took over was really done; afterwards it only writes. */
  async #lastBreath(dead: Life, how: 'well' | 'badly'): Promise<void> {
    dead.overtaken = await this.#isOvertaken(dead);
    dead.waiting?.end(how);
  }

  async #isOvertaken({ attempt }: Life): Promise<boolean> {
    return (await this.#state.operations.find(this.#id))?.attempt !== attempt;
  }

  async #endStep(life: Life, how: 'well' | 'badly'): Promise<void> {
    for (let count = 0; count < 80 && !life.waiting; count += 1) await breath();
    life.waiting?.end(how);
  }

  /** Everything that waits ends well, until it is over. */
  async finish(): Promise<void> {
    for (let turn = 0; turn < 3000; turn += 1) {
      await this.#look();
      if (this.#terminal !== undefined) break;
      this.#life.waiting?.end('well');
      await breath();
    }
    await Promise.all(this.#asked);
    if (this.#broken.length > 0) throw this.#broken[0];
    for (const life of this.#lives) await this.#lastBreath(life, 'well');
    for (let count = 0; count < 20; count += 1) await breath();
    await this.#look();
  }

  async judge(): Promise<OperationState> {
    const { operations } = this.#state;
    const operation = await operations.find(this.#id);
    const state = operation?.state ?? 'PENDING';
    require(isTerminal(state), `it ends, and is ${state}`);
    require(!this.#mustCancel || state !== 'SUCCEEDED', 'a cancel that came in time is no success');
    const steps = await operations.steps([this.#id]);
    if (state === 'SUCCEEDED') {
      require(this.#changed.size === STEPS.length, 'a success has done everything');
      require(steps.every((step) => step.state === 'SUCCEEDED'), 'a success has only steps that succeeded');
      require(operation?.failure === undefined, 'a success reports no failure');
    } else {
      require(this.#changed.size === 0, `${state} leaves nothing changed: ${[...this.#changed]}`);
      require(steps.every((step) => step.state !== 'RUNNING'), `${state} leaves no step running`);
    }
    const events = await operations.events(this.#id, 0, 200);
    require(events.every(
      ({ sequence }, index) => sequence === index + 1,
    ), 'events are numbered without a gap');
    const ends = events.filter(({ message }) => message.startsWith('Done: ')).length;
    require(ends === (state === 'SUCCEEDED' ? 1 : 0), `${state} was announced as done ${ends} times`);
    require(this.#auditedEnds === 1, `the audit log has ${this.#auditedEnds} ends`);
    return state;
  }

  async clear(): Promise<void> {
    await Promise.all(this.#lives.map(({ runner }) => runner.stop()));
  }

  get #life(): Life {
    return this.#lives.at(-1) as Life;
  }

  /** Terminal states never change. */
  async #look(): Promise<void> {
    const found = (await this.#state.operations.find(this.#id))?.state;
    require(this.#terminal === undefined || found === this.#terminal, `${this.#terminal} became ${found}`);
    if (found && isTerminal(found)) this.#terminal = found;
  }

  async #cancel({ operations }: Life): Promise<void> {
    const wasOver = this.#terminal !== undefined;
    try {
      const { state } = await operations.cancel(callerOf('1'), this.#id, 'enough');
      require(!wasOver, 'what is over cannot be cancelled');
      require(state === 'CANCELLING' || isTerminal(state), `a cancel leaves it ${state}`);
      if (state === 'CANCELLING' && this.#changed.size < STEPS.length) this.#mustCancel = true;
    } catch (error) {
      if (error instanceof Dead) return;
      require(error instanceof AppError && error.code === 'OPERATION_OVER', String(error));
    }
  }

  /** A new life takes over; the one before is dead, and may still try to write. */
  async #live(): Promise<void> {
    const before = this.#lives.at(-1);
    if (before) before.dead = true;
    const life: Life = {
      runner: undefined as never,
      operations: undefined as never,
      waiting: undefined,
      dead: false,
      attempt: 0,
      overtaken: false,
    };
    const state = this.#slow(this.#state, life);
    const feed = new EventFeed(state.operations, clock);
    const sagas = sagasByKind([madeUpSaga(() => STEPS.map((name) => this.#step(name, life)))]);
    const ending = { state, feed, clock, sagas, audit: new AuditTrail({ state, clock }) };
    const bootId = randomUUID();
    const runner = new Runner({
      ...ending,
      trailOf: async () => [],
      scripts: { run: () => Promise.reject(new Error('No script runs here')), describe: () => '' },
      log: quietLog,
      bootId,
      settings: DEFAULT_SETTINGS,
    });
    const operations = new VenueOperations({ ...ending, runner, security: undefined as never });
    this.#lives.push(Object.assign(life, { runner, operations }));
    runner.submit(this.#id);
  }

  #step(name: string, life: Life): Step {
    return {
      name,
      title: name,
      deadlineMs: 60_000,
      perform: (run) => this.#work(name, life, run),
      compensate: async () => {
        if (life.dead && (await this.#isOvertaken(life))) throw new Dead();
        this.#changed.delete(name);
        return { restored: [name], notRestored: [] };
      },
    };
  }

  #work(name: string, life: Life, run: StepRun): Promise<undefined> {
    life.attempt = run.operation.attempt;
    return new Promise((resolve, reject) => {
      const cancelled = (): void => {
        life.waiting = undefined;
        reject(new AppError('OPERATION_CANCELLED'));
      };
      if (run.signal.aborted) return cancelled();
      run.signal.addEventListener('abort', cancelled);
      life.waiting = {
        end: (how) => {
          life.waiting = undefined;
          run.signal.removeEventListener('abort', cancelled);
          if (!life.overtaken) this.#changed.add(name);
          if (how === 'well') resolve(undefined);
          else reject(new AppError('SYNC_FAILED'));
        },
      };
    });
  }

  /** The same store, whose answers come after so many breaths. */
  #slow(state: StateDatabase, life: Life): StateDatabase {
    const operations = new Proxy(state.operations, {
      get: (store, name: keyof OperationStore) => {
        const method = store[name] as (...values: unknown[]) => Promise<unknown>;
        return async (...values: unknown[]) => {
          await this.#breathe();
          // What is dead begins nothing, cancels nothing and answers no one: of it only writes under its own token can still arrive.
          if (
            life.dead &&
            (name === 'claim' || name === 'find' || (name === 'transition' && values[4] === undefined))
          )
            throw new Dead();
          const answer = await method.apply(store, values);
          await this.#breathe();
          return answer;
        };
      },
    });
    return {
      ...state,
      operations,
      transaction: async (work) => {
        await this.#breathe();
        return state.transaction((stores) =>
          work({
            ...stores,
            audit: {
              ...stores.audit,
              append: (record) => {
                if (record.action === 'resync') this.#auditedEnds += 1;
                return stores.audit.append(record);
              },
            },
          }),
        );
      },
    };
  }
}
