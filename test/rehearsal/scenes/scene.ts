/** A scene: where the venue begins, and what is done to it, step by step. */
import type { ServiceKey } from '../../../rehearsal/model/service-keys.js';
import type { ScriptValue } from '../../../src/domain/ports/script-runner.js';

export const CUSTOMER_NUMBER = '10482213';
export const VENUE = { CustomerNumber: CUSTOMER_NUMBER };
/** In a parameter: the ID of the sync job that the venue saw last. */
export const LAST_JOB = '@last-job';

/** Which code a redemption sends: of the e-mails that came, or a text. */
export type CodeOf = 'newest' | 'first' | { readonly text: string };

export type Parameters = Readonly<Record<string, ScriptValue>>;
export type Row = Readonly<Record<string, unknown>>;

/** A script of the catalogue. `until`: called again until its first row is so. */
export interface Call {
  readonly call: string;
  readonly with?: Parameters;
  readonly code?: CodeOf;
  readonly until?: (row: Row) => boolean;
}

/** What a person does on the machine: in Windows' Services, or in the Task Manager. */
export interface Act {
  readonly person: 'stops' | 'kills';
  readonly key: ServiceKey;
}

export type Step =
  | Call
  | Act
  | { readonly faults: Readonly<Record<string, string>> }
  | { readonly wait: number }
  /** The cloud's process ends, or comes back. */
  | { readonly cloud: 'away' | 'back' };

export interface Scene {
  readonly name: string;
  /** `seeded`: never onboarded. `onboarded`: linked once, and all data sent. No service runs at first. */
  readonly from: 'seeded' | 'onboarded';
  readonly steps: readonly Step[];
  /** It takes more than a few seconds. */
  readonly nightly?: true;
}

/** What a call came to: output, or an error record's ID and details. */
export type Outcome =
  | { readonly output: readonly unknown[] }
  | { readonly errorId: string; readonly detail: Readonly<Record<string, unknown>> };

/** The rehearsal, or the model. */
export interface Side {
  begin(from: Scene['from']): Promise<void>;
  setFaults(faults: Readonly<Record<string, string>>): Promise<void>;
  act(act: Act): Promise<void>;
  setCloud(state: 'away' | 'back'): Promise<void>;
  call(script: string, parameters: Parameters, secrets: Readonly<Record<string, string>>): Promise<Outcome>;
  wait(ms: number): Promise<void>;
  /** Codes of the e-mails that came, oldest first. */
  codes(): Promise<readonly string[]>;
}

export const boot: Call = { call: 'Initialize-VenueHost' };

export function states(...keys: readonly ServiceKey[]): Call {
  return { call: 'Get-ServiceState', with: { Key: keys } };
}

export function start(key: ServiceKey, stableSeconds = 0): Call {
  const parameters = { Key: key, TimeoutSeconds: 15, StableSeconds: stableSeconds };
  return { call: 'Start-VenueHostService', with: parameters };
}

export function stop(key: ServiceKey, more: Parameters = {}): Call {
  return { call: 'Stop-VenueHostService', with: { Key: key, GraceSeconds: 4, ...more } };
}

export const venue: Call = { call: 'Get-CloudVenue', with: VENUE };

export function venueUntil(until: (connection: Row, sync: Row) => boolean): Call {
  return { ...venue, until: (row) => until(row['Connection'] as Row, row['Sync'] as Row) };
}

export const isConnected = venueUntil(({ State }) => State === 'connected');

/** Of the last job that the cloud knows. */
export function jobIs(state: string): Call {
  return venueUntil((_, { Job }) => (Job as Row | null)?.['State'] === state);
}

export function redeem(redemptionId: string, code: CodeOf = 'newest'): Call {
  return { call: 'Invoke-CodeRedemption', with: { ...VENUE, RedemptionId: redemptionId }, code };
}

export const requestCode: Call = { call: 'Request-AuthenticationCode', with: VENUE };

export function close(redemptionId: string): Call {
  return { call: 'Close-CodeRedemption', with: { ...VENUE, RedemptionId: redemptionId } };
}

export function save(redemptionId: string): Call {
  return { call: 'Save-GatewayCredential', with: { RedemptionId: redemptionId } };
}

export function confirm(more: Parameters = {}): Call {
  return { call: 'Confirm-Venue', with: { ...VENUE, CompanyName: 'Harbour View Hotel', ...more } };
}

export const PACKAGE = { Version: '10.58.0' };
export const savePackage: Call = { call: 'Save-CloudSyncPackage', with: { MaximumMegabytes: 1 } };
export const install: Call = { call: 'Install-CloudSync', with: PACKAGE };

export function job(verb: 'Get' | 'Remove', jobId: string): Call {
  return { call: `${verb}-SyncJob`, with: { ...VENUE, JobId: jobId } };
}

export function register(jobId: string): Call {
  const counts = { sale: 52_000, clerk: 5 };
  return { call: 'Register-SyncJob', with: { ...VENUE, JobId: jobId, Kind: 'FULL', TableCount: counts } };
}

export const removeFirst: Call = { call: 'Remove-FirstSync', with: VENUE };
export const host: Call = { call: 'Get-VenueHost' };

/** A UUID for each number. */
export function idOf(number: number): string {
  return `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
}
