import 'reflect-metadata';
import { type GraphQLSchema, GraphQLString, isScalarType } from 'graphql';
import { buildSchemaSync } from 'type-graphql';
import { visible } from '../domain/types/plain-text.js';
import { ApiTokensResolver } from './clerks/api-tokens.resolver.js';
import { ClerkSecurityResolver } from './clerks/clerk-security.resolver.js';
import { ClerkGroupResolver, ClerkResolver, SecurityGroupResolver } from './clerks/clerks.resolver.js';
import { SignInResolver } from './clerks/sign-in.resolver.js';
import {
  HistoryResolver,
  MetricSeriesResolver,
  TimelineConnectionResolver,
  TimelineEntryResolver,
} from './history/history.resolver.js';
import { ApprovalsResolver } from './operations/approvals.resolver.js';
import { MaintenanceResolver } from './operations/maintenance.resolver.js';
import { OperationProgressResolver } from './operations/operation-progress.resolver.js';
import { OperationsResolver } from './operations/operations.resolver.js';
import { ImpactResolver, OnboardingResolver } from './plans/onboarding.resolver.js';
import { ResyncResolver } from './plans/resync.resolver.js';
import { AuditResolver } from './records/audit.resolver.js';
import { EventLogResolver } from './records/event-log.resolver.js';
import { HealthResolver } from './records/health.resolver.js';
import { SupportBundleResolver } from './records/support.resolver.js';
import { describeGuards, guardSchema } from './schema/guard-schema.js';
import { declareDirectives } from './schema/security.directive.js';
import { validateArguments } from './schema/validate-arguments.js';
import { ServicesResolver } from './services/services.resolver.js';
import { AlertResolver, AlertsResolver } from './venue/alerts.resolver.js';
import { StatusFindingResolver, VenueStatusResolver } from './venue/status.resolver.js';
import { SyncDiagnosisResolver } from './venue/sync-diagnosis.resolver.js';
import {
  FirstSyncResolver,
  LocationGroupResolver,
  LocationResolver,
  VenueResolver,
} from './venue/venue.resolver.js';

/** The executable schema with every guard in force; its resolvers expect a RequestContext. Throws when a root field is unguarded. */
export function buildGuardedSchema(): GraphQLSchema {
  const schema = buildSchemaSync({
    resolvers: [
      HealthResolver,
      SignInResolver,
      VenueResolver,
      VenueStatusResolver,
      StatusFindingResolver,
      HistoryResolver,
      MetricSeriesResolver,
      TimelineConnectionResolver,
      TimelineEntryResolver,
      AlertsResolver,
      AlertResolver,
      SupportBundleResolver,
      FirstSyncResolver,
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
    validateFn: (value, _, { args }) => validateArguments(value, args),
    pubSub: NO_TOPICS,
    skipCheck: true, // It would execute the whole introspection at each start; a test does.
  });
  return guardSchema(describeGuards(declareDirectives(showAll(schema))));
}

const asText = GraphQLString.serialize.bind(GraphQLString);

/** Whatever a text holds, wherever it comes from (the venue's database, an event log), no one is shown it as something else. */
function showAll(schema: GraphQLSchema): GraphQLSchema {
  // The scalar is graphql-js' own and there is one in a process; a second of that name no schema may have.
  const text = schema.getType('String');
  if (!isScalarType(text)) throw new Error('The schema has no String.');
  text.serialize = (value) => visible(String(asText(value)));
  return schema;
}

/** type-graphql needs one for any subscription; ours bring their own streams. */
const NO_TOPICS = {
  publish(): void {
    throw new Error('Nothing is published by topic.');
  },
  subscribe(): never {
    throw new Error('Nothing is subscribed to by topic.');
  },
};
