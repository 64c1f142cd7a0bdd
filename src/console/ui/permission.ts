import type { Permission } from '../generated/graphql';

const paths: Readonly<Record<Permission, string>> = {
  CLOUD_CONNECTIVITY_ONBOARD: 'Cloud Connectivity > Onboard',
  CLOUD_CONNECTIVITY_LOCATIONS: 'Cloud Connectivity > Locations',
  SERVICES_VIEW: 'Services > View',
  SERVICES_CONTROL: 'Services > Control',
  CLERK_SECURITY_VIEW: 'Clerk Security > View',
  CLERK_SECURITY_EDIT: 'Clerk Security > Edit',
  EVENT_LOGS_VIEW: 'Event Logs > View',
  AUDIT_VIEW: 'Audit > View',
  API_TOKENS_MANAGE: 'API Tokens > Manage',
};

/** Where the tick box stands in swiftpos' tree. */
export function permissionPath(permission: string): string {
  return paths[permission as Permission] ?? permission;
}
