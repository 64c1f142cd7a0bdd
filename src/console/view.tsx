import { type ComponentType, lazy, Suspense } from 'react';
import { t } from './messages';
import { UnknownPage } from './ui/error-pages';
import { Waiting } from './ui/page';
import { VenueView } from './views/venue/venue';

/** A first visit doesn't carry these: each comes when it is opened, or a moment after the first page is. */
const loads = {
  alerts: async () => (await import('./views/alerts/alerts')).AlertsView,
  timeline: async () => (await import('./views/timeline/timeline')).TimelineView,
  services: async () => (await import('./views/service-table/services')).ServicesView,
  operations: async () => (await import('./views/operations/operations')).OperationsView,
  operation: async () => (await import('./views/operations/page')).OperationPage,
  onboarding: async () => (await import('./views/onboarding/onboarding')).OnboardingView,
  diagnosis: async () => (await import('./views/diagnosis/diagnosis')).DiagnosisView,
  resync: async () => (await import('./views/resync/resync')).ResyncView,
  security: async () => (await import('./views/security/security')).SecurityView,
  audit: async () => (await import('./views/audit/audit')).AuditView,
  eventLog: async () => (await import('./views/event-log/event-log')).EventLogView,
  maintenance: async () => (await import('./views/maintenance/maintenance')).MaintenanceView,
  // Parts of the venue's own page that it shows at times.
  firstSync: async () => (await import('./views/venue/first-sync')).FirstSync,
  history: async () => (await import('./views/venue/charts/history')).History,
  acknowledge: async () => (await import('./views/venue/acknowledge-dialog')).AcknowledgeDialog,
  activation: async () => (await import('./views/venue/activation-progress')).ActivationProgress,
  tokens: async () => (await import('./views/tokens/tokens')).TokensView,
  backups: async () => (await import('./views/backups/backups')).BackupsView,
};

const AlertsView = later(loads.alerts);
const TimelineView = later(loads.timeline);
const ServicesView = later(loads.services);
const OperationsView = later(loads.operations);
const OperationPage = later(loads.operation);
const OnboardingView = later(loads.onboarding);
const DiagnosisView = later(loads.diagnosis);
const ResyncView = later(loads.resync);
const SecurityView = later(loads.security);
const AuditView = later(loads.audit);
const EventLogView = later(loads.eventLog);
const MaintenanceView = later(loads.maintenance);
const TokensView = later(loads.tokens);
const BackupsView = later(loads.backups);

/** So that no page is missing when the server goes away later: one after the other. One that doesn't come is asked for again when it is opened. */
export async function loadAhead(): Promise<void> {
  for (const load of Object.values(loads)) await load().catch(() => undefined);
}

interface ViewProps {
  readonly view: string;
  readonly id: string | undefined;
}

/** What the address names. */
export function View(route: ViewProps) {
  return (
    <Suspense fallback={<Waiting title={t.frame.oneMoment} failure={undefined} />}>
      <Named {...route} />
    </Suspense>
  );
}

function Named({ view, id }: ViewProps) {
  switch (view) {
    case 'venue':
      return <VenueView />;
    case 'alerts':
      return <AlertsView />;
    case 'timeline':
      return <TimelineView />;
    case 'services':
      return <ServicesView />;
    case 'onboarding':
      return <OnboardingView id={id} />;
    case 'diagnosis':
      return <DiagnosisView />;
    case 'resync':
      return <ResyncView id={id} />;
    case 'operations':
      return id === undefined ? <OperationsView /> : <OperationPage key={id} id={id} />;
    case 'event-log':
      return <EventLogView />;
    case 'maintenance':
      return <MaintenanceView />;
    case 'security':
      return <SecurityView />;
    case 'audit':
      return <AuditView />;
    case 'tokens':
      return <TokensView />;
    case 'backups':
      return <BackupsView />;
    default:
      return <UnknownPage view={view} />;
  }
}

function later<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  return lazy(async () => ({ default: await load() }));
}
