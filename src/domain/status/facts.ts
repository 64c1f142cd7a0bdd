/** The facts of a status. Each is known, absent, or unknown with the reason: what could not be read never counts as well. */

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
import type { Operation } from '../types/operation.js';
import type { CloudVenue, SyncJob } from '../venue/cloud.js';
import type { VenueHost } from '../venue/host.js';
import type { LinkTakenBack } from '../venue/link.js';
import type { FindingCode } from './finding-table.js';

export type Fact<T> =
  /** `failure`: the last reading failed, so the value is the last known one. */
  | { readonly is: 'known'; readonly value: T; readonly failure?: Unknown }
  | { readonly is: 'absent' }
  | Unknown;

/** `by`: the finding that says so. */
export interface Unknown {
  readonly is: 'unknown';
  readonly by: FindingCode;
  readonly reason: string;
  readonly remedy: string;
}

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
  /** It has ended, and is withdrawing it: see `cleanups`. */
  readonly isWithdrawing?: true;
}

export interface StatusFacts {
  readonly at: Date;
  readonly registration: Fact<Registration>;
  readonly locations: Fact<readonly LocationRow[]>;
  readonly host: Fact<VenueHost>;
  readonly services: Fact<readonly ServiceView[]>;
  readonly cloud: Fact<CloudVenue>;
  readonly openSend: Fact<OpenSend>;
  /** Whether the cloud ever heard this venue, as it is remembered for the time when it can't be asked. */
  readonly everConnected: Fact<boolean>;
  readonly linkTakenBack: Fact<LinkTakenBack>;
  /** Those that are not over. */
  readonly operations: Fact<readonly Operation[]>;
  /** Of the last day; see lastFailures. */
  readonly failures: Fact<readonly Operation[]>;
  readonly maintenance: Fact<{ readonly on: boolean }>;
  readonly databaseOperations: Fact<readonly DatabaseOperationRow[]>;
  readonly tradingPeriods: Fact<readonly TradingPeriodRow[]>;
  /** Undefined: it never sold anything. */
  readonly lastSaleAt: Fact<Date | undefined>;
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
  /** The control plane's own. */
  readonly parts: Fact<readonly HealthPart[]>;
}

export interface Cleanup {
  readonly operationId: string;
  /** What is still so. */
  readonly open: string;
}

export const ABSENT = { is: 'absent' } as const;
const NOT_READ = {
  is: 'unknown',
  by: 'NOTHING_READ_YET',
  reason: 'The server has not read the state of the venue yet.',
  remedy: 'Wait a few seconds, then check again.',
} as const;

export function known<T>(value: T): Fact<T> {
  return { is: 'known', value };
}

export function knownOf<T>(fact: Fact<T>): T | undefined {
  return fact.is === 'known' ? fact.value : undefined;
}

/** Before the first reading. */
export function nothingRead(at: Date): StatusFacts {
  return { at, ...each(NOT_READ) };
}

/** Part of the facts, read afresh: what is not among them is no finding. */
export function onlyRead(given: Partial<StatusFacts> & Pick<StatusFacts, 'at'>): StatusFacts {
  return { ...each(ABSENT), lastBackupAt: known(given.at), ...given };
}

function each(fact: Fact<never>): Omit<StatusFacts, 'at'> {
  return {
    registration: fact,
    locations: fact,
    host: fact,
    services: fact,
    cloud: fact,
    openSend: fact,
    everConnected: fact,
    linkTakenBack: fact,
    operations: fact,
    failures: fact,
    maintenance: fact,
    databaseOperations: fact,
    tradingPeriods: fact,
    lastSaleAt: fact,
    backlog: fact,
    exceptions: fact,
    wrongPins: fact,
    cleanups: fact,
    lastBackupAt: fact,
    backups: fact,
    parts: fact,
  };
}
