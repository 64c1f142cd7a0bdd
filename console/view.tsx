import type { ComponentType } from 'react';
import type { FallbackProps } from 'react-error-boundary';
import { t } from './messages';
import { BrokenPage, UnknownPage } from './ui/error-pages';
import { late } from './ui/late';
import { Waiting } from './ui/page';
import { VenueView } from './views/venue/venue';

interface NamedProps {
  readonly id: string | undefined;
}

/** A first visit doesn't carry these: each comes when it is opened, or a moment after the first page is. */
const loads: Readonly<Record<string, () => Promise<ComponentType<NamedProps>>>> = {
  alerts: async () => (await import('./views/alerts/alerts')).AlertsView,
  timeline: async () => (await import('./views/timeline/timeline')).TimelineView,
  services: async () => (await import('./views/service-table/services')).ServicesView,
  operations: async () => (await import('./views/operations/page')).OperationsPage,
  onboarding: async () => (await import('./views/onboarding/onboarding')).OnboardingView,
  diagnosis: async () => (await import('./views/diagnosis/diagnosis')).DiagnosisView,
  resync: async () => (await import('./views/resync/resync')).ResyncView,
  security: async () => (await import('./views/security/security')).SecurityView,
  audit: async () => (await import('./views/audit/audit')).AuditView,
  'event-log': async () => (await import('./views/event-log/event-log')).EventLogView,
  maintenance: async () => (await import('./views/maintenance/maintenance')).MaintenanceView,
  tokens: async () => (await import('./views/tokens/tokens')).TokensView,
  backups: async () => (await import('./views/backups/backups')).BackupsView,
};

/** Parts of the venue's own page that it shows at times, and what any page asks with. */
const parts = [
  () => import('./ui/dialog'),
  () => import('./views/venue/first-sync'),
  () => import('./views/venue/charts/history'),
  () => import('./views/venue/acknowledge-dialog'),
  () => import('./views/venue/activation-progress'),
  () => import('./palette/palette'),
];

const around = {
  waiting: <Waiting title={t.frame.oneMoment} failure={undefined} />,
  missing: (failed: FallbackProps) => <BrokenPage {...failed} />,
};

const views = new Map<string, ComponentType<NamedProps>>([
  ['venue', VenueView],
  ...Object.entries(loads).map(([view, load]) => [view, late(load, around)] as const),
]);

/** So that no page is missing when the server goes away later: one after the other. One that doesn't come is asked for again when it is opened. */
export async function loadAhead(): Promise<void> {
  for (const load of [...Object.values(loads), ...parts]) await load().catch(() => undefined);
}

/** What the address names. */
export function View({ view, id }: NamedProps & { readonly view: string }) {
  const Named = views.get(view);
  return Named ? <Named key={id} id={id} /> : <UnknownPage view={view} />;
}
