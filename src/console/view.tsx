import { type ComponentType, lazy, Suspense } from 'react';
import { Waiting } from './ui/page';
import { UnknownPage } from './ui/unknown-page';
import { OnboardingView } from './views/onboarding/onboarding';
import { OperationPage } from './views/operations/operation-page';
import { OperationsView } from './views/operations/operations';
import { ResyncView } from './views/resync/resync';
import { ServicesView } from './views/service-table/services';
import { VenueView } from './views/venue/venue';

/** Looked at less often, so that a first visit doesn't carry them: each comes when it is opened. */
const SecurityView = later(() =>
  import('./views/security/security').then(({ SecurityView }) => SecurityView),
);

const AuditView = later(() => import('./views/audit/audit').then(({ AuditView }) => AuditView));
const EventLogView = later(() =>
  import('./views/event-log/event-log').then(({ EventLogView }) => EventLogView),
);
const MaintenanceView = later(() =>
  import('./views/maintenance/maintenance').then(({ MaintenanceView }) => MaintenanceView),
);
const TokensView = later(() => import('./views/tokens/tokens').then(({ TokensView }) => TokensView));

/** What the address names. */
export function View({ view, id }: { readonly view: string; readonly id: string | undefined }) {
  switch (view) {
    case 'venue':
      return <VenueView />;
    case 'services':
      return <ServicesView />;
    case 'onboarding':
      return <OnboardingView id={id} />;
    case 'resync':
      return <ResyncView id={id} />;
    case 'operations':
      return id === undefined ? <OperationsView /> : <OperationPage key={id} id={id} />;
    case 'security':
      return <SecurityView />;
    case 'audit':
      return <AuditView />;
    case 'event-log':
      return <EventLogView />;
    case 'maintenance':
      return <MaintenanceView />;
    case 'tokens':
      return <TokensView />;
    default:
      return <UnknownPage view={view} />;
  }
}

function later(load: () => Promise<ComponentType>): ComponentType {
  const Loaded = lazy(async () => ({ default: await load() }));
  return () => (
    <Suspense fallback={<Waiting title="One moment" failure={undefined} />}>
      <Loaded />
    </Suspense>
  );
}
