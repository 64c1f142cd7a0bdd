/** The domain, put together from ports. `main.ts` hands in the adapters; nothing here knows them. */

import { VenueAlerts } from './alerts/alerts.js';
import { NotificationSender } from './alerts/send.js';
import { Denials } from './audit/denials.js';
import { TrailReader } from './audit/reader.js';
import { AuditTrail } from './audit/trail.js';
import { ScheduledBackups } from './backups/scheduled-backups.js';
import { MonotonicClock } from './clock/monotonic-clock.js';
import { TrustedClock } from './clock/trusted-clock.js';
import { inTrustedTime } from './clock/trusted-scripts.js';
import type { ControlPlane } from './control-plane.js';
import { alertingState } from './health/alerting-state.js';
import type { HealthReader } from './health/health.js';
import { VenueFigures } from './history/figures.js';
import { HistoryRecorder } from './history/recorder.js';
import { VenueMetrics } from './history/series.js';
import { VenueTimeline } from './history/timeline.js';
import { codeRequests } from './onboarding/code-requests.js';
import { activateSaga, VenueLocations } from './onboarding/locations.js';
import { onboardSaga } from './onboarding/onboard-steps.js';
import { VenueOnboarding } from './onboarding/onboarding.js';
import { VenueApprovals } from './operations/approvals.js';
import { ClockConfirmation } from './operations/clock-confirmation.js';
import { EventFeed } from './operations/event-feed.js';
import { failureTrail } from './operations/failure-trail.js';
import { Intents } from './operations/intents.js';
import { VenueMaintenance } from './operations/maintenance.js';
import { VenueOperations } from './operations/operations.js';
import { endRestored } from './operations/restored.js';
import { runRetention } from './operations/retention.js';
import { Runner } from './operations/runner.js';
import { sagasByKind } from './operations/saga.js';
import { WriteRetry } from './operations/write-retry.js';
import { interlocked } from './ordering/interlock.js';
import { TwoGateSecurity } from './permissions/clerk-security.js';
import { knowingGroups } from './permissions/known-groups.js';
import { KnownSecurity, readAgainAfterWrites } from './permissions/known-security.js';
import type { AuditAnchors } from './ports/audit-anchors.js';
import type { Backups } from './ports/backups.js';
import type { ClerkStore } from './ports/clerk-store.js';
import type { Clock, EventLogAlerts, Keys, Log, NewId, PeerUsers, PinHasher } from './ports/machine.js';
import type { NotificationChannel } from './ports/notification-channel.js';
import type { ScriptRunner } from './ports/script-runner.js';
import type { StateDatabase } from './ports/state-database.js';
import type { VenueStore } from './ports/venue-store.js';
import { VenueResync } from './resync/resync.js';
import { resyncSaga } from './resync/steps.js';
import { serviceControlSaga } from './services/control.js';
import { PlannedStops } from './services/planned-stops.js';
import { VenueServices } from './services/services.js';
import { ClerkWatch } from './sign-in/clerk-watch.js';
import { ConnectionOwners } from './sign-in/connection-owners.js';
import { ClerkLocks } from './sign-in/locks.js';
import { SessionEnds } from './sign-in/session-ends.js';
import { PinSignIn } from './sign-in/sign-in.js';
import { readOnboarding } from './status/onboarding.js';
import { impedimentsIn, type StatusListener, StatusPoller } from './status/status-poller.js';
import { type SupportParts, VenueSupportBundles } from './support/support-bundles.js';
import { ClerkApiTokens } from './tokens/api-tokens.js';
import type { Figure } from './types/figures.js';
import type { Settings } from './types/settings.js';
import { keepAccess } from './venue/account-access.js';
import { CloudReader } from './venue/cloud-reader.js';
import { VenueEventLog } from './venue/event-log.js';
import { LiveVenueReader } from './venue/reader.js';
import { RegistrationReader } from './venue/registration.js';

export interface ControlPlaneParts {
  readonly state: StateDatabase;
  readonly venue: VenueStore;
  readonly clerks: ClerkStore;
  readonly scripts: ScriptRunner;
  readonly keys: Keys;
  /** Of operations, redemptions, sync jobs and alerts. */
  readonly newId: NewId;
  readonly pins: PinHasher;
  /** Undefined: a script says. */
  readonly peerUsers: PeerUsers | undefined;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: nothing is reported. */
  readonly alerts?: EventLogAlerts;
  readonly settings: Settings;
  readonly health: HealthReader;
  /** Of the audit's head. */
  readonly anchors: AuditAnchors;
  /** New at every start: owner of what runs. */
  readonly bootId: string;
  /** User of the operating system that the program runs as; for the audit. Default: not said. */
  readonly runAs?: string;
  readonly rehearsal: boolean;
  readonly backups: Backups;
  /** Default: no support bundle is made. */
  readonly support?: SupportParts | undefined;
  /** Gateway Client is restarted after its credential was handed to it, as it may read it only when it starts. Default: it reads it automatically. */
  readonly restartsGateway?: boolean | undefined;
  /** Where alerts are sent. Default: nowhere. */
  readonly channels?: readonly NotificationChannel[];
  /** On the disk of the data folder. Default: unknown. */
  readonly freeBytes?: (() => Promise<number>) | undefined;
  /** Of this program. */
  readonly version: string;
  /** Of the PowerShell hosts. Default: none. */
  readonly hostFigures?: () => readonly Figure[];
}

export interface RunningControlPlane extends ControlPlane {
  /** Takes over the operations that earlier server runs left unfinished. */
  start(): Promise<void>;
  /** Checks the venue from now on, until it is stopped: what `status` answers from. */
  keepStatus(): void;
  /** The time by which it counts. */
  now(): Date;
  /** Releases running operations; the next start takes them over. */
  stop(): Promise<void>;
}

export function createControlPlane(handed: ControlPlaneParts): RunningControlPlane {
  const alerting = alertingState(handed.state, handed);
  const clock = new TrustedClock(handed.clock, [() => cloudTime(), () => handed.venue.utcNow()]);
  const trusting = { ...handed, clock, scripts: inTrustedTime(handed.scripts, clock) };
  const scripts = interlocked({ ...trusting, operations: alerting.operations, cloud: () => cloud });
  const given = { ...trusting, state: alerting, scripts };
  const { state, settings } = given;
  const stopped = new AbortController();
  const feed = new EventFeed(state.operations, clock, () => status.changed());
  const cloud: CloudReader = new CloudReader({
    ...given,
    keyValues: state.keyValues,
    changed: () => status.changed(),
  });
  const audit = new AuditTrail(given);
  const time = new MonotonicClock({ ...given, keyValues: state.keyValues });
  const known = new KnownSecurity({ ...given, keyValues: state.keyValues });
  const ends = new SessionEnds({ ...given, time });
  const watch = new ClerkWatch({ ...given, audit, ends });
  const registration = new RegistrationReader({ ...given, keyValues: state.keyValues });
  const cloudTime = async () => cloud.time((await registration.read()).customerNumber);
  const denials = new Denials({ ...given, audit });
  const clerks = readAgainAfterWrites(given.clerks, known);
  const security = new TwoGateSecurity({ ...given, clerks, audit, denials, time });
  const maintenance = new VenueMaintenance({ ...given, audit, security, changed: () => status.changed() });
  const apiTokens = new ClerkApiTokens({ ...given, audit, time, known, security, watch });
  // Writes of a running operation are retried while the state database is away; callers get the error at once.
  const writeRetry = new WriteRetry({ clock, log: given.log, limitMs: settings.statePatienceMs });
  const retriedState = writeRetry.wrap(state);
  const forRunner = { ...given, clock: writeRetry.clock };
  const codes = codeRequests(state.keyValues, clock);
  const onboardParts = { ...given, operations: retriedState.operations, codeRequests: codes };
  const sagas = sagasByKind([
    onboardSaga({ ...forRunner, operations: retriedState.operations, codeRequests: codes }),
    resyncSaga({ ...forRunner, cloud, services: { judged: (...asked) => services.judged(...asked) } }),
    activateSaga,
    serviceControlSaga(forRunner),
  ]);
  const eventLog = new VenueEventLog(given.scripts);
  const runner = new Runner({
    ...forRunner,
    state: retriedState,
    scripts: cloud.outdatedBy(given.scripts),
    feed: feed.withStore(retriedState.operations),
    verifyClock: async (unlessSure = false) => (unlessSure && clock.isSure()) || clock.confirmed(),
    audit,
    sagas,
    trailOf: failureTrail({ ...given, registration, eventLog, sagas }),
  });
  const intents = new Intents({ ...given, audit, sagas, runner, feed });
  const forActions = { audit, sagas, security, runner, feed, maintenance, intents };
  const parts = {
    ...onboardParts,
    ...forActions,
    cloud,
    eventLog,
    time,
    known,
    registration,
    denials,
    apiTokens,
  };
  const peerUsers = handed.peerUsers ?? new ConnectionOwners({ ...given, keyValues: state.keyValues });
  const services: VenueServices = new VenueServices({
    ...parts,
    impediments: () => impedimentsIn(status.status()),
  });
  const history = new HistoryRecorder(given);
  const backups = new ScheduledBackups(given);
  const auditReader = new TrailReader(parts);
  const figures = new VenueFigures({ ...given, audit: auditReader, hosts: given.hostFigures ?? (() => []) });
  const plannedStops = new PlannedStops({ ...given, changed: () => status.changed() }, stopped.signal);
  const listener: StatusListener = {
    seen(...reading) {
      figures.seen(...reading);
      void plannedStops.releaseOutlived(reading[0]);
      void history.seen(...reading);
    },
    earlier: (at) => history.earlier(at),
  };
  const status: StatusPoller = new StatusPoller({ ...parts, services, history: listener, backups });
  const operations = new VenueOperations(parts);
  const channels = given.channels ?? [];
  const sender = new NotificationSender({ ...given, channels, status });
  const alerts = new VenueAlerts({
    ...parts,
    clerks,
    auditReader,
    status,
    channels: channels.filter(({ kind }) => kind !== 'heartbeat').map(({ name }) => name),
    wake: () => sender.wake(),
  });
  return {
    status,
    timeline: new VenueTimeline({ state, operations, eventLog, clock }),
    metrics: new VenueMetrics({ state }),
    figures,
    alerts,
    clerks: knowingGroups(given.clerks, { keyValues: state.keyValues, clock }),
    venueRows: given.venue,
    health: given.health,
    signIn: new PinSignIn({ ...parts, ends, watch, peerUsers }),
    signInLocks: new ClerkLocks({ ...parts, clerks }),
    security,
    apiTokens,
    venue: new LiveVenueReader({ ...parts, onboarding: () => readOnboarding({ ...parts, services }) }),
    services,
    onboarding: new VenueOnboarding({ ...parts, status }),
    resync: new VenueResync({ ...parts, services }),
    locations: new VenueLocations(parts),
    operations,
    approvals: new VenueApprovals(parts),
    maintenance,
    clock: new ClockConfirmation({ ...parts, clock, changed: () => status.changed() }),
    audit: auditReader,
    eventLog,
    support: new VenueSupportBundles({ ...parts, status, support: given.support }),
    backups,
    now: () => clock.now(),
    async start() {
      await time.start();
      void time.keep(stopped.signal);
      await history.start();
      await endRestored({ ...given, ...forActions });
      await runner.start();
      await given.health.watch(stopped.signal);
      void audit.keep(stopped.signal);
      void watch.keep(stopped.signal);
      void runRetention({ ...given, sagas }, stopped.signal);
      void backups.keep(stopped.signal);
      if (!given.rehearsal) void keepAccess({ ...given, keyValues: state.keyValues }, stopped.signal);
    },
    keepStatus() {
      void status.watch(stopped.signal);
      void alerts.keep(stopped.signal);
      void sender.keep(stopped.signal);
    },
    async stop() {
      stopped.abort();
      await runner.stop();
      await denials.flush();
      await history.stop();
    },
  };
}
