/**
 * The facts of the venue as they were read at one time: the one model from which status, plans, diagnosis,
 * alerts and history judge.
 */

import type { BackupState } from '../backups/scheduled-backups.js';
import type { HealthPart } from '../health/health.js';
import type {
  DatabaseOperationRow,
  LocationRow,
  Registration,
  SyncBacklog,
  SyncExceptions,
  TradingPeriodRow,
} from '../ports/venue-store.js';
import type { ServiceView } from '../services/view.js';
import { ABSENT, type Fact, type Known, known } from '../types/fact.js';
import type { Operation } from '../types/operation.js';
import type { SyncJob } from '../venue/cloud.js';
import type { HostService } from '../venue/host.js';
import type { LinkFacts, LinkTakenBack } from '../venue/link.js';
import type { Unfinished } from '../venue/unfinished.js';

/** A send of all data that the cloud still takes rows for. */
export interface OpenSend {
  readonly job: SyncJob;
  /** Absent: no operation of this server requested it. */
  readonly owner: Fact<SendOwner>;
}

export interface SendOwner {
  /** Undefined: the first sync, which no operation owns once its onboarding has ended. */
  readonly operationId: string | undefined;
  readonly endsAt: Date | undefined;
  /** By the plan of the operation that began it, whatever its pace is. */
  readonly plannedEnd?: Date | undefined;
  /** It has ended, and is withdrawing it: see `cleanups`. */
  readonly isWithdrawing?: true;
}

export interface Snapshot extends LinkFacts {
  readonly at: Date;
  readonly locations: Fact<readonly LocationRow[]>;
  /** As Windows reports them, by key. */
  readonly hostServices: Fact<ReadonlyMap<string, HostService>>;
  /** The same as they are shown, with what was asked of them. */
  readonly services: Fact<readonly ServiceView[]>;
  readonly openSend: Fact<OpenSend>;
  /** Whether the cloud ever heard this venue, as it is remembered for the time when it can't be asked. */
  readonly everConnected: Fact<boolean>;
  /** The onboarding that can be finished without a code; absent: none. */
  readonly unfinished: Fact<Unfinished>;
  /** Those that are not over. */
  readonly operations: Fact<readonly Operation[]>;
  /** Since when onboardings have been about to start Cloud Sync. */
  readonly waits: Fact<readonly Wait[]>;
  /** Of the last day; see lastFailures. */
  readonly failures: Fact<readonly Operation[]>;
  readonly maintenance: Fact<{ readonly until: Date | undefined }>;
  readonly databaseOperations: Fact<readonly DatabaseOperationRow[]>;
  readonly tradingPeriods: Fact<readonly TradingPeriodRow[]>;
  /** Undefined: it never sold anything. */
  readonly lastSaleAt: Fact<Date | undefined>;
  /** Unknown while a row of clerks or permissions is malformed. */
  readonly clerkRows: Fact<void>;
  readonly backlog: Fact<SyncBacklog>;
  readonly exceptions: Fact<SyncExceptions>;
  /** Within a day. */
  readonly wrongPins: Fact<number>;
  /** What ended operations still hold. */
  readonly cleanups: Fact<readonly Cleanup[]>;
  /** Absent: none was taken yet. */
  readonly lastBackupAt: Fact<Date>;
  /** Those of each day; absent: none are configured. */
  readonly backups: Fact<BackupState>;
  /**
   * How far the machine's clock is ahead of the time that the server counts by, in milliseconds; 0 while both
   * agree.
   */
  readonly clockAheadMs: Fact<number>;
  /** The control plane's own. */
  readonly parts: Fact<readonly HealthPart[]>;
}

export interface Wait {
  readonly operationId: string;
  /** Its step. */
  readonly step: string;
  readonly since: Date;
}

export interface Cleanup {
  readonly operationId: string;
  /** What is still so. */
  readonly open: string;
}

const NOT_READ = {
  is: 'unknown',
  by: 'NOTHING_READ_YET',
  reason: 'The server has not read the state of the venue yet.',
  remedy: 'Wait a few seconds, then check again.',
} as const;

/** What a plan rests on: it is refused while these can't be read. */
export interface PlanFacts extends Snapshot {
  readonly registration: Known<Registration>;
  readonly everConnected: Known<boolean>;
  readonly linkTakenBack: Known<LinkTakenBack>;
}

/** Before the first reading. */
export function nothingRead(at: Date): Snapshot {
  return { at, ...each(NOT_READ) };
}

/** Part of the facts, read afresh: what is not among them is no finding. */
export function onlyRead<Given extends Partial<Snapshot> & Pick<Snapshot, 'at'>>(
  given: Given,
): Omit<Snapshot, keyof Given> & Given {
  return { ...each(ABSENT), lastBackupAt: known(given.at), ...given };
}

function each(fact: Fact<never>): Omit<Snapshot, 'at'> {
  return {
    registration: fact,
    locations: fact,
    host: fact,
    hostServices: fact,
    services: fact,
    cloud: fact,
    openSend: fact,
    everConnected: fact,
    linkTakenBack: fact,
    unfinished: fact,
    operations: fact,
    waits: fact,
    failures: fact,
    maintenance: fact,
    databaseOperations: fact,
    tradingPeriods: fact,
    lastSaleAt: fact,
    clerkRows: fact,
    backlog: fact,
    exceptions: fact,
    wrongPins: fact,
    cleanups: fact,
    lastBackupAt: fact,
    backups: fact,
    clockAheadMs: fact,
    parts: fact,
  };
}
