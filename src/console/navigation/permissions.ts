import type { Permission } from '../generated/graphql';

/** What a page needs as a whole. Each clerk can open the others: of operations they see at least their own. */
export const permissionOfView: Readonly<Partial<Record<string, Permission>>> = {
  services: 'SERVICES_VIEW',
  alerts: 'SERVICES_VIEW',
  timeline: 'SERVICES_VIEW',
  diagnosis: 'SERVICES_VIEW',
  onboarding: 'CLOUD_CONNECTIVITY_ONBOARD',
  resync: 'CLOUD_CONNECTIVITY_ONBOARD',
  'event-log': 'EVENT_LOGS_VIEW',
  security: 'CLERK_SECURITY_VIEW',
  audit: 'AUDIT_VIEW',
  tokens: 'API_TOKENS_MANAGE',
  backups: 'SUPPORT_BUNDLE',
};

/** The permission that the clerk lacks for a page. Undefined: none, or it is not known yet. */
export function lackedFor(
  view: string,
  permissions: readonly Permission[] | null | undefined,
): Permission | undefined {
  const needed = permissionOfView[view];
  return permissions && needed && !permissions.includes(needed) ? needed : undefined;
}
