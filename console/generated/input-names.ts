// Written by "npm run codegen"; not to be edited by hand.
/** What something that is handed to the server may be called. */
export const inputNames: ReadonlySet<string> = new Set(
  'action after authenticationCode choice clerkId confirmation currentPin customerNumber exceptActions expiresAt first from id idempotencyKey if includeDeprecated input key kinds lanes last locationIds minimumLevel name newPin on oneRowPerAction operationId outcome overrides permission permissions pin planFingerprint points reason requestedBy securityGroupId since sources startAt startMode state states target text to until upTo url'.split(' '),
);
/** Objects without an ID of their own. */
export const keylessTypes: readonly string[] =
  'PermissionTick EffectivePermission PermissionHolders PermissionHolder TimelineConnection TimelineEdge MessageParam PageInfo MissingLane MetricSeries MetricBucket Maintenance Freeze OperationStep OperationEvent OperationFailure OperationChoice Window TradingSpan Impact Check OperationConnection OperationEdge OnboardingPlan Venue Onboarding FirstSync TradingPeriod Consumer VenueStatus StatusFinding PlannedStep AuthenticationCodeRequest AuthenticationCodeShape ResyncPlan SyncDiagnosis Evidence AuditConnection AuditEdge AuditEntry AuditVerification AuditRestore AuditDrift AuditReview DriftChange AuditChanges AuditChange EventLogConnection EventLogEdge EventLogEntry Health HealthPart VenueSetting KeptSupportBundle BackupStatus LastBackup BackupSchedule Service ServiceOrder AlertConnection AlertEdge SignInPayload SupportBundle MissingPart'.split(' ');
