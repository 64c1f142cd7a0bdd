/** Reads the facts of a status, each on its own: one that fails leaves the others known. */
import { AppError } from '../../errors/errors.js';
import type { ScheduledBackups } from '../backups/scheduled-backups.js';
import type { MonotonicClock } from '../clock/monotonic-clock.js';
import type { TrustedClock } from '../clock/trusted-clock.js';
import type { HealthReader } from '../health/health.js';
import { listOpenCleanups } from '../operations/deferred-cleanup.js';
import { lastFailures } from '../operations/last-failures.js';
import type { Maintenance } from '../operations/maintenance.js';
import type { Sagas } from '../operations/saga.js';
import { type Clock, inTime } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { StateDatabase } from '../ports/state-database.js';
import type { VenueStore } from '../ports/venue-store.js';
import { asAppError } from '../scripts/failure.js';
import type { VenueServices } from '../services/services.js';
import { wrongPinsOfDay } from '../sign-in/wrong-pins.js';
import { ABSENT, type Fact, known, knownOf, unknown } from '../types/fact.js';
import type { FindingCode } from '../types/findings.js';
import type { Operation, OperationStep } from '../types/operation.js';
import { type CloudVenue, isOpen, type SyncJob } from '../venue/cloud.js';
import type { CloudReader } from '../venue/cloud-reader.js';
import { getVenueHost } from '../venue/host.js';
import { judgeLink, type LinkTakenBack, mayBeAnothers, readLinkTakenBack } from '../venue/link.js';
import type { RegistrationReader } from '../venue/registration.js';
import { venueTime } from '../venue/trading-hours.js';
import { EndedOnboardings, readUnfinished, WAIT_FOR_BREAK } from '../venue/unfinished.js';
import type { Cleanup, OpenSend, SendOwner, Snapshot, Wait } from './snapshot.js';

export interface FactReaders {
  readonly venue: VenueStore;
  readonly scripts: ScriptRunner;
  readonly services: Pick<VenueServices, 'own'>;
  readonly registration: RegistrationReader;
  readonly cloud: CloudReader;
  readonly maintenance: Pick<Maintenance, 'read'>;
  readonly health: HealthReader;
  readonly state: Pick<StateDatabase, 'operations' | 'keyValues'>;
  readonly sagas: Sagas;
  readonly backups: Pick<ScheduledBackups, 'last' | 'state'>;
  readonly clock: Clock & Pick<TrustedClock, 'aheadMs'>;
  /** What wrong PINs are counted in. */
  readonly time: Pick<MonotonicClock, 'now'>;
}

/** Younger answers of the cloud are good enough; whatever acts on the venue makes them old. */
const CLOUD_AGE_MS = 10_000;
/** A cloud that has too much to do says nothing new: what it said before holds so long. */
const BUSY_MS = 5 * 60_000;
const BUSY_REMEDY = 'Wait a minute: the server asks again automatically.';
/** A hung database must not take the other facts with it. */
const FACT_MS = 6000;

export async function readFacts(from: FactReaders, before: Snapshot): Promise<Snapshot> {
  const registration = await readRegistration(from);
  const read = await together({
    cloud: readCloud(from, registration, before),
    locations: ofVenue(from, from.venue.locations()),
    host: fact(getVenueHost(from.scripts), 'FACT_UNKNOWN'),
    services: fact(from.services.own(), 'POWERSHELL_UNAVAILABLE'),
    everConnected: fact(from.cloud.everConnected(), 'STATE_DATABASE_UNAVAILABLE'),
    databaseOperations: ofVenue(from, from.venue.databaseOperations()),
    backlog: ofVenue(from, from.venue.syncBacklog()),
    tradingPeriods: ofVenue(from, from.venue.tradingPeriods()),
    clerkRows: ofVenue(from, from.venue.requireWholeClerks()),
    lastSaleAt: ofVenue(from, from.venue.lastSaleAt()),
    maintenance: fact(from.maintenance.read(), 'STATE_DATABASE_UNAVAILABLE'),
    wrongPins: fact(wrongPinsOfDay(from.state.keyValues, from.time.now()), 'STATE_DATABASE_UNAVAILABLE'),
    parts: fact(
      from.health.report().then((report) => report.parts),
      'FACT_UNKNOWN',
    ),
  });
  const host = identified(read.host, before, read.cloud);
  const first = { ...read, host };
  const { cloud } = first;
  // After the cloud: an operation that starts or ends in between must not look like a send without an owner.
  const then = await together({
    exceptions: inVenueTime(from, readExceptions(from.venue, cloud)),
    operations: fact(from.state.operations.active(), 'STATE_DATABASE_UNAVAILABLE'),
    failures: fact(lastFailures(from), 'STATE_DATABASE_UNAVAILABLE'),
    left: leftByOnboardings(from, { registration, cloud, host }),
    cleanups: fact(openCleanups(from), 'STATE_DATABASE_UNAVAILABLE'),
  });
  const { left, ...others } = then;
  return {
    at: from.clock.now(),
    registration,
    ...first,
    ...others,
    ...left,
    hostServices: ABSENT,
    openSend: await readSend(from, cloud, then.operations),
    waits: await readWaits(from, then.operations),
    lastBackupAt: orAbsent(() => from.backups.last()?.takenAt),
    backups: orAbsent(() => from.backups.state()),
    clockAheadMs: known(from.clock.aheadMs()),
  };
}

const IDENTIFY =
  'Run "venue-control doctor" on the server. A virtual machine may need a UUID, which is set on its host.';

/**
 * A server keeps its identity while it runs. Where it is unknown, and the cloud hears one, that is unknown to
 * be this server.
 */
function identified(host: Snapshot['host'], before: Snapshot, cloud: Snapshot['cloud']): Snapshot['host'] {
  if (host.is !== 'known' || host.value.machineId !== undefined) return host;
  const found = known({ ...host.value, machineId: knownOf(before.host)?.machineId });
  if (!mayBeAnothers({ host: found, cloud })) return found;
  return {
    ...found,
    failure: unknown(new AppError('MACHINE_UNKNOWN', { remedy: IDENTIFY }), 'FACT_UNKNOWN'),
  };
}

async function together<Asked extends Readonly<Record<string, Promise<unknown>>>>(asked: Asked) {
  const found = Object.entries(asked).map(async ([name, answer]) => [name, await answer] as const);
  return Object.fromEntries(await Promise.all(found)) as { [Name in keyof Asked]: Awaited<Asked[Name]> };
}

/** While the database hangs, a second read returns the last known one at once. */
async function readRegistration(from: FactReaders): Promise<Snapshot['registration']> {
  const read = () =>
    inTime(from.clock, FACT_MS, fact(from.registration.read(), 'VENUE_DATABASE_UNAVAILABLE'));
  const found = (await read()) ?? (await read()) ?? hangs();
  if (found.is !== 'known' || !found.value.failure) return found;
  return { ...found, failure: unknown(found.value.failure, 'VENUE_DATABASE_UNAVAILABLE') };
}

function ofVenue<T>(from: FactReaders, question: Promise<T>): Promise<Fact<T>> {
  return inVenueTime(from, fact(question, 'FACT_UNKNOWN'));
}

async function inVenueTime<T>(from: FactReaders, read: Promise<Fact<T>>): Promise<Fact<T>> {
  return (await inTime(from.clock, FACT_MS, read)) ?? hangs();
}

function hangs(): Fact<never> {
  const message = `The venue's database has not responded within ${FACT_MS / 1000} s.`;
  return unknown(new AppError('VENUE_DATABASE_UNAVAILABLE', { message }), 'FACT_UNKNOWN');
}

/** What ended onboardings left, each of them read once. */
export async function leftByOnboardings(
  { state }: Pick<SendReaders, 'state'>,
  facts: Pick<Snapshot, 'registration' | 'cloud' | 'host'>,
): Promise<Pick<Snapshot, 'linkTakenBack' | 'unfinished'>> {
  const ended = new EndedOnboardings(state.operations);
  const link = judgeLink({ ...facts, linkTakenBack: known('NO') });
  // Of a venue that is silent, or may be: it is of no account as long as the cloud hears it.
  const isSilent = link === 'OFFLINE' || link === 'UNKNOWN';
  const linkTakenBack = isSilent
    ? await fact(readLinkTakenBack(ended, knownOf(facts.cloud)?.connection), 'STATE_DATABASE_UNAVAILABLE')
    : known<LinkTakenBack>('NO');
  const unfinished = await readUnfinished(ended).then(
    (found) => (found ? known(found) : ABSENT),
    (error: unknown) => unknown(asAppError(error), 'STATE_DATABASE_UNAVAILABLE'),
  );
  return { linkTakenBack, unfinished };
}

/** Since the last full send, which only the cloud knows: those from before are settled. */
export async function readExceptions(
  venue: Pick<VenueStore, 'syncExceptions'>,
  cloud: Fact<CloudVenue>,
): Promise<Snapshot['exceptions']> {
  if (cloud.is !== 'known') return cloud;
  return fact(venue.syncExceptions(cloud.value.sync.lastCompletedAt), 'FACT_UNKNOWN');
}

async function readWaits(
  { state }: FactReaders,
  operations: Snapshot['operations'],
): Promise<Snapshot['waits']> {
  if (operations.is !== 'known') return operations;
  const onboardings = operations.value.filter(({ kind }) => kind === 'ONBOARD').map(({ id }) => id);
  if (onboardings.length === 0) return known([]);
  const steps = await fact(state.operations.steps(onboardings), 'STATE_DATABASE_UNAVAILABLE');
  if (steps.is !== 'known') return steps;
  return known(steps.value.flatMap(waitOf));
}

function waitOf({ name, state, operationId, startedAt: since }: OperationStep): readonly Wait[] {
  return WAIT_FOR_BREAK.includes(name) && state === 'RUNNING' && since
    ? [{ operationId, step: name, since }]
    : [];
}

async function openCleanups(from: FactReaders): Promise<readonly Cleanup[]> {
  const all = await listOpenCleanups(from);
  return all.map(({ operation, cleanup }) => ({ operationId: operation.id, open: cleanup.open }));
}

function orAbsent<T>(read: () => T | undefined): Fact<T> {
  try {
    const value = read();
    return value === undefined ? ABSENT : known(value);
  } catch (error) {
    return unknown(asAppError(error), 'FACT_UNKNOWN');
  }
}

async function readCloud(
  { cloud, clock }: FactReaders,
  registration: Snapshot['registration'],
  before: Snapshot,
): Promise<Fact<CloudVenue>> {
  if (registration.is !== 'known') return registration;
  const answer = await cloud.recent(registration.value.customerNumber, CLOUD_AGE_MS);
  if (!(answer instanceof AppError)) return known(answer);
  if (answer.code === 'BUSY' && before.cloud.is === 'known') {
    const { observedAt } = before.cloud.value;
    const seen = venueTime(observedAt, registration.value.timeZone);
    const message = `${answer.message} The page shows what it reported at ${seen}.`;
    const failure = unknown(new AppError('BUSY', { message, remedy: BUSY_REMEDY }), 'CLOUD_BUSY');
    if (clock.now().getTime() - observedAt.getTime() < BUSY_MS) return { ...before.cloud, failure };
  }
  return unknown(answer, 'CLOUD_UNREACHABLE');
}

/** Where facts of a send are read; without sagas a withdrawal that continues is not known of. */
export type SendReaders = Pick<FactReaders, 'state'> & Partial<Pick<FactReaders, 'sagas'>>;

/** `cloud` was asked before `operations` were read. */
export async function readSend(
  from: SendReaders,
  cloud: Fact<CloudVenue>,
  operations: Fact<readonly Operation[]>,
): Promise<Fact<OpenSend>> {
  if (cloud.is !== 'known') return cloud;
  const { job } = cloud.value.sync;
  if (!isOpen(job)) return ABSENT;
  if (operations.is !== 'known') return known({ job, owner: operations });
  const owner = await ownerOf(from, { job, seenAt: cloud.value.observedAt }, operations.value).catch(
    (error: unknown) => unknown(asAppError(error), 'STATE_DATABASE_UNAVAILABLE'),
  );
  return known({ job, owner });
}

/** The first sync belongs to the onboarding before it, unless its rollback is withdrawing it; a full send to the resync that requested it. */
async function ownerOf(
  { state, sagas = new Map() }: SendReaders,
  { job, seenAt }: { readonly job: SyncJob; readonly seenAt: Date },
  active: readonly Operation[],
): Promise<Fact<SendOwner>> {
  if (job.kind === 'FIRST') {
    const left = await withdrawalOf({ state, sagas }, job.kind);
    if (left) return known(left);
    const [onboarding] = await state.operations.listAsStored({ first: 1, kinds: ['ONBOARD'] });
    const plannedEnd = plannedEndOf(job, onboarding);
    return known({ operationId: undefined, endsAt: undefined, plannedEnd });
  }
  // One that has just ended owned it while the cloud was asked.
  const newest = await state.operations.listAsStored({ first: 1, kinds: ['RESYNC'] });
  const ended = newest.filter(({ finishedAt }) => finishedAt !== undefined && finishedAt >= seenAt);
  const resyncs = [...active.filter(({ kind }) => kind === 'RESYNC'), ...ended];
  const steps = await state.operations.steps(resyncs.map(({ id }) => id));
  const step = steps.find(({ before, result }) => [before, result].some((it) => it?.['jobId'] === job.jobId));
  const owner = resyncs.find(({ id }) => id === step?.operationId);
  if (owner) {
    const { id: operationId, estimatedFinishAt: endsAt } = owner;
    return known({ operationId, endsAt, plannedEnd: plannedEndOf(job, owner) });
  }
  const left = await withdrawalOf({ state, sagas }, job.jobId);
  return left ? known(left) : ABSENT;
}

function plannedEndOf({ startedAt }: SyncJob, operation: Operation | undefined): Date | undefined {
  const impact = operation?.input['impact'] as { readonly estimatedSeconds: number } | undefined;
  return startedAt && impact && new Date(startedAt.getTime() + impact.estimatedSeconds * 1000);
}

async function withdrawalOf(from: Required<SendReaders>, withdraws: string): Promise<SendOwner | undefined> {
  const own = (await listOpenCleanups(from)).find(({ cleanup }) => cleanup.withdraws === withdraws);
  return own && { operationId: own.operation.id, endsAt: undefined, isWithdrawing: true };
}

export async function fact<T>(question: Promise<T>, by: FindingCode): Promise<Fact<T>> {
  return question.then(known, (error: unknown) => unknown(asAppError(error), by));
}
