/**
 * What the edges may ask of the domain. `main.ts` builds one (`createControlPlane`) from adapters; resolvers call it and nothing below it.
 * Methods reject with AppError for everything that a caller should read. Permissions are asked by the directives before a method is
 * called; what a directive can't know (hierarchy, step-up, whose operation, plan) is asked inside.
 */

import type { ApiTokens } from './clerks/api-tokens.js';
import type { AuditReader } from './clerks/audit-reader.js';
import type { ClerkSecurity } from './clerks/clerk-security.js';
import type { SignIn } from './clerks/sign-in.js';
import type { SignInLocks } from './clerks/sign-in-locks.js';
import type { Locations } from './onboarding/locations.js';
import type { Onboarding } from './onboarding/onboarding.js';
import type { Passports } from './onboarding/passports.js';
import type { ClerkReader } from './ports/clerk-reader.js';
import type { VenueStore } from './ports/venue-store.js';
import type { Resync } from './resync/resync.js';
import type { Approvals } from './runner/approvals.js';
import type { Maintenance } from './runner/maintenance.js';
import type { Operations } from './runner/operations.js';
import type { Services } from './services/services.js';
import type { StatusReader } from './status/status-keeper.js';
import type { EventLog } from './world/event-log.js';
import type { HealthReader } from './world/health.js';
import type { VenueReader } from './world/venue-reader.js';

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
  readonly venue: VenueReader;
  readonly services: Services;
  readonly onboarding: Onboarding;
  readonly passports: Passports;
  readonly resync: Resync;
  readonly locations: Locations;
  readonly operations: Operations;
  readonly approvals: Approvals;
  readonly maintenance: Maintenance;
  readonly eventLog: EventLog;
  readonly audit: AuditReader;
}
