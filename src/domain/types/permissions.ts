/**
 * The permissions that the control plane knows, and how much of the venue each one asks to see. Only Onboard is on swiftpos' page; the others
 * are ours, and a site adds them to its tree or re-points view permission_tick.
 */

export enum Permission {
  CLOUD_CONNECTIVITY_ONBOARD = 'CLOUD_CONNECTIVITY_ONBOARD',
  CLOUD_CONNECTIVITY_LOCATIONS = 'CLOUD_CONNECTIVITY_LOCATIONS',
  SERVICES_VIEW = 'SERVICES_VIEW',
  SERVICES_CONTROL = 'SERVICES_CONTROL',
  CLERK_SECURITY_VIEW = 'CLERK_SECURITY_VIEW',
  CLERK_SECURITY_EDIT = 'CLERK_SECURITY_EDIT',
  EVENT_LOGS_VIEW = 'EVENT_LOGS_VIEW',
  AUDIT_VIEW = 'AUDIT_VIEW',
  API_TOKENS_MANAGE = 'API_TOKENS_MANAGE',
  METRICS_VIEW = 'METRICS_VIEW',
  SUPPORT_BUNDLE = 'SUPPORT_BUNDLE',
}

/** `every`: acts on the whole venue. `some`: reads; at least one Location Group, and lists show only what lies in scope. */
export type ScopeNeed = 'every' | 'some';

export interface PermissionFacts {
  /** Where it is in the tree of permissions. */
  readonly path: string;
  readonly scope: ScopeNeed;
}

export const PERMISSIONS: Readonly<Record<Permission, PermissionFacts>> = {
  [Permission.CLOUD_CONNECTIVITY_ONBOARD]: { path: 'Cloud Connectivity > Onboard', scope: 'every' },
  [Permission.CLOUD_CONNECTIVITY_LOCATIONS]: { path: 'Cloud Connectivity > Locations', scope: 'some' },
  [Permission.SERVICES_VIEW]: { path: 'Services > View', scope: 'some' },
  [Permission.SERVICES_CONTROL]: { path: 'Services > Control', scope: 'every' },
  [Permission.CLERK_SECURITY_VIEW]: { path: 'Clerk Security > View', scope: 'some' },
  [Permission.CLERK_SECURITY_EDIT]: { path: 'Clerk Security > Edit', scope: 'every' },
  [Permission.EVENT_LOGS_VIEW]: { path: 'Event Logs > View', scope: 'some' },
  [Permission.AUDIT_VIEW]: { path: 'Audit > View', scope: 'some' },
  [Permission.API_TOKENS_MANAGE]: { path: 'API Tokens > Manage', scope: 'every' },
  [Permission.METRICS_VIEW]: { path: 'Metrics > View', scope: 'some' },
  [Permission.SUPPORT_BUNDLE]: { path: 'Support > Bundle', scope: 'every' },
};

export const ALL_PERMISSIONS = Object.keys(PERMISSIONS) as readonly Permission[];
