import type {
  AlertLineFragment,
  ConsumerLineFragment,
  DiagnosisPanelFragment,
  ServiceRowFragment,
  StatusFindingLineFragment,
  VenueStatusLineFragment,
} from '../../console/generated/graphql';
import type { VenueStatus } from '../../src/domain/status/judge-status';

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
  return { name: 'OrderAway', available: true, detail: null, ...given };
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
    actionCode: 'OPEN_SERVICES',
    params: [],
    consumers: [],
    service: 'netpos',
    operationId: null,
    ...given,
  };
}

/** As the wire carries it. */
export function wire(status: VenueStatus): VenueStatusLineFragment {
  const { state, since, planned, plannedUntil, headline, checkedAt, cause, findings } = status;
  return {
    state,
    since: since.toISOString(),
    planned,
    plannedUntil: plannedUntil?.toISOString() ?? null,
    headline,
    checkedAt: checkedAt.toISOString(),
    cause: cause
      ? { code: cause.code, service: cause.service ?? null, operationId: cause.operationId ?? null }
      : null,
    findings: findings.map(({ since: begun, service, operationId, actionCode, params, ...rest }) => ({
      ...rest,
      actionCode: actionCode ?? null,
      params: Object.entries(params).map(([name, value]) => ({ name, value })),
      since: begun.toISOString(),
      service: service ?? null,
      operationId: operationId ?? null,
    })),
  };
}

export function alert(given: Partial<AlertLineFragment> = {}): AlertLineFragment {
  return {
    id: 'alert-1',
    code: 'SERVICE_DOWN',
    severity: 'CRITICAL',
    state: 'OPEN',
    message: 'NetPOS is not running.',
    remedy: 'Start it.',
    beganAt: '2031-05-05T16:00:00Z',
    openedAt: '2031-05-05T16:02:00Z',
    clearedAt: null,
    overSince: null,
    acknowledgedByName: null,
    acknowledgedReason: null,
    acknowledgedUntil: null,
    occurrences: 1,
    findingCode: null,
    actionCode: null,
    service: null,
    operationId: null,
    ...given,
  };
}
