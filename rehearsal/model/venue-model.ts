/** A simulated venue, cloud included: made, moved on in time, and asked when it changes next. */
import { newId, newStreams, secretsOf } from './chance.js';
import { addRedemption } from './cloud/redemptions.js';
import { flowBeats, linkDueAt, settleGateway } from './gateway.js';
import { newMonitor } from './monitor.js';
import { LOCATIONS, newDatabase, SWIFTPOS_VERSION } from './seed.js';
import { SERVICE_KEYS } from './service-keys.js';
import type { VenueModel } from './state.js';
import { flowSync, newSync, runSync, settleSync, syncDueAt } from './sync/sync.js';
import { newTill, runTill, settleTill, tillDueAt } from './till.js';
import { DAY_MS, machineNow } from './time.js';
import { runServices, servicesDueAt } from './windows/lifecycle.js';
import { isAwake, newServices } from './windows/services.js';
import { runWatchdog, settleWatchdog, watchdogDueAt } from './windows/watchdog.js';

export type { VenueModel } from './state.js';

export interface Given {
  /** True time in ms. */
  readonly at: number;
  readonly seed?: number;
  /** `synced`: onboarded a month ago, link up, all data sent, locations activated. Default: never. */
  readonly connected?: 'never' | 'synced';
  readonly cloudSync?: 'licensed' | 'unlicensed';
}

const MOST_CHANGES = 1_000_000;

export function createVenueModel(given: Given): VenueModel {
  const { at, seed = 1, connected = 'never', cloudSync = 'licensed' } = given;
  const model: VenueModel = {
    at,
    random: newStreams(seed),
    actor: '',
    faults: {},
    rowsPerSecond: 900,
    offDuringSend: ['OrderAway', 'TouchMini', 'Cloud BackOffice Analytics'],
    timing: {
      serviceStart: 1500,
      serviceStop: 700,
      watch: 3000,
      poll: 200,
      script: 20,
      cloud: 30,
      cloudSyncLook: 1000,
      install: 2000,
    },
    downloadBytesPerSecond: 131_072,
    machine: {
      id: '',
      clockOffsetMs: 0,
      swiftposVersion: SWIFTPOS_VERSION,
      isElevated: true,
      webServer: 'Running',
      isEventLogReadable: true,
      freeBytes: 50 * 1024 ** 3,
      offUntil: null,
      asleepUntil: null,
      nextProcessId: 1000,
    },
    services: newServices(SWIFTPOS_VERSION, at),
    monitor: newMonitor(),
    gateway: { rereads: true, inUse: null, beatsSince: null, reported: '', placeError: null },
    credentials: { current: null, previous: null, pending: null },
    packages: { kept: [], part: null, startsService: false },
    sync: newSync(),
    cloud: {
      isUnreachable: false,
      codes: [],
      mails: [],
      redemptions: [],
      jobs: [],
      activations: [],
      package: { version: SWIFTPOS_VERSION, size: 262_144, sha256: 'c5'.repeat(32) },
    },
    till: newTill(),
    database: newDatabase(at, cloudSync === 'licensed'),
    events: [],
    droppedEvents: 0,
    ledger: [],
  };
  model.machine.id = newId(model);
  for (const key of SERVICE_KEYS) if (model.services[key].startMode === 'Automatic') runAlready(model, key);
  if (connected === 'synced') connect(model, cloudSync === 'licensed');
  settle(model);
  return model;
}

function runAlready(model: VenueModel, key: (typeof SERVICE_KEYS)[number]): void {
  const since = model.at - DAY_MS;
  const processId = model.machine.nextProcessId;
  model.machine.nextProcessId += 4;
  Object.assign(model.services[key], { state: 'Running', since, startedAt: since, processId, exitCode: 0 });
  Object.assign(model.services[key], { installed: true, startMode: 'Automatic', startedBy: 'boot' });
}

const MONTH_MS = 30 * DAY_MS;

function connect(model: VenueModel, isLicensed: boolean): void {
  const redemptionId = newId(model);
  const credential = secretsOf(model).credentialOf(redemptionId);
  const { customerNumber } = model.database;
  const redemption = addRedemption(model, {
    redemptionId,
    credential,
    machineId: model.machine.id,
    swiftposVersion: SWIFTPOS_VERSION,
  });
  const at = model.at - MONTH_MS;
  Object.assign(redemption, { at, firstHeartbeatAt: at, lastHeartbeatAt: model.at });
  model.credentials.current = { customerNumber, credential, redemptionId, by: 'onboarding', since: at };
  runAlready(model, 'gateway-client');
  model.cloud.activations = LOCATIONS.map(({ id }) => ({ locationId: id, cloudClientId: newId(model), at }));
  if (!isLicensed) return;
  runAlready(model, 'cloud-sync');
  model.packages.kept.push(model.cloud.package.version);
  model.sync.firstJobId = newId(model);
  const rows = Object.entries(model.database.rows);
  model.cloud.jobs.push({
    id: model.sync.firstJobId,
    kind: 'FIRST',
    state: 'COMPLETED',
    tables: rows.map(([name, count]) => ({ name, rowsExpected: count, rowsReceived: count })),
    startedAt: at,
    updatedAt: at,
    completedAt: at,
    cause: 'cloud-sync-first',
    causedBy: 'onboarding',
  });
}

/** Notes what an act has changed just now: what is watched, what begins and what ends by it. Twice in a row changes nothing. */
function settle(model: VenueModel): void {
  const { database, faults } = model;
  database.reindexSince =
    faults['database'] === 'reindexing' ? (database.reindexSince ?? machineNow(model)) : null;
  settleWatchdog(model);
  settleGateway(model);
  settleSync(model);
  settleTill(model);
}

function nextAt(model: VenueModel): number {
  const { asleepUntil } = model.machine;
  const own =
    isAwake(model) || asleepUntil === null
      ? Math.min(servicesDueAt(model), watchdogDueAt(model), syncDueAt(model), tillDueAt(model))
      : asleepUntil;
  return Math.min(own, linkDueAt(model));
}

/** What continues evenly while nothing else happens. */
function flow(model: VenueModel, to: number): void {
  if (to > model.at) {
    flowBeats(model, to);
    flowSync(model, to);
    model.at = to;
  }
}

/** Runs every rule up to the true time `at`, in the order of their times. An earlier time than that of the model changes nothing. */
export function advance(model: VenueModel, at: number): void {
  settle(model);
  for (let changes = 0; ; changes += 1) {
    const next = nextAt(model);
    if (next > at) break;
    if (changes > MOST_CHANGES) throw new Error(`The model does not get beyond ${model.at}.`);
    flow(model, next);
    if (isAwake(model)) {
      runServices(model);
      runWatchdog(model);
      runSync(model);
      runTill(model);
    }
    settle(model);
  }
  flow(model, at);
}

/** True time of the next change that happens automatically; Infinity: none. */
export function dueAt(model: VenueModel): number {
  settle(model);
  return nextAt(model);
}
