/** A domain that answers at once with one small venue; a test replaces the parts it cares about. */

import type { ControlPlane } from '../../src/domain/control-plane.js';
import type { SyncDiagnosis } from '../../src/domain/diagnosis/diagnosis.js';
import { seenBy } from '../../src/domain/operations/seen-operation.js';
import { gateAgainst } from '../../src/domain/permissions/rules.js';
import type { Plan } from '../../src/domain/plans/plan.js';
import type { ClerkRow, SecurityGroupRow } from '../../src/domain/ports/clerk-reader.js';
import type { Viewer } from '../../src/domain/request/viewer.js';
import type { ServiceView } from '../../src/domain/services/view.js';
import type { VenueStatus } from '../../src/domain/status/judge-status.js';
import { ALL_PERMISSIONS, Permission } from '../../src/domain/types/permissions.js';
import { AppError } from '../../src/errors/errors.js';
import { apiToken } from './api-token-sample.js';
import { alertAnswers, auditAnswers, supportAnswers } from './audit-answers.js';
import { operation } from './operation-sample.js';
import { venueView } from './venue-answer.js';

export const MOMENT = new Date('2031-05-06T12:00:00.123Z');

/** Every method of the domain, each replaceable. */
export type Replaced = { [Part in keyof ControlPlane]?: Partial<ControlPlane[Part]> };

export interface Fake {
  readonly controlPlane: ControlPlane;
  /** Mutations for which a DENIED audit row was asked. */
  readonly denied: string[];
}

export function fakeControlPlane(replaced: Replaced = {}): Fake {
  const denied: string[] = [];
  const answers = standardAnswers(denied);
  const parts = Object.keys(answers) as (keyof ControlPlane)[];
  const merged = parts.map((part) => [part, { ...answers[part], ...replaced[part] }]);
  return { controlPlane: Object.fromEntries(merged) as ControlPlane, denied };
}

export const administrators: SecurityGroupRow = { id: '1', name: 'Administrators', rank: 1 };

const locationGroups = ['Hotel', 'Marina Kiosk'].map((name, index) => ({ id: String(index + 1), name }));

export const clerkRow = (given: Partial<ClerkRow> = {}): ClerkRow => {
  const groups = { clerkGroupId: '0', securityGroupId: '1' };
  return { id: '1', name: 'Morgan Reyes', active: true, ...groups, ...given };
};

export function viewer(given: Partial<Viewer> = {}): Viewer {
  return {
    clerk: clerkRow(),
    sessionId: 'session',
    securityGroup: administrators,
    permissions: new Set(ALL_PERMISSIONS),
    scope: { every: true, locationGroupIds: new Set(['1', '2']) },
    steppedUpUntil: MOMENT,
    ...given,
  };
}

const serviceView: ServiceView = {
  key: 'gateway-client',
  displayName: 'Gateway Client',
  installed: true,
  status: 'RUNNING',
  startMode: 'AUTOMATIC',
  version: '10.58.0',
  processId: 4711,
  startedAt: MOMENT,
  stopsWith: [],
  serves: ['OrderAway'],
  health: 'HEALTHY',
  nextAction: undefined,
  isUnstable: false,
  heldBy: undefined,
  stoppedBy: undefined,
  observedAt: MOMENT,
};

const noRows = { rows: [], hasNextPage: false, end: undefined, missing: [] };
const health = { status: 'OK', version: '0.1.0', startedAt: MOMENT, parts: [] } as const;
const status: VenueStatus = {
  state: 'OK',
  since: MOMENT,
  planned: false,
  plannedUntil: undefined,
  headline: 'Online.',
  cause: undefined,
  findings: [],
  consumers: [],
  checkedAt: MOMENT,
  lastBackupAt: undefined,
  failures: [],
};
const diagnosis: SyncDiagnosis = {
  cause: 'NONE',
  candidates: [],
  evidence: [],
  recommendation: 'No fault was found.',
  resyncJustified: false,
};

const plan: Plan = {
  window: undefined,
  fingerprint: 'fp',
  impact: { unavailable: ['OrderAway'], locations: [], estimatedSeconds: 5400, basis: 'rows' },
  checks: [],
  steps: [],
  ready: true,
  expiresAt: MOMENT,
};

function standardAnswers(denied: string[]): ControlPlane {
  const session = { token: 'token', expiresAt: MOMENT, steppedUpUntil: MOMENT, mustChangePin: false };
  const signedIn = { ...session, clerk: clerkRow() };
  return {
    clerks: {
      clerks: async (ids) => (ids ?? ['1']).filter((id) => id === '1').map((id) => clerkRow({ id })),
      standings: async (ids) => ids.map((id) => ({ ...clerkRow({ id }), permissions: [] })),
      clerksOfClerkGroups: async () => [clerkRow()],
      clerksOfSecurityGroups: async () => [clerkRow()],
      clerkGroups: async () => [{ id: '0', name: 'Managers' }],
      locationGroupIdsOf: async (ids) => ids.flatMap((id) => pairs(id)),
      securityGroups: async () => [administrators],
      ticks: async () => [],
    },
    venueRows: {
      registration: async () => venueView,
      locationGroups: async () => locationGroups,
      locations: async (ids) => (ids ?? []).map((id) => ({ id: `${id}0`, name: 'Bar', locationGroupId: id })),
      tradingPeriods: async () => [{ weekday: 'MONDAY', opensAt: '10:00', closesAt: '23:00' }],
      lastSaleAt: async () => undefined,
      requireWholeClerks: async () => undefined,
      databaseOperations: async () => [],
      syncTableCounts: async () => [],
      utcNow: async () => undefined,
      viewProfile: async () => undefined,
      syncBacklog: async () => ({ messages: 0, oldestAt: undefined }),
      syncExceptions: async () => ({ rows: 0, newestAt: undefined, tables: [], newestMessage: undefined }),
    },
    health: { report: async () => health, watch: async () => undefined },
    signIn: {
      signIn: async () => signedIn,
      stepUp: async () => signedIn,
      changePin: async ({ viewer: { token } }) => {
        if (token) throw new AppError('PERSON_NEEDED');
      },
      signOut: async () => true,
      viewerOf: async () => viewer(),
    },
    security: {
      gateAgainst,
      async refusal(_caller, gate, permission, action) {
        if (action !== undefined) denied.push(action);
        return new AppError('FORBIDDEN', { details: { gate, permission, grantableBy: ['Administrators'] } });
      },
      grant: async () => administrators,
      revoke: async () => administrators,
      permissionsOf: async (ids) => new Map(ids.map((id) => [id, [Permission.SERVICES_VIEW]])),
      effectiveOf: async () => new Map(),
      holdersOf: async (permission) => ({ permission, path: '', holders: [], limit: 5, warning: undefined }),
    },
    signInLocks: { unlock: async () => clerkRow(), locked: async () => new Map() },
    apiTokens: {
      create: async (_caller, input) => ({ ...apiToken(input), token: 'vct_shown_once' }),
      renew: async () => ({ ...apiToken(), token: 'vct_shown_once' }),
      list: async () => [apiToken()],
      revoke: async () => undefined,
    },
    venue: {
      venue: async () => venueView,
      onboarding: async () => ({
        state: 'NEVER_CONNECTED',
        onboardedAt: undefined,
        lastHeartbeatAt: undefined,
        detail: undefined,
        firstSync: undefined,
      }),
      locationStates: async () => undefined,
    },
    alerts: alertAnswers,
    status: {
      status: () => status,
      withCloud: (report) => report,
      async *changes() {
        yield status;
      },
    },
    timeline: { page: async () => noRows, recordedSince: async () => undefined },
    figures: { read: async () => [], resource: async () => ({}) },
    metrics: { series: async ({ name, from }) => ({ name, unit: 's', from, stepSeconds: 60, buckets: [] }) },
    services: {
      all: async () => [serviceView],
      one: async (key) => (key === serviceView.key ? serviceView : undefined),
      control: async () => serviceView,
      async *changes() {
        yield serviceView;
      },
    },
    onboarding: {
      plan: async () => ({ ...plan, case: 'FIRST_TIME', needsCode: true, passport: undefined }),
      windowOf: async () => undefined,
      codeRequest: async () => undefined,
      codeShape: () => ({ pattern: '[A-Z]{8}', words: '8 letters' }),
      requestCode: async () => ({ sentTo: 'm*', sentAt: MOMENT, expiresAt: undefined, attemptsLeft: 5 }),
      start: async () => operation(),
      finish: async () => operation(),
      unfinishedId: async () => undefined,
    },
    resync: {
      diagnosis: async () => diagnosis,
      plan: async () => ({ ...plan, diagnosis }),
      start: async () => operation({ kind: 'RESYNC' }),
    },
    approvals: {
      approve: async () => operation(),
      reject: async () => operation({ state: 'CANCELLED' }),
      approvers: async ({ state }) => (state === 'AWAITING_APPROVAL' ? [clerkRow({ id: '2' })] : undefined),
      resolve: async () => operation(),
    },
    clock: { confirm: async () => MOMENT },
    maintenance: {
      read: async () => ({
        on: false,
        since: undefined,
        until: undefined,
        reason: undefined,
        byName: undefined,
        freezes: [],
      }),
      set: async () => ({
        on: true,
        since: MOMENT,
        until: MOMENT,
        reason: 'storm',
        byName: 'Morgan Reyes',
        freezes: [],
      }),
    },
    audit: auditAnswers,
    ...supportAnswers,
    eventLog: { page: async () => ({ entries: [], hasNextPage: false }) },
    locations: { activate: async () => operation(), inScope: async () => [] },
    operations: {
      find: async (_viewer, id) => (id === 'op-1' ? operation() : undefined),
      requireVisible: async () => undefined,
      list: async () => ({ operations: [operation()], hasNextPage: false }),
      count: async () => 1,
      steps: async () => [],
      events: async () => [],
      seenBy: (reader, read) => seenBy(reader, read, []),
      title: () => 'Onboard the venue',
      summary: () => 'Onboarding runs.',
      cancel: async () => operation({ state: 'CANCELLING' }),
      async *follow(operationId) {
        const event = { operationId, sequence: 1, at: MOMENT, step: undefined, percent: undefined };
        yield { operation: operation(), event: { ...event, level: 'INFORMATION', message: 'begun' } };
      },
      async *changes() {
        yield operation();
      },
    },
  };
}

function pairs(clerkGroupId: string): { clerkGroupId: string; locationGroupId: string }[] {
  return ['1', '2'].map((locationGroupId) => ({ clerkGroupId, locationGroupId }));
}
