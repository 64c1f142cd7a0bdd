/**
 * The whole state of a simulated venue: plain data, so that structuredClone and JSON keep all of it. Times are true time in ms since 1970, except
 * where a field says that it is the machine's clock.
 */
import type {
  Code,
  Credential,
  ExceptionRun,
  Job,
  LedgerEntry,
  LogEvent,
  Mail,
  Redemption,
  Tick,
  TradingPeriod,
} from './records.js';
import type { ServiceKey, ServiceState } from './service-keys.js';

export type { ServiceKey, StartMode } from './service-keys.js';

export interface VenueModel {
  /** True time. */
  at: number;
  /** A state of each stream of random numbers, so that more draws from one do not change the others. */
  random: { codes: number; ids: number; sales: number };
  /** Who acts now: free text, kept with what is caused. A script keeps the one with which it was called. */
  actor: string;
  /** Names and values of the rehearsal's fault table, read live. */
  faults: Record<string, string>;
  /** Rows a second that Cloud Sync sends. */
  rowsPerSecond: number;
  /** Consumers that do not work while all data is sent. */
  offDuringSend: string[];
  /** How long things take, in ms. */
  timing: {
    serviceStart: number;
    serviceStop: number;
    /** For which a stopped service is watched. */
    watch: number;
    /** Between two polls of a script that waits. */
    poll: number;
    /** PowerShell's own time for a script. */
    script: number;
    /** Half of a request to the cloud. */
    cloud: number;
    /** Until Cloud Sync polls the cloud again. */
    cloudSyncLook: number;
    install: number;
  };
  downloadBytesPerSecond: number;
  machine: {
    id: string;
    /** Machine's clock minus true time. */
    clockOffsetMs: number;
    swiftposVersion: string;
    isElevated: boolean;
    webServer: 'Running' | 'Stopped' | 'Unknown';
    isEventLogReadable: boolean;
    freeBytes: number;
    /** Booting until then; null: up. */
    offUntil: number | null;
    /** Its processes pause until then; null: awake. */
    asleepUntil: number | null;
    nextProcessId: number;
  };
  services: Record<ServiceKey, ServiceState>;
  monitor: {
    plannedBy: Record<string, ServiceKey[]>;
    /** By the machine's clock. */
    heldUntil: number | null;
    heldBy: string | null;
    /** HH:mm at the venue; null: no daily restart. */
    dailyRestartAt: string | null;
    /** Memory of its process. */
    sawRunning: ServiceKey[];
    stoppedSince: Partial<Record<ServiceKey, number>>;
    triedAt: Partial<Record<ServiceKey, number>>;
    restartedOn: string;
    /** Since when the fault daily-restart-in-window is set. */
    faultSince: number | null;
  };
  gateway: {
    /** Whether Gateway Client reads its credential again automatically, or when it starts only. */
    rereads: boolean;
    /** Redemption whose credential its process uses. */
    inUse: string | null;
    /** First of the heartbeats that the cloud takes, one each second. */
    beatsSince: number | null;
    /** What it reported last. */
    reported: string;
    /** Why its credential file can't be written; null: it can. */
    placeError: { errorId: 'GATEWAY_PLACE_UNKNOWN' | 'GATEWAY_PLACE_UNUSABLE'; why: string } | null;
  };
  credentials: { current: Credential | null; previous: Credential | null; pending: Credential | null };
  packages: {
    /** Versions that are here whole. */
    kept: string[];
    part: { version: string; bytes: number } | null;
    /** Its installation starts Cloud Sync. */
    startsService: boolean;
  };
  sync: {
    /** Memory of Cloud Sync's process: a sync was completed. */
    knowsSynced: boolean;
    /** Job that it sends, and how many rows it has sent. */
    jobId: string | null;
    sent: number;
    pickUpAt: number | null;
    firstAt: number | null;
    restUntil: number;
    /** What it reported last of its heartbeats. */
    reported: string;
    /** Kept in its program's folder. */
    firstJobId: string | null;
    messages: number;
    /** By the machine's clock. */
    oldestAt: number | null;
    exceptions: ExceptionRun[];
  };
  cloud: {
    /** No connection can be made at all. */
    isUnreachable: boolean;
    codes: Code[];
    mails: Mail[];
    redemptions: Redemption[];
    jobs: Job[];
    activations: { locationId: string; cloudClientId: string; at: number }[];
    package: { version: string; size: number; sha256: string };
  };
  till: {
    /** Mean time between two sales while the venue is open; 0: none. */
    sellsEveryMs: number;
    nextSaleAt: number | null;
    /** True time; `lastSoldAt` is what the database says, by the machine's clock. */
    lastSaleAt: number | null;
    lastSoldAt: number | null;
  };
  database: {
    isAway: boolean;
    customerNumber: string;
    companyName: string;
    registeredEmail: string;
    expiresOn: string;
    swiftposVersion: string;
    licences: string[];
    region: 'AU' | 'UK' | 'EU';
    timeZone: string;
    tradingPeriods: TradingPeriod[];
    operations: { name: string; startedAt: number }[];
    /** Since when the fault `database=reindexing` is set, by the machine's clock. */
    reindexSince: number | null;
    /** Rows of each table that a sync sends, by name. */
    rows: Record<string, number>;
    clerks: {
      id: string;
      name: string;
      active: boolean;
      clerkGroupId: string;
      securityGroupId: string | null;
    }[];
    ticks: Tick[];
  };
  /** Oldest first; `droppedEvents` of them are gone. */
  events: LogEvent[];
  droppedEvents: number;
  ledger: LedgerEntry[];
}
