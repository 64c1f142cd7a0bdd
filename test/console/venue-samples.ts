import type {
  DiagnosisPanelFragment,
  ServiceRowFragment,
  VenueLinkFragment,
} from '../../src/console/generated/graphql';
import type { VenueFacts } from '../../src/console/venue-state/venue-facts';

type Consumer = VenueLinkFragment['consumers'][number];

export function service(given: Partial<ServiceRowFragment> = {}): ServiceRowFragment {
  return {
    key: 'netpos',
    displayName: 'NetPOS',
    installed: true,
    status: 'RUNNING',
    startMode: 'AUTOMATIC',
    version: '10.58.0',
    startedAt: null,
    serves: [],
    stopsWith: [],
    health: 'HEALTHY',
    nextAction: null,
    heldBy: null,
    stoppedBy: null,
    observedAt: '2031-05-05T16:00:00Z',
    ...given,
  };
}

export function consumer(given: Partial<Consumer> = {}): Consumer {
  return { name: 'OrderAway', servedBy: ['gateway-client'], available: true, detail: null, ...given };
}

export function diagnosis(cause: DiagnosisPanelFragment['cause']): DiagnosisPanelFragment {
  return { cause, candidates: [], recommendation: `Mend ${cause}.`, resyncJustified: false, evidence: [] };
}

export function venue(
  given: Partial<Omit<VenueLinkFragment, 'onboarding'>> & {
    readonly state?: VenueLinkFragment['onboarding']['state'];
    readonly detail?: string;
    readonly firstSync?: VenueLinkFragment['onboarding']['firstSync'];
  } = {},
): VenueLinkFragment {
  const { state = 'CONNECTED', detail = null, firstSync = null, ...rest } = given;
  return {
    observedAt: '2031-05-05T16:00:00Z',
    registrationState: 'CURRENT',
    registrationExpiresOn: '2032-06-30',
    licences: ['CLOUD_SYNC'],
    onboarding: { state, onboardedAt: null, lastHeartbeatAt: null, detail, firstSync },
    consumers: [consumer()],
    ...rest,
  };
}

/** A venue of which everything is known and works, but for what is given. */
export function facts(given: Partial<VenueFacts> = {}): VenueFacts {
  return {
    isConnected: true,
    venue: venue(),
    services: [service()],
    diagnosis: diagnosis('NONE'),
    maintenance: undefined,
    running: [],
    ...given,
  };
}
