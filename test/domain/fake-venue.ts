/** What lies behind the scripts, as plain data: services, cloud, one full send; a test changes it as it goes. */

import type { AuditAnchors } from '../../src/domain/ports/audit-anchors.js';
import type { Backups } from '../../src/domain/ports/backups.js';
import { ScriptError, type ScriptEvent, type ScriptRunner } from '../../src/domain/ports/script-runner.js';
import {
  type DatabaseOperationRow,
  type LocationGroupRow,
  type LocationRow,
  type Registration,
  type TradingPeriodRow,
  WEEKDAYS,
} from '../../src/domain/ports/venue-store.js';
import { ALL_PERMISSIONS, type Permission } from '../../src/domain/types/permissions.js';
import { LINK_SERVICES } from '../../src/domain/types/services.js';
import { AppError } from '../../src/errors/errors.js';

type Script = (
  parameters: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
  onEvent?: (event: ScriptEvent) => void,
) => unknown;

/** What the scripts answer from; a test changes it as it goes. */
export class FakeVenue {
  now: () => Date = () => new Date(0);
  readonly calls: string[] = [];
  readonly scripts = new Map<string, Script>();
  /** Called before each script, which a throw keeps from running. */
  before: (script: string) => unknown = () => undefined;
  connection = 'connected';
  #heardAt: string | undefined;
  /** This one, and the one that the cloud knows. */
  machine = 'machine';
  cloudMachine = 'machine';
  /** The version that the cloud knows; the venue's own is 10.58.0. */
  cloudVersion = '10.58.0';
  /** Undefined: the cloud can't be reached. */
  licences: Registration['licences'] = ['CLOUD_SYNC'];
  /** Last day of the registration. */
  expiresOn = '2032-01-01';
  /** As the venue's database names it. */
  timeZone = 'Australia/Sydney';
  /** Whether all data was ever sent to the end, once it was connected. */
  isSent = true;
  syncExceptions = 7;
  /** Those from before the last full send. */
  settledExceptions = 0;
  tradingPeriods: TradingPeriodRow[] = WEEKDAYS.map((weekday) => ({
    weekday,
    opensAt: '10:00',
    closesAt: '23:00',
  }));
  lastSaleAt: Date | undefined;
  locationGroups: readonly LocationGroupRow[] = [{ id: '1', name: 'Hotel' }];
  locations: readonly LocationRow[] = [{ id: '1', name: 'Public Bar', locationGroupId: '1' }];
  permissions: readonly Permission[] = ALL_PERMISSIONS;
  /** When all of them end; undefined: never. */
  permissionsEndAt: Date | undefined;
  /** Of clerks whose number was given to someone, by ID. */
  readonly names = new Map<string, string>();
  /** IDs of clerks who left. */
  readonly switchedOff = new Set<string>();
  /** IDs of clerks whose rows the view lacks. */
  readonly unlisted = new Set<string>();
  job: { id: string; kind?: 'FIRST'; state: string; received: number } | undefined;
  restartHeld = false;
  isAway = false;
  databaseOperations: readonly DatabaseOperationRow[] | AppError = [];
  /** Of the venue's one table that is sent. */
  rows = 1000;
  /** What Cloud Sync says it sends. */
  announced = 1000;
  /** Services that don't run, by key. */
  readonly stopped = new Set<string>();
  readonly disabled = new Set<string>();
  readonly manual = new Set<string>();
  /** By key: what must run for it. */
  dependsOn: Readonly<Record<string, readonly string[]>> = {};

  constructor() {
    this.scripts.set('Get-ServiceState', ({ Key }) => (Key as string[]).map((key) => this.#service(key)));
    this.scripts.set('Get-VenueHost', () => ({
      MachineId: this.machine,
      Elevated: true,
      SwiftposVersion: '10.58.0',
      WebServer: 'Running',
      DailyRestartAt: '05:00',
      NotStarted: [],
    }));
    this.scripts.set('Get-CloudVenue', () => this.#cloud());
    this.scripts.set('Suspend-DailyRestart', () => this.#hold(true));
    this.scripts.set('Resume-DailyRestart', () => this.#hold(false));
    this.scripts.set('Suspend-ServicesMonitor', () => ({ PlannedStops: LINK_SERVICES }));
    this.scripts.set('Resume-ServicesMonitor', () => ({ PlannedStops: [], Released: true }));
    this.scripts.set('Register-SyncJob', ({ JobId }) => {
      if (this.job?.state !== 'RUNNING') this.job = { id: String(JobId), state: 'RUNNING', received: 0 };
      return this.#job();
    });
    this.scripts.set('Get-SyncJob', () => this.#job());
    this.scripts.set('Remove-SyncJob', ({ JobId }) => this.#withdraw(String(JobId)));
  }

  /** The cloud has it all, or what it takes for that. */
  complete(received = 1000): void {
    if (this.job) this.job = { ...this.job, state: 'COMPLETED', received };
  }

  readonly runner: { -readonly [Name in keyof ScriptRunner]: ScriptRunner[Name] } = {
    run: async ({ script, parameters = {}, signal, onEvent, permit }) => {
      await permit?.();
      await this.before(script);
      this.calls.push(script);
      const answer = this.scripts.get(script);
      if (!answer) throw new ScriptError(script, 'NOT_CATALOGUED', `No fake for ${script}`);
      const value = await answer(parameters, signal, onEvent);
      return { output: Array.isArray(value) ? value : [value], observedAt: this.now() };
    },
    describe: ({ script }) => script,
  };

  /** So many rows have arrived. */
  receive(rows: number): void {
    if (this.job) this.job = { ...this.job, received: rows };
  }

  tradesAlways(): void {
    this.tradingPeriods = WEEKDAYS.map((weekday) => ({ weekday, opensAt: '00:00', closesAt: '24:00' }));
  }

  refuse(script: string, errorId: string): void {
    this.scripts.set(script, () => {
      throw new ScriptError(script, 'FAILED', errorId, { errorId });
    });
  }

  #withdraw(id: string): object {
    if (this.job?.id !== id) return { Withdrawn: false, Outcome: 'Unknown' };
    if (!['RUNNING', 'WITHDRAWN'].includes(this.job.state)) return { Withdrawn: false, Outcome: 'Over' };
    this.job = { ...this.job, state: 'WITHDRAWN' };
    return { Withdrawn: true, Outcome: 'Withdrawn' };
  }

  #hold(held: boolean): object {
    this.restartHeld = held;
    return { DailyRestartHeld: held, Released: !held };
  }

  #service(key: string): object {
    return {
      Key: key,
      DisplayName: key,
      Installed: true,
      State: this.stopped.has(key) ? 'Stopped' : 'Running',
      StartMode: this.disabled.has(key) ? 'Disabled' : this.manual.has(key) ? 'Manual' : 'Automatic',
      Version: '10.58.0',
      ProcessId: 1,
      ExitCode: 0,
      DependsOn: this.dependsOn[key] ?? [],
      ObservedAt: this.now().toISOString(),
    };
  }

  #job(): object | null {
    if (!this.job) return null;
    const at = this.now().toISOString();
    return {
      JobId: this.job.id,
      Kind: this.job.kind ?? 'FULL',
      State: this.job.state,
      RowsExpected: this.announced,
      RowsReceived: this.job.received,
      Tables: [{ Name: 'sale', RowsExpected: this.announced, RowsReceived: this.job.received }],
      StartedAt: at,
      CompletedAt: this.job.state === 'COMPLETED' ? at : null,
    };
  }

  #cloud(): object {
    const ever = this.connection !== 'never';
    const at = this.now().toISOString();
    if (this.connection === 'connected') this.#heardAt = at;
    return {
      CustomerNumber: '10482213',
      CompanyName: 'Harbour View Hotel',
      Connection: {
        State: this.connection,
        MachineId: ever ? this.cloudMachine : null,
        SwiftposVersion: ever ? this.cloudVersion : null,
        FirstHeartbeatAt: ever ? at : null,
        LastHeartbeatAt: ever ? (this.#heardAt ?? at) : null,
        OtherServers: [],
      },
      Locations: [{ LocationId: '1', Activated: true, CloudClientId: 'C-1' }],
      Sync: { LastCompletedAt: ever && this.isSent ? at : null, Job: this.#job() },
      ObservedAt: at,
    };
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

/** The same store, which rejects while the venue's database is away. */
export function unlessAway<Store extends object>(venue: FakeVenue, store: Store): Store {
  const methods = Object.entries(store).map(([name, method]) => [
    name,
    async (...args: unknown[]) => {
      if (venue.isAway) throw new AppError('VENUE_DATABASE_UNAVAILABLE');
      return method(...args);
    },
  ]);
  return Object.fromEntries(methods) as Store;
}
