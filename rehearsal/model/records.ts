/** What the model keeps lists of. Times are true time in ms since 1970, except where a field says that it is the machine's clock. */
import type { ServiceKey } from './service-keys.js';

/** Names and values of the rehearsal's fault table. */
export type Faults = Readonly<Partial<Record<string, string>>>;

export interface Credential {
  customerNumber: string;
  credential: string;
  redemptionId: string;
  /** Who put it where it is, and when. */
  by: string;
  since: number;
}

export interface Redemption {
  id: string;
  state: 'REDEEMED' | 'CLOSED';
  at: number;
  sequence: number;
  credential: string | null;
  machineId: string | null;
  swiftposVersion: string | null;
  firstHeartbeatAt: number | null;
  lastHeartbeatAt: number | null;
  /** Of another server with the same Customer Number: whether it sends heartbeats now. Our own come from Gateway Client. */
  isBeating: boolean;
}

export interface Code {
  code: string;
  sentAt: number;
  expiresAt: number;
  attemptsLeft: number;
  state: 'LIVE' | 'ENDED' | 'USED';
}

export interface Mail {
  to: string;
  subject: string;
  text: string;
  receivedAt: number;
}

export type JobState = 'EXPECTED' | 'RUNNING' | 'COMPLETED' | 'FAILED' | 'WITHDRAWN';

export interface Job {
  id: string;
  kind: 'FIRST' | 'FULL';
  state: JobState;
  tables: { name: string; rowsExpected: number; rowsReceived: number }[];
  startedAt: number;
  updatedAt: number;
  completedAt: number | null;
  cause: 'register-script' | 'cloud-sync-first';
  /** `model.actor` of the act that opened it. */
  causedBy: string;
}

/** Rows of SyncException, raised evenly from the first to the last moment, by the machine's clock. */
export interface ExceptionRun {
  firstAt: number;
  lastAt: number;
  rows: number;
  table: string;
  message: string;
}

export interface LogEvent {
  /** By the machine's clock. */
  at: number;
  level: 'VERBOSE' | 'INFORMATION' | 'WARNING' | 'ERROR';
  source: string;
  eventId: number;
  message: string;
  service: ServiceKey;
}

export type LedgerKind = 'codeRequests' | 'redemptions' | 'syncJobs' | 'activations' | 'heartbeats';
export interface LedgerEntry {
  at: number;
  kind: LedgerKind;
  outcome: string;
  redemptionId?: string;
  machineId?: string;
  jobId?: string;
  jobKind?: string;
  locationId?: string;
  service?: string;
  processId?: number;
}

export interface TradingPeriod {
  weekday: 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY';
  opensAt: string;
  closesAt: string;
}

export interface Tick {
  securityGroupId: string;
  permission: string;
  granted: boolean;
  grantedByName: string | null;
  grantedAt: number | null;
  expiresAt: number | null;
}
