/** Which pages a clerk may open: those that would show nothing but a refusal are not in the navigation. */
import type { VenueAround } from '../data/contexts';
import type { Permission } from '../generated/graphql';

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

/** What is missing, by both gates; as long as that is not known, by what the group grants. Undefined: nothing. */
export function missingFor(
  view: string,
  { mayDo, viewer }: Pick<VenueAround, 'mayDo' | 'viewer'>,
): Permission | undefined {
  const needs = NEEDS[view];
  if (needs === undefined) return undefined;
  const found = mayDo?.find(({ permission }) => permission === needs)?.allowed;
  return (found ?? viewer?.permissions?.includes(needs) ?? true) ? undefined : needs;
}
