import type {
  ConsumerLineFragment,
  DiagnosisPanelFragment,
  ServiceRowFragment,
  StatusFindingLineFragment,
} from '../../src/console/generated/graphql';

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

export function consumer(given: Partial<ConsumerLineFragment> = {}): ConsumerLineFragment {
  return { name: 'OrderAway', servedBy: ['gateway-client'], available: true, detail: null, ...given };
}

export function diagnosis(cause: DiagnosisPanelFragment['cause']): DiagnosisPanelFragment {
  return { cause, candidates: [], recommendation: `Fix ${cause}.`, resyncJustified: false, evidence: [] };
}

export function finding(given: Partial<StatusFindingLineFragment> = {}): StatusFindingLineFragment {
  return {
    code: 'SERVICE_DOWN',
    severity: 'WARNING',
    since: '2031-05-05T16:00:00Z',
    message: 'NetPOS is not running.',
    remedy: 'Start it.',
    consumers: [],
    service: 'netpos',
    operationId: null,
    ...given,
  };
}
