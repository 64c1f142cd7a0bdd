/**
 * The model of venue, services and cloud before the domain of a unit test: what a test sets is the model's,
 * and its scripts respond at once.
 */

import { finishJob, noteRows } from '../../rehearsal/model/cloud/jobs.js';
import { connectionOf } from '../../rehearsal/model/cloud/venue.js';
import { isRestartHeld } from '../../rehearsal/model/monitor.js';
import * as people from '../../rehearsal/model/people.js';
import type { Job } from '../../rehearsal/model/records.js';
import { runScript, SCRIPTS } from '../../rehearsal/model/scripts.js';
import { SERVICE_KEYS, type ServiceKey } from '../../rehearsal/model/service-keys.js';
import { advance, createVenueModel, type VenueModel } from '../../rehearsal/model/venue-model.js';
import type { AuditAnchors } from '../../src/domain/ports/audit-anchors.js';
import type { Backups } from '../../src/domain/ports/backups.js';
import type { ClerkStore } from '../../src/domain/ports/clerk-store.js';
import type { Clock } from '../../src/domain/ports/machine.js';
import { ScriptError, type ScriptEvent, type ScriptRunner } from '../../src/domain/ports/script-runner.js';
import type { VenueStore } from '../../src/domain/ports/venue-store.js';
import { ALL_PERMISSIONS, type Permission } from '../../src/domain/types/permissions.js';
import { AppError } from '../../src/errors/errors.js';
import { asScriptErrors } from '../simulation/server/script-host.js';
import { clerkStoreOf, venueStoreOf } from '../simulation/server/venue-stores.js';

export type Script = (
  parameters: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
  onEvent?: (event: ScriptEvent) => void,
  secrets?: Record<string, string>,
) => unknown;

/** Clerk 1 of rank 1, clerks 2 and 3 of rank 2, clerk 4 of rank 3; clerk 5 sees only part of the venue. */
export const RANKS: Readonly<Record<string, number>> = { '1': 1, '2': 2, '3': 2, '4': 3, '5': 2 };

export class FakeVenue {
  readonly model: VenueModel;
  readonly calls: string[] = [];
  /** A test may put one of its own in place of the model's. */
  readonly scripts = new Map<string, Script>();
  /** As `scripts`. */
  readonly stores: { readonly venue: VenueStore; readonly clerks: ClerkStore };
  /** Called before each script, which a throw keeps from running. */
  before: (script: string) => unknown = () => undefined;
  readonly #clock: Pick<Clock, 'now' | 'upMs'>;
  readonly #bornAt: number;

  /** `stores`: in place of the model's. */
  constructor(clock: Pick<Clock, 'now' | 'upMs'>, stores?: FakeVenue['stores']) {
    this.#clock = clock;
    this.#bornAt = clock.now().getTime() - clock.upMs();
    this.model = createVenueModel({ at: this.#bornAt, connected: 'synced' });
    const { model } = this;
    model.rowsPerSecond = 0;
    model.downloadBytesPerSecond = Infinity;
    Object.assign(model.timing, {
      serviceStart: 0,
      serviceStop: 0,
      watch: 1,
      script: 0,
      cloud: 0,
      install: 0,
    });
    model.database.expiresOn = '2032-01-01';
    model.database.rows = { sale: 1000 };
    this.syncExceptions = 7;
    model.database.clerks = Object.entries(RANKS).map(([id, rank]) => ({
      ...{ id, name: `Clerk ${id}`, active: true, clerkGroupId: '0', securityGroupId: String(rank) },
    }));
    this.permissions = ALL_PERMISSIONS;
    this.stores = {
      venue: this.#current(stores?.venue ?? venueStoreOf(model)),
      clerks: this.#current(stores?.clerks ?? clerkStoreOf(model, () => clock.now())),
    };
    for (const script of Object.keys(SCRIPTS))
      this.scripts.set(script, (...given) => this.#run(script, given));
  }

  readonly runner: { -readonly [Name in keyof ScriptRunner]: ScriptRunner[Name] } = {
    run: async ({ script, parameters = {}, secrets = {}, signal, onEvent, permit }) => {
      await permit?.();
      await this.before(script);
      this.calls.push(script);
      const answer = this.scripts.get(script);
      if (!answer) throw new ScriptError(script, 'NOT_CATALOGUED', `The model has no script ${script}`);
      const revealed = Object.entries(secrets).map(([name, secret]) => [name, secret.reveal()]);
      const value = await answer(parameters, signal, onEvent, Object.fromEntries(revealed));
      return { output: Array.isArray(value) ? value : [value], observedAt: this.#clock.now() };
    },
    describe: ({ script }) => script,
  };

  get connection(): 'never' | 'connected' | 'disconnected' {
    return connectionOf(this.advance()).state;
  }

  /** `disconnected`: the cloud hears nothing of the gateway. `never`: as before the first onboarding. */
  set connection(state) {
    const model = this.advance();
    delete model.faults['link'];
    if (state === 'disconnected') model.faults['link'] = 'down';
    const isNew = state === 'connected' && connectionOf(model).state === 'never';
    if (isNew || state === 'never') this.#begin(isNew ? 'synced' : 'never');
    this.advance();
  }

  set expiresOn(date: string) {
    this.model.database.expiresOn = date;
  }

  get tradingPeriods(): VenueModel['database']['tradingPeriods'] {
    return this.model.database.tradingPeriods;
  }

  set tradingPeriods(periods) {
    this.model.database.tradingPeriods = periods;
  }

  set lastSaleAt(at: Date) {
    this.model.till.lastSoldAt = at.getTime();
  }

  get isAway(): boolean {
    return this.model.database.isAway;
  }

  set isAway(isAway) {
    this.model.database.isAway = isAway;
  }

  set databaseOperations(rows: readonly { name: string; startedAt: Date }[]) {
    this.model.database.operations = rows.map(({ name, startedAt }) => ({
      ...{ name, startedAt: startedAt.getTime() },
    }));
  }

  /** Since the last full send. */
  set syncExceptions(rows: number) {
    const at = this.#clock.now().getTime();
    const run = { firstAt: at, lastAt: at, rows, table: 'sale', message: 'Rejected' };
    this.model.sync.exceptions = rows === 0 ? [] : [run];
  }

  /** Of every clerk. */
  get permissions(): readonly Permission[] {
    const { ticks } = this.model.database;
    return ALL_PERMISSIONS.filter((permission) => ticks.some((tick) => tick.permission === permission));
  }

  set permissions(permissions) {
    const granted = { granted: true, grantedByName: null, grantedAt: null, expiresAt: null };
    this.model.database.ticks = ['1', '2', '3'].flatMap((securityGroupId) =>
      permissions.map((permission) => ({ ...granted, securityGroupId, permission })),
    );
  }

  set permissionsEndAt(at: Date) {
    for (const tick of this.model.database.ticks) tick.expiresAt = at.getTime();
  }

  /** For a test to change. */
  clerk(id: string): VenueModel['database']['clerks'][number] {
    const found = this.model.database.clerks.find((clerk) => clerk.id === id);
    if (!found) throw new Error(`There is no clerk ${id}`);
    return found;
  }

  get restartHeld(): boolean {
    return isRestartHeld(this.advance());
  }

  set restartHeld(_: false) {
    Object.assign(this.model.monitor, { heldUntil: null, heldBy: null });
  }

  /** The newest of the jobs that were opened since the test began. */
  get job(): Job | undefined {
    return this.advance().cloud.jobs.findLast(({ startedAt }) => startedAt >= this.#bornAt);
  }

  set job(given: (Pick<Job, 'id' | 'state'> & { kind?: Job['kind'] }) | undefined) {
    const { cloud, at, database } = this.advance();
    cloud.jobs = cloud.jobs.filter(({ startedAt }) => startedAt < this.#bornAt);
    if (!given) return;
    const tables = Object.entries(database.rows).map(([name, rows]) => ({
      name,
      rowsExpected: rows,
      rowsReceived: 0,
    }));
    const since = { startedAt: at, updatedAt: at, completedAt: null };
    cloud.jobs.push({
      kind: 'FULL',
      tables,
      ...since,
      cause: 'register-script',
      causedBy: 'a test',
      ...given,
    });
  }

  /** Whether all data was ever sent to the end. */
  set isSent(isSent: boolean) {
    const { cloud, at } = this.advance();
    cloud.jobs = cloud.jobs.filter(({ completedAt }) => completedAt === null);
    const done = { startedAt: this.#bornAt - 1, updatedAt: at, completedAt: at } as const;
    const first = { id: 'first of all', kind: 'FIRST', state: 'COMPLETED', tables: [], ...done } as const;
    if (isSent) cloud.jobs.unshift({ ...first, tables: [], cause: 'cloud-sync-first', causedBy: '' });
  }

  /** So many rows of the job have arrived. */
  receive(rows: number): void {
    const { job, model } = this;
    if (!job?.tables[0]) return;
    job.tables[0].rowsReceived = rows;
    model.sync.sent = rows;
    noteRows(model, job);
  }

  /** The cloud has it all, or what it takes for that. */
  complete(received = 1000): void {
    this.receive(received);
    if (this.job) finishJob(this.model, this.job);
  }

  tradesAlways(): void {
    this.tradingPeriods = this.model.database.tradingPeriods.map(({ weekday }) => ({
      ...{ weekday, opensAt: '00:00', closesAt: '24:00' },
    }));
  }

  /** Keys of the services that don't run. */
  get stopped(): ServiceKey[] {
    const { services } = this.advance();
    return SERVICE_KEYS.filter((key) => services[key].state !== 'Running');
  }

  /** With what depends on it, by a person of whom Services Monitor knows. */
  stop(key: ServiceKey): void {
    const { monitor } = this.advance();
    people.stopService(this.model, key);
    this.advance();
    monitor.stoppedSince = {};
    monitor.sawRunning = monitor.sawRunning.filter((each) => !this.stopped.includes(each));
  }

  start(...keys: ServiceKey[]): void {
    for (const key of keys) people.startService(this.advance(), key);
    this.advance();
  }

  refuse(script: string, errorId: string): void {
    this.scripts.set(script, () => {
      throw new ScriptError(script, 'FAILED', errorId, { errorId });
    });
  }

  /** The model as it is now. A script that waits is ahead of the clock until that has caught up. */
  advance(ms = 0): VenueModel {
    const { model } = this;
    advance(model, Math.max(this.#bornAt + this.#clock.upMs(), model.at + ms));
    model.machine.clockOffsetMs = this.#clock.now().getTime() - model.at;
    return model;
  }

  /** As a venue begins that was never connected, or a synced one. */
  #begin(connected: 'never' | 'synced'): void {
    const { machine, at } = this.model;
    const begun = createVenueModel({ at, connected });
    const { cloud, credentials, gateway, monitor, packages, services, sync } = begun;
    for (const redemption of cloud.redemptions) redemption.machineId = machine.id;
    Object.assign(this.model, { cloud, credentials, gateway, monitor, packages, services, sync });
  }

  #run(script: string, [parameters, , onEvent, secrets = {}]: Parameters<Script>): unknown {
    const progress = (percent: number, message: string) =>
      onEvent?.({ stream: 'progress', percent, message });
    const given = { ...parameters, StableSeconds: 0 };
    const run = runScript(this.advance(), { script, parameters: given, secrets, progress });
    for (;;) {
      const { done, value } = asScriptErrors(script, () => run.next());
      if (done) return value;
      this.advance(value);
    }
  }

  #current<Store extends object>(store: Store): Store {
    const methods = Object.entries(store).map(([name, method]) => [
      name,
      async (...args: unknown[]) => {
        if (this.isAway) throw new AppError('VENUE_DATABASE_UNAVAILABLE');
        this.advance();
        return method(...args);
      },
    ]);
    return Object.fromEntries(methods) as Store;
  }
}

/** None are configured, and none is old, however much time a test lets pass. */
export const noBackups: Backups = {
  last: () => ({ takenAt: new Date('9999-01-01'), folder: undefined, hasKeys: undefined }),
  isOnSameDisk: async () => false,
  make: () => Promise.reject(new Error('None is taken')),
  makeIn: () => Promise.reject(new Error('None are configured')),
};

/** As where no external anchor is configured. */
export const noAnchors: AuditAnchors = {
  isConfigured: false,
  async *lines() {},
  beside: () => ({ sequence: 0, hash: '0'.repeat(64), isSigned: true }),
  trouble: () => undefined,
};
