/**
 * One run: the real control plane over a real SQLite store, in virtual time, before the model of a venue. Everything that happens follows
 * from the plan; the same plan on the same commit gives the same journal.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { needs } from '../../rehearsal/model/people.js';
import { advance, createVenueModel, dueAt, type VenueModel } from '../../rehearsal/model/venue-model.js';
import { createControlPlane, type RunningControlPlane } from '../../src/domain/create-control-plane.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import type { Caller } from '../../src/domain/request/viewer.js';
import { isTerminal, type Operation } from '../../src/domain/types/operation.js';
import { DEFAULT_SETTINGS } from '../../src/domain/types/settings.js';
import { AppError } from '../../src/errors/errors.js';
import { noAnchors, noBackups } from '../domain/fake-venue.js';
import { quietLog, testKeys } from '../storage/engines.js';
import type { PerformedAct } from './clerks/act.js';
import { perform } from './clerks/acts.js';
import { Requests } from './clerks/requests.js';
import type { Decision, Rest, RunPlan } from './decisions.js';
import { downAfter, type Strike, Strikes } from './faults/strikes.js';
import { Surroundings } from './faults/surroundings.js';
import { signatureOf, type Violation } from './oracles/violation.js';
import { Written } from './oracles/written.js';
import { idStream } from './random.js';
import { Life, type StateWrite } from './server/life.js';
import { Points } from './server/points.js';
import { scriptRunnerOf } from './server/script-host.js';
import { callerOf, clerkStoreOf, venueStoreOf } from './server/venue-stores.js';
import { Journal } from './time/journal.js';
import { Activity } from './time/quiet.js';
import { VirtualTime } from './time/virtual-time.js';

/** A judge of one invariant, after each event or at rest, when nothing has to happen any more. */
export interface Oracle {
  afterEvent?(simulation: Simulation): void;
  /** A write of the state took place. */
  afterWrite?(write: StateWrite, simulation: Simulation): void;
  atRest?(simulation: Simulation): Promise<void>;
}

export class Simulation {
  readonly plan: RunPlan;
  readonly model: VenueModel;
  readonly time: VirtualTime;
  readonly journal: Journal;
  readonly activity: Activity;
  readonly strikes = new Strikes();
  readonly points = new Points();
  readonly violations: Violation[] = [];
  readonly acts: PerformedAct[] = [];
  readonly #callerOf = (clerkId: string, correlationId: string): Promise<Caller> =>
    callerOf(this.model, this.life.clock.now, clerkId, correlationId);
  readonly requests = new Requests({
    plane: () => this.plane,
    caller: this.#callerOf,
    hasBegun: async (id) => (await this.operations()).some(({ correlationId }) => correlationId === id),
  });
  readonly state: KeptState;
  readonly surroundings: Surroundings;
  life: Life;
  plane: RunningControlPlane | undefined;
  /** When the present server run began. */
  bornAt = 0;
  /** Counts the moments at which the model may have changed. */
  modelVersion = 0;
  #modelDueAt: number | undefined;
  readonly written = new Written();
  /** What begins in the moment of a write is not of its transaction. */
  readonly #outside = AsyncLocalStorage.snapshot();
  #lives = 0;
  #bootsAt = 0;
  #correlations = 0;
  readonly #oracles: readonly Oracle[];
  readonly #newId: () => string;

  constructor(plan: RunPlan, parts: { state: KeptState; activity: Activity; oracles: readonly Oracle[] }) {
    this.plan = plan;
    this.time = new VirtualTime(plan.at);
    this.journal = new Journal(this.time);
    this.activity = parts.activity;
    this.state = parts.state;
    this.#oracles = parts.oracles;
    this.#newId = idStream(plan.seed);
    this.model = createVenueModel({
      at: plan.at,
      seed: plan.seed,
      connected: plan.connected,
      cloudSync: plan.isLicensed ? 'licensed' : 'unlicensed',
    });
    this.model.gateway.rereads = !plan.restartsGateway;
    this.model.till.sellsEveryMs = SELLS_EVERY_MS;
    this.model.packages.startsService = plan.packageStarts ?? false;
    if (plan.needs) needs(this.model, ...plan.needs);
    if (plan.isLarge) this.model.database.rows['sale'] = LARGE_ROWS;
    const { model, time, journal } = this;
    const changed = () => this.changed();
    this.surroundings = new Surroundings({ model, time, journal, changed, kill: (ms) => this.kill(ms) });
    this.life = this.#newLife();
  }

  /** Lives through the decisions, then through the time that everything takes to end, and judges it at rest. */
  async run(): Promise<void> {
    await this.boot();
    let from = this.plan.at;
    for (const decision of this.plan.decisions) {
      await this.until(from + decision.atMs);
      if ('rests' in decision) {
        await this.#rest();
        from = Math.max(from, this.time.at - decision.atMs);
      } else this.#decide(decision);
      await this.settle();
    }
    await this.until(from + this.plan.hours * 3_600_000);
    if (!this.plane) {
      // It is off for hours, and what it finds then is to be judged, too.
      await this.until(this.#bootsAt + AFTER_BOOT_MS);
    }
    this.journal.write('The faults end.');
    this.surroundings.endAll();
    this.strikes.disarm();
    await this.settle();
    for (const oracle of this.#oracles) await oracle.atRest?.(this);
  }

  /** The server starts. */
  async boot(): Promise<void> {
    if (this.plane) return;
    this.#lives += 1;
    this.life = this.#newLife();
    const { life } = this;
    this.journal.write(`Server run ${this.#lives} starts.`);
    this.bornAt = this.time.at;
    this.plane = this.#born(life);
    const { plane } = this;
    void plane.start().then(
      () => plane.keepStatus(),
      (error: unknown) => this.violated('end', `The server did not start: ${String(error)}`),
    );
    await this.settle();
  }

  /** Ends all of it. */
  async close(): Promise<void> {
    this.life.kill();
    await this.activity.quiet();
  }

  /** kill -9; the next server run starts after `downMs`. `lateMs`: this one hears again so much later. */
  kill(downMs: number, lateMs?: number): void {
    if (!this.plane) return;
    this.journal.write(lateMs === undefined ? 'The server is killed.' : 'The server is overtaken.');
    this.life.kill(lateMs);
    this.plane = undefined;
    this.#bootsAt = this.time.at + downMs;
    this.time.after(downMs, () => void this.boot());
  }

  /** Windows stops it; what it has not ended by then ends with it. */
  stop(): void {
    const { plane } = this;
    if (!plane) return;
    this.journal.write('The server stops.');
    void plane.stop();
    this.time.after(STOPPED_MS, () => {
      if (this.plane === plane) this.kill(STOPPED_MS);
    });
  }

  /** Lets time pass, event after event. */
  async until(at: number): Promise<void> {
    for (;;) {
      this.#modelDueAt ??= dueAt(this.model);
      const next = Math.min(this.time.dueAt(), this.#modelDueAt);
      if (next > at) break;
      this.time.at = Math.max(this.time.at, next);
      if (this.#modelDueAt <= next) this.changed();
      // What is due in the same moment wakes up together.
      while (this.time.dueAt() <= next) this.time.wakeNext();
      await this.settle();
    }
    this.time.at = Math.max(this.time.at, at);
    this.changed();
    await this.settle();
  }

  /** Lets everything happen that takes no time. */
  async settle(): Promise<void> {
    await this.activity.quiet();
    for (const oracle of this.#oracles) oracle.afterEvent?.(this);
  }

  /** The model is changed, or about to be read: it is brought to this moment. */
  changed(): void {
    advance(this.model, this.time.at);
    this.#modelDueAt = undefined;
    this.modelVersion += 1;
  }

  violated(invariant: Violation['invariant'], text: string): void {
    const signature = signatureOf({ invariant, text });
    if (this.violations.some((known) => signatureOf(known) === signature)) return;
    this.journal.write(`VIOLATION ${invariant}: ${text}`);
    this.violations.push({ invariant, text });
  }

  async operations(): Promise<readonly Operation[]> {
    const found = await this.state.operations.list({ first: 500 });
    return found.toReversed();
  }

  caller(clerkId: string): Promise<Caller> {
    return this.#callerOf(clerkId, `act ${++this.#correlations}`);
  }

  /** The clerk acts now; the result is heard later, or never. */
  act(act: PerformedAct['act']): void {
    const { plane, life } = this;
    if (!plane) {
      this.journal.write(`${act.name}: the server is away`);
      return;
    }
    const correlationId = `act ${++this.#correlations}`;
    const performed: PerformedAct = {
      act,
      correlationId,
      life: life.number,
      outcome: undefined,
      answeredAt: undefined,
      isRefused: false,
    };
    this.acts.push(performed);
    const heard = (outcome: string) => {
      performed.outcome = outcome;
      performed.answeredAt = this.time.at;
      this.journal.write(`${act.name} ${JSON.stringify(act.with)} of clerk ${act.clerk}: ${outcome}`);
    };
    perform(act, {
      plane,
      model: this.model,
      clock: { ...life.clock, now: () => new Date(this.time.at) },
      caller: (clerkId) => this.#callerOf(clerkId, correlationId),
      operations: () => this.operations(),
      requests: this.requests.all,
      request: (send) => this.requests.add(act, correlationId, send),
    }).then(heard, (error: unknown) => {
      if (!(error instanceof AppError) || error.code === 'INTERNAL_SERVER_ERROR')
        this.violated('end', `${act.name} ended in ${String(error instanceof Error ? error.stack : error)}`);
      performed.isRefused = true;
      heard(error instanceof AppError ? error.code : String(error));
    });
  }

  /** Until no operation is at work, for an hour at most. */
  async #rest(): Promise<void> {
    const began = this.time.at;
    while (this.time.at - began < REST_MS) {
      const isActive = (await this.operations()).some(({ state }) => !isTerminal(state));
      if (this.plane && !isActive) break;
      await this.until(this.time.at + REST_STEP_MS);
    }
    this.strikes.disarm();
  }

  #decide(decision: Exclude<Decision, Rest>): void {
    if ('act' in decision) this.act(decision.act);
    else if ('kill' in decision) this.kill(decision.kill.downMs);
    else if ('strike' in decision) this.strikes.arm(decision.strike);
    else this.surroundings.begin(decision.fault, decision.forMs);
  }

  #newLife(): Life {
    return new Life(this.#lives, {
      time: this.time,
      activity: this.activity,
      isStateAway: () => this.surroundings.isStateAway,
    });
  }

  #born(life: Life): RunningControlPlane {
    const { model, time, journal, points, strikes, activity } = this;
    const struck = (point: string | undefined, operationId?: string) => {
      const strike = strikes.take(point, operationId);
      if (!strike) return;
      journal.write(`Strike ${strike.mode} at ${strike.point}`);
      this.#beside(strike.point);
      return strike;
    };
    let killsAfter: ReturnType<typeof struck>;
    return createControlPlane({
      state: life.state(this.state, {
        before: (write) => {
          const strike = struck(points.ofWrite(write), points.operationOf(write));
          if (strike) this.#happens(strike);
          if (strike?.mode === 'away') {
            this.surroundings.isStateAway = true;
            time.after(AWAY_MS, () => {
              this.surroundings.isStateAway = false;
            });
            throw new AppError('STATE_DATABASE_UNAVAILABLE');
          }
          if (strike?.mode === 'killed-before' || strike?.mode === 'overtaken') this.#strikeDown(strike);
          else if (strike && downAfter(strike)) killsAfter = strike;
        },
        after: (write, result) => {
          // A write that lost a race says false, and has changed nothing.
          if (result !== false) {
            points.written(write, result);
            this.written.add(write, this);
            for (const oracle of this.#oracles) oracle.afterWrite?.(write, this);
          }
          if (killsAfter) this.kill(downAfter(killsAfter) ?? 0);
          killsAfter = undefined;
        },
      }),
      venue: life.through(this.surroundings.through(venueStoreOf(model))),
      clerks: life.through(this.surroundings.through(clerkStoreOf(model, life.clock.now))),
      scripts: scriptRunnerOf(life, {
        model,
        time,
        journal,
        points,
        strikes: { take: struck } as never,
        activity,
        fault: () => this.surroundings.powershell,
        killed: (strike) => this.#strikeDown(strike),
        happens: (strike) => this.#happens(strike),
        changed: () => {
          this.changed();
          for (const oracle of this.#oracles) oracle.afterEvent?.(this);
        },
      }),
      keys: testKeys,
      pins: { hash: async (pin) => pin, verify: async (pin, hash) => pin === hash, isFull: () => false },
      peerUsers: { userOf: async () => undefined },
      clock: life.clock,
      log: quietLog,
      settings: {
        ...DEFAULT_SETTINGS,
        secondPerson: this.plan.secondPerson,
        codeLength: 8,
        assumedRowsPerSecond: this.model.rowsPerSecond,
      },
      health: {
        report: () => Promise.reject(new AppError('NOT_AVAILABLE_YET')),
        watch: async () => undefined,
      },
      anchors: noAnchors,
      backups: noBackups,
      bootId: `boot ${life.number}`,
      rehearsal: true,
      restartsGateway: this.plan.restartsGateway,
      version: '0.0.0',
      newId: this.#newId,
    });
  }

  #strikeDown(strike: Strike): void {
    this.kill(downAfter(strike) ?? 0, strike.mode === 'overtaken' ? LATE_MS : undefined);
  }

  #happens({ mode }: Strike): void {
    if (mode === 'cancelled') this.#outside(() => this.act({ name: 'cancel', clerk: '1', with: {} }));
    if (mode === 'stopped') this.#outside(() => this.stop());
  }

  /** The second fault of a cell that is not alone begins with its strike. */
  #beside(point: string): void {
    for (const decision of this.plan.decisions)
      if ('strike' in decision && decision.strike.point === point && decision.beside)
        this.surroundings.begin(decision.beside, decision.besideMs ?? 60_000);
  }
}

const SELLS_EVERY_MS = 600_000;
const LARGE_ROWS = 2_200_000;
const AFTER_BOOT_MS = 600_000;
const REST_MS = 3_600_000;
const REST_STEP_MS = 10_000;
/** Longer than the server waits for its operations when it stops. */
const STOPPED_MS = 3500;
/** The next server run has taken over by then. */
const LATE_MS = 7000;
/** How long the state database is away after a strike. */
const AWAY_MS = 20_000;
