/**
 * One run: the real control plane over a real SQLite store, in virtual time, before the model of a venue. Everything that happens follows
 * from the plan; the same plan on the same commit gives the same journal.
 */
import * as people from '../../rehearsal/model/people.js';
import type { ServiceKey, StartMode } from '../../rehearsal/model/state.js';
import { advance, createVenueModel, dueAt, type VenueModel } from '../../rehearsal/model/venue-model.js';
import { createControlPlane, type RunningControlPlane } from '../../src/domain/create-control-plane.js';
import { loadViewer } from '../../src/domain/permissions/standing.js';
import type { KeptState } from '../../src/domain/ports/kept-state.js';
import type { Caller } from '../../src/domain/request/viewer.js';
import { isTerminal, type Operation } from '../../src/domain/types/operation.js';
import { DEFAULT_SETTINGS } from '../../src/domain/types/settings.js';
import { AppError } from '../../src/errors/errors.js';
import { noAnchors, noBackups } from '../domain/fake-venue.js';
import { quietLog, testKeys } from '../storage/engines.js';
import type { Act } from './clerks/act.js';
import { perform } from './clerks/acts.js';
import type { Decision, RunPlan } from './decisions.js';
import type { Fault } from './faults/faults.js';
import { Strikes } from './faults/strikes.js';
import { signatureOf, type Violation } from './oracles/violation.js';
import { idStream } from './random.js';
import { Life, type StateWrite } from './server/life.js';
import { Points } from './server/points.js';
import { type PowerShellFault, scriptRunnerOf } from './server/script-host.js';
import { clerkStoreOf, venueStoreOf } from './server/venue-stores.js';
import { Journal } from './time/journal.js';
import { Activity } from './time/quiet.js';
import { VirtualTime } from './time/virtual-time.js';

/** What a clerk did, with what came of it; `outcome` is undefined while it is under way. */
export interface PerformedAct {
  readonly act: Act;
  readonly correlationId: string;
  readonly life: number;
  outcome: string | undefined;
}

/** An operation at the moment of its end. */
export interface EndedOperation {
  readonly id: string;
  readonly kind: string | undefined;
  readonly state: string;
  readonly restored: readonly string[];
  readonly notRestored: readonly string[];
  /** Other people or faults changed services since its rollback began, or Windows was started. */
  readonly wasDisturbed: boolean;
  /** How the services were when it was requested. */
  readonly before: VenueModel['services'] | undefined;
}

/** A judge of one invariant, after each event or at rest, when nothing has to happen any more. */
export interface Oracle {
  afterEvent?(simulation: Simulation): void;
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
  readonly state: KeptState;
  /** Surroundings that are in a fault now. */
  powershell: PowerShellFault | undefined;
  venueDatabase: string | undefined;
  isStateAway = false;
  life: Life;
  plane: RunningControlPlane | undefined;
  /** When the present server run began. */
  bornAt = 0;
  /** Counts the moments at which the model may have changed. */
  modelVersion = 0;
  #modelDueAt: number | undefined;
  readonly ended: EndedOperation[] = [];
  /** Operations by the redemptions that they stored. */
  readonly redemptions = new Map<string, string>();
  readonly #before = new Map<string, VenueModel['services']>();
  readonly #rolledBackSince = new Map<string, number>();
  #disturbedAt = Number.NEGATIVE_INFINITY;
  #lives = 0;
  #correlations = 0;
  readonly #oracles: readonly Oracle[];
  readonly #newId: () => string;
  readonly #faults: { readonly fault: Fault; readonly clear: () => void }[] = [];

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
    this.life = this.#newLife();
  }

  /** Lives through the decisions, then through the time that everything takes to end, and judges it at rest. */
  async run(): Promise<void> {
    await this.boot();
    const end = this.plan.at + this.plan.hours * 3_600_000;
    for (const decision of this.plan.decisions) {
      await this.until(this.plan.at + decision.atMs);
      this.#decide(decision);
      await this.settle();
    }
    await this.until(end);
    this.journal.write('The faults end.');
    for (const { clear } of this.#faults.splice(0)) clear();
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

  /** Nothing of it goes on. */
  async close(): Promise<void> {
    this.life.kill();
    await this.activity.quiet();
  }

  /** kill -9; the next server run starts after `downMs`. */
  kill(downMs: number): void {
    if (!this.plane) return;
    this.journal.write('The server is killed.');
    this.life.kill();
    this.plane = undefined;
    this.time.after(downMs, () => void this.boot());
  }

  /** A fault of the surroundings lasts, so that the server can't know how the venue is. */
  isDisturbed(): boolean {
    return this.#faults.length > 0 || this.time.at - this.#disturbedAt < DISTURBED_MS;
  }

  /** Lets time pass, event after event. */
  async until(at: number): Promise<void> {
    for (;;) {
      this.#modelDueAt ??= dueAt(this.model);
      const next = Math.min(this.time.dueAt(), this.#modelDueAt);
      if (next > at) break;
      this.time.at = Math.max(this.time.at, next);
      if (this.#modelDueAt <= next) this.changed();
      if (this.time.dueAt() <= next) this.time.wakeNext();
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
    const performed: PerformedAct = { act, correlationId, life: life.number, outcome: undefined };
    this.acts.push(performed);
    const heard = (outcome: string) => {
      performed.outcome = outcome;
      this.journal.write(`${act.name} ${JSON.stringify(act.with)} of clerk ${act.clerk}: ${outcome}`);
    };
    perform(act, {
      plane,
      model: this.model,
      clock: life.clock,
      caller: (clerkId) => this.#callerOf(clerkId, correlationId),
      operations: () => this.operations(),
    }).then(heard, (error: unknown) => {
      if (!(error instanceof AppError) || error.code === 'INTERNAL_SERVER_ERROR')
        this.violated('end', `${act.name} ended in ${String(error instanceof Error ? error.stack : error)}`);
      heard(error instanceof AppError ? error.code : String(error));
    });
  }

  async #callerOf(clerkId: string, correlationId: string): Promise<Caller> {
    const from = { clerks: clerkStoreOf(this.model, this.life.clock.now), venue: venueStoreOf(this.model) };
    const session = { id: `session of ${clerkId}`, steppedUpUntil: new Date('2099-01-01T00:00:00.000Z') };
    const viewer = await loadViewer(from, clerkId, session);
    if (!viewer) throw new Error(`The model has no clerk ${clerkId}`);
    return { viewer, correlationId };
  }

  #decide(decision: Decision): void {
    if ('act' in decision) this.act(decision.act);
    else if ('kill' in decision) this.kill(decision.kill.downMs);
    else if ('strike' in decision) this.strikes.arm(decision.strike);
    else this.strikeWith(decision.fault, decision.forMs);
  }

  /** A fault begins, and ends after `forMs` where it lasts. */
  strikeWith(fault: Fault, forMs: number): void {
    this.journal.write(`Fault ${fault.of} ${fault.name}=${fault.value} for ${Math.round(forMs / 1000)} s`);
    this.changed();
    const clear = this.#apply(fault);
    this.changed();
    if (!clear) return;
    const entry = {
      fault,
      clear: () => {
        clear();
        this.changed();
        this.journal.write(`Fault ${fault.name}=${fault.value} ends`);
      },
    };
    this.#faults.push(entry);
    this.time.after(forMs, () => {
      const index = this.#faults.indexOf(entry);
      if (index < 0) return;
      this.#faults.splice(index, 1);
      entry.clear();
    });
  }

  /** Returns what ends it; undefined for what is over at once. */
  #apply({ of, name, value }: Fault): (() => void) | undefined {
    const { model } = this;
    if (of === 'people' || of === 'reboot' || name === 'service' || name === 'monitor')
      this.#disturbedAt = this.time.at;
    switch (of) {
      case 'venue': {
        const faults = model.faults as Record<string, string | undefined>;
        faults[name] = String(value);
        return () => {
          if (faults[name] === String(value)) delete faults[name];
        };
      }
      case 'powershell':
        this.powershell = value as PowerShellFault;
        return () => {
          this.powershell = undefined;
        };
      case 'venue-database':
        this.venueDatabase = String(value);
        return () => {
          this.venueDatabase = undefined;
        };
      case 'state':
        this.isStateAway = true;
        return () => {
          this.isStateAway = false;
        };
      case 'clock':
        this.#moveClock(Number(value));
        return () => this.#moveClock(-Number(value));
      case 'sleep':
        people.sleepMachine(model, Number(value));
        // Of ours nothing happens until it wakes up.
        this.time.sleep(Number(value));
        return undefined;
      case 'reboot':
        this.kill(Number(value) + 20_000);
        people.reboot(model, Number(value));
        return undefined;
      case 'people':
        return this.#people(name, String(value));
    }
  }

  #moveClock(ms: number): void {
    this.time.clockOffsetMs += ms;
    this.model.machine.clockOffsetMs = this.time.clockOffsetMs;
  }

  #people(name: string, value: string): (() => void) | undefined {
    const { model } = this;
    model.actor = 'people';
    const [key = '', mode = ''] = value.split(':');
    if (name === 'otherServer') {
      const machineId = people.addOtherServer(model);
      return () => people.removeOtherServer(model, machineId);
    }
    if (name === 'setStartMode') people.setStartMode(model, key as ServiceKey, mode as StartMode);
    else PEOPLE[name]?.(model, key as ServiceKey);
    return undefined;
  }

  /** Remembers what the oracles judge an operation by. */
  #heard({ store, method, args }: StateWrite): void {
    if (store !== 'operations') return;
    if (method === 'create')
      this.#before.set((args[0] as { id: string }).id, structuredClone(this.model.services));
    if (method === 'storeRedemption') {
      const { id, operationId } = args[0] as { id: string; operationId: string };
      this.redemptions.set(id, operationId);
    }
    const [id, , third, fourth] = args as [string, unknown, unknown, unknown];
    if (method === 'progress' && (third as { failure?: unknown }).failure && !this.#rolledBackSince.has(id))
      this.#rolledBackSince.set(id, this.time.at);
    if (method !== 'transition' || !isTerminal(third as Operation['state'])) return;
    const failure = (fourth as { failure?: Operation['failure'] } | undefined)?.failure;
    this.ended.push({
      id,
      kind: this.points.kindOf(id),
      state: String(third),
      restored: failure?.restored ?? [],
      notRestored: failure?.notRestored ?? [],
      wasDisturbed:
        this.#disturbedAt >= (this.#rolledBackSince.get(id) ?? this.time.at) - DISTURBED_MS ||
        this.isDisturbed(),
      before: this.#before.get(id),
    });
  }

  #newLife(): Life {
    return new Life(this.#lives, {
      time: this.time,
      activity: this.activity,
      isStateAway: () => this.isStateAway,
    });
  }

  #born(life: Life): RunningControlPlane {
    const { model, time, journal, points, strikes, activity } = this;
    const struck = (point: string | undefined) => {
      const strike = strikes.take(point);
      if (!strike) return;
      journal.write(`Strike ${strike.mode} at ${strike.point}`);
      this.#beside(strike.point);
      return strike;
    };
    let killsAfter: ReturnType<typeof struck>;
    return createControlPlane({
      state: life.state(this.state, {
        before: (write) => {
          const strike = struck(points.ofWrite(write));
          if (strike?.mode === 'killed-before') this.kill(DOWN_MS);
          if (strike?.mode === 'away') {
            this.isStateAway = true;
            time.after(AWAY_MS, () => {
              this.isStateAway = false;
            });
            throw new AppError('STATE_DATABASE_UNAVAILABLE');
          }
          if (strike?.mode === 'killed-after') killsAfter = strike;
        },
        after: (write) => {
          points.written(write);
          this.#heard(write);
          if (killsAfter) this.kill(DOWN_MS);
          killsAfter = undefined;
        },
      }),
      venue: life.through(this.#orAway(venueStoreOf(model))),
      clerks: life.through(this.#orAway(clerkStoreOf(model, life.clock.now))),
      scripts: scriptRunnerOf(life, {
        model,
        time,
        journal,
        points,
        strikes: { take: struck } as never,
        activity,
        fault: () => this.powershell,
        killed: () => this.kill(DOWN_MS),
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
      settings: { ...DEFAULT_SETTINGS, secondPerson: this.plan.secondPerson, codeLength: 8 },
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

  /** The second fault of a cell that is not alone begins with its strike. */
  #beside(point: string): void {
    for (const decision of this.plan.decisions)
      if ('strike' in decision && decision.strike.point === point && decision.beside)
        this.strikeWith(decision.beside, decision.besideMs ?? 60_000);
  }

  #orAway<Store extends object>(store: Store): Store {
    const methods = Object.entries(store).map(([name, method]) => [
      name,
      async (...args: unknown[]) => {
        if (this.venueDatabase === 'away') throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        advance(this.model, this.time.at);
        const rows = await (method as (...given: unknown[]) => Promise<unknown>).apply(store, args);
        return this.venueDatabase === 'malformed' ? malformed(name, rows) : rows;
      },
    ]);
    return Object.fromEntries(methods) as Store;
  }
}

const PEOPLE: Readonly<Record<string, (model: VenueModel, key: ServiceKey) => unknown>> = {
  stopService: people.stopService,
  startService: people.startService,
  killService: people.killService,
  pauseService: people.pauseService,
  removeService: people.removeService,
  sell: people.sell,
};

/** How long the server is away after a strike killed it, and the state database after one took it away. */
const DOWN_MS = 5000;
const SELLS_EVERY_MS = 600_000;
/** What a fault or a person has changed may show so much later. */
const DISTURBED_MS = 60_000;
const AWAY_MS = 20_000;

/** Rows as a view of a site may return them. */
function malformed(name: string, rows: unknown): unknown {
  if (name === 'tradingPeriods')
    return (rows as readonly object[]).map((row) => ({ ...row, opensAt: '9:00' }));
  if (name === 'registration') return { ...(rows as object), expiresOn: '31/12/2032' };
  return rows;
}
