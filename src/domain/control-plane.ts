/**
 * What the edges may ask of the domain. `main.ts` builds one (`createControlPlane`) from adapters; resolvers call it and nothing below it.
 * Methods reject with AppError for everything that a caller should read. Permissions are asked by the directives before a method is
 * called; what a directive can't know (hierarchy, step-up, whose operation, plan) is asked inside.
 */

import type { Alerts } from './alerts/alerts.js';
import type { AuditReader } from './audit/reader.js';
import type { BackupReader } from './backups/scheduled-backups.js';
import type { HealthReader } from './health/health.js';
import type { Metrics } from './history/series.js';
import type { Timeline } from './history/timeline.js';
import type { Locations } from './onboarding/locations.js';
import type { Onboarding } from './onboarding/onboarding.js';
import type { Approvals } from './operations/approvals.js';
import type { ClockConfirmer } from './operations/clock-confirmation.js';
import type { Maintenance } from './operations/maintenance.js';
import type { Operations } from './operations/operations.js';
import type { ClerkSecurity } from './permissions/clerk-security.js';
import type { ClerkReader } from './ports/clerk-reader.js';
import type { VenueStore } from './ports/venue-store.js';
import type { Viewer } from './request/viewer.js';
import type { Resync } from './resync/resync.js';
import type { Services } from './services/services.js';
import type { SignInLocks } from './sign-in/locks.js';
import type { SignIn } from './sign-in/sign-in.js';
import type { StatusReader } from './status/status-poller.js';
import type { SupportBundles } from './support/support-bundles.js';
import type { ApiTokens } from './tokens/api-tokens.js';
import type { FiguresReader } from './types/figures.js';
import type { Peer } from './types/peer.js';
import type { EventLog } from './venue/event-log.js';
import type { VenueReader } from './venue/reader.js';

export interface ControlPlane {
  /** Rows for the loaders. */
  readonly clerks: ClerkReader;
  readonly venueRows: VenueStore;
  readonly health: HealthReader;
  readonly signIn: SignIn;
  readonly signInLocks: SignInLocks;
  readonly security: ClerkSecurity;
  readonly apiTokens: ApiTokens;
  /** How the venue is: the one judgement. */
  readonly status: StatusReader;
  readonly timeline: Timeline;
  readonly metrics: Metrics;
  readonly figures: FiguresReader;
  readonly alerts: Alerts;
  readonly venue: VenueReader;
  readonly services: Services;
  readonly onboarding: Onboarding;
  readonly resync: Resync;
  readonly locations: Locations;
  readonly operations: Operations;
  readonly approvals: Approvals;
  readonly maintenance: Maintenance;
  readonly clock: ClockConfirmer;
  readonly eventLog: EventLog;
  readonly audit: AuditReader;
  readonly support: SupportBundles;
  readonly backups: BackupReader;
}

/** How the server asks for the context that resolvers receive: one for each request, operation or event, never shared. */
export interface ContextRequest {
  readonly controlPlane: ControlPlane;
  /** Undefined: no clerk is signed in. */
  readonly viewer: Viewer | undefined;
  /** Why it could not be read who the token belongs to. */
  readonly viewerFailure?: unknown;
  /** Reads again who the request's token belongs to; undefined once it has ended. */
  readonly viewerNow?: () => Promise<Viewer | undefined>;
  /** Links response, log and audit log. */
  readonly correlationId: string;
  /** Who is at the other end, for the limits on sign-ins. */
  readonly peer: Peer;
  /** What the caller says it is, for the audit. */
  readonly client?: string | undefined;
  /** Of a subscription that is opened: aborted once no one follows it any more. */
  readonly left?: AbortSignal;
}

/** Answers a plain object: Apollo copies it, which would break #private fields. */
export type ContextFactory = (request: ContextRequest) => object;
