// Written by "npm run codegen"; not to be edited by hand.
export const actWords = {
  "signIn": "Sign in",
  "stepUp": "Enter the PIN again",
  "changePin": "Change a PIN",
  "onboard": "Onboard",
  "requestAuthenticationCode": "Send an authentication code",
  "exportPassport": "Export a migration file",
  "importPassport": "Import a migration file",
  "activateLocations": "Activate locations",
  "resync": "Resync",
  "serviceControl": "Change a service",
  "startService": "Start a service",
  "stopService": "Stop a service",
  "restartService": "Restart a service",
  "setServiceStartMode": "Change a start mode",
  "cancelOperation": "Cancel an operation",
  "approveOperation": "Approve an operation",
  "rejectOperation": "Reject an operation",
  "resolveOperation": "Decide on an operation",
  "setMaintenance": "Turn maintenance mode on or off",
  "acknowledgeAlert": "Acknowledge an alert",
  "grantPermission": "Grant a permission",
  "revokePermission": "Revoke a permission",
  "unlockClerk": "Unlock a clerk",
  "createApiToken": "Create an access token",
  "renewApiToken": "Renew an access token",
  "revokeApiToken": "Revoke an access token",
  "endApiTokens": "End access tokens",
  "endPin": "End a PIN",
  "signOffAudit": "Sign off the audit",
  "createSupportBundle": "Create a support bundle",
  "clerk.set-pin": "Set a PIN",
  "clerk.unlock": "Unlock a clerk, on the server",
  "clerk.grant": "Grant a permission, on the server",
  "clerk.revoke": "Revoke a permission, on the server",
  "audit.sign-off": "Sign off the audit, on the server",
  "notify.set-secret": "Set a secret of a channel, on the server",
  "otlp.set-header": "Set the header of the collector, on the server",
  "passport.export": "Export a migration file, on the server",
  "passport.import": "Import a migration file, on the server",
  "state.restore": "Restore a backup",
  "settings.change": "Change settings"
} as const;

export const refusalWords = {
  "wrong": "Clerk ID and PIN did not match",
  "locked": "The clerk was locked out",
  "too many": "Too many attempts",
  "busy": "The server was busy"
} as const;

export const permissionPaths = {
  "CLOUD_CONNECTIVITY_ONBOARD": "Cloud Connectivity > Onboard",
  "CLOUD_CONNECTIVITY_LOCATIONS": "Cloud Connectivity > Locations",
  "SERVICES_VIEW": "Services > View",
  "SERVICES_CONTROL": "Services > Control",
  "CLERK_SECURITY_VIEW": "Clerk Security > View",
  "CLERK_SECURITY_EDIT": "Clerk Security > Edit",
  "EVENT_LOGS_VIEW": "Event Logs > View",
  "AUDIT_VIEW": "Audit > View",
  "API_TOKENS_MANAGE": "API Tokens > Manage",
  "METRICS_VIEW": "Metrics > View",
  "SUPPORT_BUNDLE": "Support > Bundle"
} as const;

export const findingsByAlert: Readonly<Record<string, readonly string[]>> = {
  SERVICE_DOWN: ["SERVICE_DOWN","CLOUD_SYNC_MISSING"],
  WEB_SERVER_DOWN: ["WEB_SERVER_DOWN"],
  LINK_LOST: ["LINK_DOWN","RECONNECT_NEEDED","CLOUD_UNREACHABLE"],
  VENUE_UNREADABLE: ["NOTHING_READ_YET","POWERSHELL_UNAVAILABLE","VENUE_DATABASE_UNAVAILABLE"],
  FIRST_SYNC_STALLED: ["FIRST_SYNC_MISSING","SEND_RUNNING"],
  OPERATION_NEEDS_ATTENTION: ["OPERATION_NEEDS_ATTENTION"],
  REGISTRATION_ENDING: ["REGISTRATION_EXPIRING","REGISTRATION_EXPIRED"],
  WRONG_PINS: ["WRONG_PINS"],
  BACKUP_OLD: ["BACKUP_OLD"],
  BACKUP_MISSING: ["BACKUP_MISSING"],
};
