import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { ApiTokensResolver } from './api-tokens.resolver.js';
import { ApprovalsResolver } from './approvals.resolver.js';
import { AuditResolver } from './audit.resolver.js';
import { ClerkSecurityResolver } from './clerk-security.resolver.js';
import { ClerkGroupResolver, ClerkResolver, SecurityGroupResolver } from './clerks.resolver.js';
import { EventLogResolver } from './event-log.resolver.js';
import { guardSchema } from './guard-schema.js';
import { HealthResolver } from './health.resolver.js';
import { MaintenanceResolver } from './maintenance.resolver.js';
import { ImpactResolver, OnboardingResolver } from './onboarding.resolver.js';
import { OperationProgressResolver } from './operation-progress.resolver.js';
import { OperationsResolver } from './operations.resolver.js';
import { ResyncResolver } from './resync.resolver.js';
import { declareDirectives } from './security.directive.js';
import { ServicesResolver } from './services.resolver.js';
import { SignInResolver } from './sign-in.resolver.js';
import { SyncDiagnosisResolver } from './sync-diagnosis.resolver.js';
import { validateArguments } from './validate-arguments.js';
import { LocationGroupResolver, LocationResolver, VenueResolver } from './venue.resolver.js';

/** The executable schema with every guard in force; its resolvers expect a RequestContext. Throws when a root field is unguarded. */
export function buildGuardedSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      HealthResolver,
      SignInResolver,
      VenueResolver,
      LocationGroupResolver,
      LocationResolver,
      ServicesResolver,
      ClerkSecurityResolver,
      ClerkResolver,
      ClerkGroupResolver,
      SecurityGroupResolver,
      OnboardingResolver,
      ImpactResolver,
      ResyncResolver,
      SyncDiagnosisResolver,
      OperationsResolver,
      OperationProgressResolver,
      ApprovalsResolver,
      EventLogResolver,
      AuditResolver,
      ApiTokensResolver,
      MaintenanceResolver,
    ],
    validateFn: (value, type, call) => validateArguments(value, type, call),
    pubSub: NO_TOPICS,
  });
  return guardSchema(declareDirectives(schema));
}

/** type-graphql wants one for any subscription; ours bring their own streams. */
const NO_TOPICS = {
  publish(): void {
    throw new Error('Nothing is published by topic.');
  },
  subscribe(): never {
    throw new Error('Nothing is subscribed to by topic.');
  },
};
