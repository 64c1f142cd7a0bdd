/** Which pages a clerk may open: those that would show nothing but a refusal are not in the navigation. */
import { permissionsOf, type VenueAround } from '../data/contexts';
import { inSentence, permissionPath } from '../format/format';
import type { Permission } from '../generated/graphql';
import { t } from '../messages';

/** By page; the others are everyone's. */
export const NEEDS: Readonly<Record<string, Permission>> = {
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

/** What is missing; undefined: nothing, or it is not known. */
export function missingFor(
  view: string,
  around: Pick<VenueAround, 'mayDo' | 'viewer'>,
): Permission | undefined {
  const needs = NEEDS[view];
  if (needs === undefined) return undefined;
  return (permissionsOf(around)?.includes(needs) ?? true) ? undefined : needs;
}

/** `You need Services > Control: "Support" does not grant it.`; undefined: nothing blocks it. */
export function hindranceOf(
  { mayDo }: Pick<VenueAround, 'mayDo'>,
  permission: Permission,
): string | undefined {
  const found = mayDo?.find((each) => each.permission === permission);
  return found && !found.allowed
    ? t.problem.hindrance(permissionPath(permission), inSentence(found.why))
    : undefined;
}
