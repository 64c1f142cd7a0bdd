/** A plan is data: what was found, what would be done, and whether it may be. */
import type { LocationRow } from '../ports/venue-store.js';
import type { KnownPassport } from '../venue/known-passport.js';
import type { OldServer } from '../venue/link.js';
import type { SendWindow } from './window.js';

export type CheckOutcome = 'PASS' | 'WARN' | 'FAIL' | 'UNKNOWN';

export type CheckCode =
  | 'SWIFTPOS_VERSION'
  | 'REGISTRATION'
  | 'ELEVATION'
  | 'DATABASE_OPERATION'
  | 'CLOUD_REACHABLE'
  | 'OLD_SERVER'
  | 'PASSPORT'
  | 'NOT_CONNECTED'
  | 'TRADING_HOURS'
  | 'DAILY_RESTART'
  | 'SYNC_IS_CAUSE'
  | 'FIRST_SYNC_RUNNING'
  | 'FULL_SEND_RUNNING'
  | 'FREEZE';

export interface Check {
  readonly code: CheckCode;
  readonly title: string;
  readonly outcome: CheckOutcome;
  readonly detail: string;
  readonly remedy: string | undefined;
  /** By the asking clerk, with a reason. */
  readonly overridable: boolean;
}

export interface PlannedStep {
  readonly name: string;
  readonly title: string;
  readonly script: string | undefined;
  /** The exact PowerShell, secrets left out. */
  readonly command: string | undefined;
  readonly compensatedBy: string | undefined;
}

export interface Impact {
  readonly unavailable: readonly string[];
  readonly locations: readonly LocationRow[];
  /** `basis` says what it rests on. */
  readonly estimatedSeconds: number;
  readonly basis: string;
}

export type OnboardingCase = 'FIRST_TIME' | 'RE_ESTABLISH' | 'CLOUD_SYNC_ADDED' | 'ALREADY_CONNECTED';

export interface Plan {
  readonly fingerprint: string;
  readonly impact: Impact | undefined;
  /** Undefined when nothing large is sent. */
  readonly window: SendWindow | undefined;
  readonly checks: readonly Check[];
  readonly steps: readonly PlannedStep[];
  /** Every check passes or warns. */
  readonly ready: boolean;
  readonly expiresAt: Date;
}

export interface OnboardingPlan extends Plan {
  readonly case: OnboardingCase;
  /** Of the old server, where one was imported. */
  readonly passport: PassportView | undefined;
}

export interface PassportView extends KnownPassport {
  readonly oldServer: OldServer;
}

/** FAIL and UNKNOWN block unless overridden. */
export function blocks(check: Check): boolean {
  return check.outcome === 'FAIL' || check.outcome === 'UNKNOWN';
}
