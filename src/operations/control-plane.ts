/**
 * What the edges may ask of the domain. `main.ts` builds one (`createControlPlane`) from adapters; resolvers call it and nothing below it.
 * Methods reject with AppError for everything that a caller should read. Permissions are asked by the directives before a method is
 * called; what a directive can't know (hierarchy, step-up, whose operation, plan) is asked inside.
 */

import type { SyncDiagnosis } from './diagnosis.js';
import type { EventLog } from './event-log.js';
import type { Maintenance } from './maintenance.js';
import type { Operation, OperationEvent, OperationKind, OperationState, OperationStep } from './operation.js';
import type { Permission } from './permissions.js';
import type { OnboardingPlan, Plan } from './plan.js';
import type { ClerkRow, ClerkStore, SecurityGroupRow } from './ports/clerk-store.js';
import type { LocationRow, Registration, VenueStore } from './ports/venue-store.js';
import type { Secret } from './secret.js';
import type { Caller, Viewer } from './viewer.js';

export interface ControlPlane {
  /** Rows for the loaders. */
  readonly clerks: ClerkStore;
  readonly venueRows: VenueStore;
  readonly health: HealthReader;
  readonly signIn: SignIn;
  readonly security: ClerkSecurity;
  readonly venue: VenueReader;
  readonly services: Services;
  readonly onboarding: Onboarding;
  readonly resync: Resync;
  readonly locations: Locations;
  readonly operations: Operations;
  readonly approvals: Approvals;
  readonly maintenance: Maintenance;
  readonly eventLog: EventLog;
}

export type HealthStatus = 'OK' | 'DEGRADED' | 'DOWN';
export interface HealthPart {
  readonly name: string;
  readonly status: HealthStatus;
  readonly detail: string | undefined;
  readonly since: Date;
}
export interface HealthReport {
  readonly status: HealthStatus;
  readonly version: string;
  readonly startedAt: Date;
  readonly parts: readonly HealthPart[];
}
export interface HealthReader {
  report(): Promise<HealthReport>;
}

export interface SignedIn {
  readonly token: string;
  readonly clerk: ClerkRow;
  readonly expiresAt: Date;
  readonly steppedUpUntil: Date | undefined;
}
export interface SignIn {
  /** `source` is the peer's address, for its own limit. Audited, refused or not. */
  signIn(input: { clerkId: string; pin: string; source: string; correlationId: string }): Promise<SignedIn>;
  /** A new token; the old one ends. */
  stepUp(caller: Caller, pin: string): Promise<SignedIn>;
  signOut(caller: Caller): Promise<void>;
  /** Undefined for an unknown, idle or expired token, a clerk switched off or with other groups than at sign-in. Counts as activity unless `look` says not. */
  viewerOf(token: string, look?: { readonly countsAsActivity: boolean }): Promise<Viewer | undefined>;
}

export type Gate = 'SCOPE' | 'PERMISSION' | 'HIERARCHY' | 'STEP_UP';
export interface ClerkSecurity {
  /** Both gates, synchronously. Undefined: may pass. */
  gateAgainst(viewer: Viewer, permission: Permission): 'SCOPE' | 'PERMISSION' | undefined;
  /** The FORBIDDEN error with gate, permission and grantableBy; writes a DENIED audit row when `action` is given (mutations). */
  refusal(caller: Caller, gate: Gate, permission: Permission, action?: string): Promise<Error>;
  grant(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string; expiresAt?: Date },
  ): Promise<SecurityGroupRow>;
  revoke(
    caller: Caller,
    input: { securityGroupId: string; permission: Permission; reason: string },
  ): Promise<SecurityGroupRow>;
  /** Ticks in effect for these clerks' groups, for Clerk.permissions. */
  permissionsOf(securityGroupIds: readonly string[]): Promise<ReadonlyMap<string, readonly Permission[]>>;
  /** Lets a clerk sign in again. */
  unlock(caller: Caller, clerkId: string, reason: string): Promise<ClerkRow>;
  /** Whether each clerk is locked out of signing in. */
  locked(clerkIds: readonly string[]): Promise<ReadonlyMap<string, boolean>>;
}

export interface VenueView extends Registration {
  readonly rehearsal: boolean;
  readonly registrationState: 'CURRENT' | 'EXPIRING' | 'EXPIRED';
  /** e.g. m*****r@example.com */
  readonly maskedEmail: string;
}
export interface OnboardingView {
  readonly state: 'NEVER_CONNECTED' | 'CONNECTED' | 'RECONNECT_NEEDED' | 'CLOUD_SYNC_PENDING' | 'UNKNOWN';
  readonly onboardedAt: Date | undefined;
  readonly lastHeartbeatAt: Date | undefined;
  readonly detail: string | undefined;
}
export interface ConsumerView {
  readonly name: string;
  readonly servedBy: readonly string[];
  /** Undefined: not known now. */
  readonly available: boolean | undefined;
  readonly detail: string | undefined;
}
export interface LocationCloudState {
  readonly locationId: string;
  readonly activated: boolean;
  readonly cloudClientId: string | undefined;
}
export interface VenueReader {
  venue(): Promise<VenueView>;
  onboarding(): Promise<OnboardingView>;
  consumers(): Promise<readonly ConsumerView[]>;
  /** Undefined when the cloud can't be asked now. */
  locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined>;
}

export type ServiceStatus =
  | 'RUNNING'
  | 'STOPPED'
  | 'START_PENDING'
  | 'STOP_PENDING'
  | 'PAUSED'
  | 'NOT_INSTALLED'
  | 'UNKNOWN';
export type StartMode = 'AUTOMATIC' | 'AUTOMATIC_DELAYED' | 'MANUAL' | 'DISABLED';
export interface ServiceView {
  readonly key: string;
  readonly displayName: string;
  readonly installed: boolean;
  readonly status: ServiceStatus;
  readonly startMode: StartMode | undefined;
  readonly version: string | undefined;
  readonly processId: number | undefined;
  readonly startedAt: Date | undefined;
  readonly serves: readonly string[];
  readonly health: 'HEALTHY' | 'DEGRADED' | 'DOWN' | 'INACTIVE';
  readonly nextAction: string | undefined;
  readonly observedAt: Date;
}
export type ServiceCommand =
  | { readonly do: 'start' | 'stop' | 'restart' }
  | { readonly do: 'setStartMode'; readonly startMode: StartMode };
export interface Services {
  /** All seven, live from PowerShell. */
  all(): Promise<readonly ServiceView[]>;
  one(key: string): Promise<ServiceView | undefined>;
  /** Each service as it is now first, then each one whenever something about it changes, until `signal` aborts. */
  changes(signal: AbortSignal): AsyncIterable<ServiceView>;
  /** Runs as a SERVICE_CONTROL operation; answers when settled, or after 30 s with what is seen then. A failed one rejects with its failure's code. */
  control(
    caller: Caller,
    key: string,
    command: ServiceCommand,
    reason: string | undefined,
  ): Promise<ServiceView>;
}

export interface CodeRequestView {
  readonly sentTo: string;
  readonly sentAt: Date;
  readonly expiresAt: Date | undefined;
  readonly attemptsLeft: number | undefined;
}
export interface Onboarding {
  plan(): Promise<OnboardingPlan>;
  requestCode(caller: Caller, customerNumber: string): Promise<CodeRequestView>;
  start(
    caller: Caller,
    input: {
      customerNumber: string;
      authenticationCode: Secret;
      planFingerprint: string;
      reason: string;
      idempotencyKey?: string;
      overrides: readonly string[];
    },
  ): Promise<Operation>;
}
export interface ResyncPlan extends Plan {
  readonly diagnosis: SyncDiagnosis;
}
export interface Resync {
  diagnosis(): Promise<SyncDiagnosis>;
  plan(viewer: Viewer, startAt?: Date): Promise<ResyncPlan>;
  start(
    caller: Caller,
    input: {
      customerNumber: string;
      planFingerprint: string;
      reason: string;
      confirmation: string;
      startAt?: Date;
      idempotencyKey?: string;
      overrides: readonly string[];
    },
  ): Promise<Operation>;
}
export interface Locations {
  activate(caller: Caller, locationIds: readonly string[]): Promise<Operation>;
  /** Those that the viewer's scope holds. */
  inScope(viewer: Viewer): Promise<readonly LocationRow[]>;
}

/** Decisions of a person; each asks for the permission of the operation's kind. */
export interface Approvals {
  /** By another clerk of rank 1 or 2. */
  approve(caller: Caller, id: string, reason: string): Promise<Operation>;
  reject(caller: Caller, id: string, reason: string): Promise<Operation>;
  /** One of the failure's choices. */
  resolve(caller: Caller, id: string, choice: string, reason: string): Promise<Operation>;
}

export interface OperationPage {
  readonly operations: readonly Operation[];
  readonly hasNextPage: boolean;
}
export interface Operations {
  /** Undefined when there is none *or* the viewer may not see it: started by the viewer, or the viewer holds SERVICES_VIEW. */
  find(viewer: Viewer, id: string): Promise<Operation | undefined>;
  list(
    viewer: Viewer,
    query: {
      first: number;
      after?: { createdAt: Date; id: string };
      kinds?: readonly OperationKind[];
      states?: readonly OperationState[];
    },
  ): Promise<OperationPage>;
  steps(operationIds: readonly string[]): Promise<readonly OperationStep[]>;
  events(operationId: string, after: number, first: number): Promise<readonly OperationEvent[]>;
  /** One sentence for the shift manager. */
  summary(operation: Operation, steps: readonly OperationStep[]): string;
  /** Asks for the permission of the operation's kind, or that the caller started it. */
  cancel(caller: Caller, id: string, reason: string): Promise<Operation>;
  /** Recorded events after `after` first, then live ones, until the operation is over; none lost, none twice. */
  follow(operationId: string, after: number, signal: AbortSignal): AsyncIterable<OperationEvent>;
}
