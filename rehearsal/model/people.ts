/** Acts of people behind the control plane's back, and of what they own. Each happens now. */
import { newId, secretsOf } from './chance.js';
import { endJob, openJob, putJob, takesJob } from './cloud/jobs.js';
import { addRedemption } from './cloud/redemptions.js';
import { activate } from './cloud/venue.js';
import type { ServiceKey, StartMode } from './service-keys.js';
import type { VenueModel } from './state.js';
import { sellNow } from './till.js';
import { machineNow } from './time.js';
import * as control from './windows/control.js';
import { stopOrder } from './windows/services.js';

const BOOT_MS = 60_000;

/** In Windows' Services. Answers Windows' number; 0: done. */
export function stopService(model: VenueModel, key: ServiceKey): number {
  const order = stopOrder(model, key);
  for (const dependent of order.slice(0, -1)) control.stopService(model, dependent);
  return control.stopService(model, key);
}

export function startService(model: VenueModel, key: ServiceKey): number {
  return control.startService(model, key);
}

/** Its process ends at once, as by the Task Manager. */
export function killService(model: VenueModel, key: ServiceKey): void {
  control.endProcess(model, key);
}

export function pauseService(model: VenueModel, key: ServiceKey): void {
  const service = model.services[key];
  if (service.state === 'Running') Object.assign(service, { state: 'Paused', since: model.at });
}

export function resumeService(model: VenueModel, key: ServiceKey): void {
  const service = model.services[key];
  if (service.state === 'Paused') Object.assign(service, { state: 'Running', since: model.at });
}

export function setStartMode(model: VenueModel, key: ServiceKey, startMode: StartMode): number {
  return control.setStartMode(model, key, startMode);
}

/** `sc config SERVICE depend= ...`: from now on it needs this one, too. */
export function needs({ services }: VenueModel, key: ServiceKey, needed: ServiceKey): void {
  const service = services[key];
  service.dependsOn = [...new Set([...service.dependsOn, needed])];
}

export function removeService(model: VenueModel, key: ServiceKey): void {
  control.uninstallService(model, key);
}

export function installService(
  model: VenueModel,
  key: ServiceKey,
  version = model.machine.swiftposVersion,
): void {
  control.installService(model, key, version);
}

/** Every process ends; Automatic services start when the machine is up again, delayed ones later. */
export function reboot(model: VenueModel, downMs = BOOT_MS): void {
  control.powerOff(model, downMs);
}

/** The machine sleeps: its processes pause, and go on afterwards. */
export function sleepMachine(model: VenueModel, ms: number): void {
  model.machine.asleepUntil = model.at + ms;
}

/** A sale at the till, also outside of trading hours. */
export function sell(model: VenueModel): void {
  sellNow(model);
}

const REINDEX = 'Re-index';

export function startReindex(model: VenueModel): void {
  const { operations } = model.database;
  if (!operations.some(({ name }) => name === REINDEX))
    operations.push({ name: REINDEX, startedAt: machineNow(model) });
}

export function endReindex({ database }: VenueModel): void {
  database.operations = database.operations.filter(({ name }) => name !== REINDEX);
}

/** The venue orders Cloud Sync from swiftpos: its registration has the licence from now on. */
export function orderCloudSync({ database }: VenueModel): void {
  if (!database.licences.includes('CLOUD_SYNC')) database.licences.push('CLOUD_SYNC');
}

/** On the Cloud Connectivity screen. */
export function activateLocation(model: VenueModel, locationId: string): void {
  activate(model, locationId, () => newId(model));
}

/** Another server with the same Customer Number sends heartbeats, with a credential older than ours; `isNewest`: with the newest one. */
export function addOtherServer(model: VenueModel, isNewest = false): string {
  const machineId = newId(model);
  const redemptionId = newId(model);
  const credential = secretsOf(model).credentialOf(redemptionId);
  const other = addRedemption(model, {
    redemptionId,
    machineId,
    credential,
    swiftposVersion: model.machine.swiftposVersion,
  });
  if (!isNewest) other.sequence = Math.min(0, ...model.cloud.redemptions.map(({ sequence }) => sequence)) - 1;
  Object.assign(other, { isBeating: true, firstHeartbeatAt: model.at, lastHeartbeatAt: model.at });
  return machineId;
}

export function removeOtherServer({ cloud }: VenueModel, machineId: string): void {
  for (const each of cloud.redemptions) if (each.machineId === machineId) each.isBeating = false;
}

/** Text of the newest authentication code in the registered mailbox. */
export function readMailbox({ cloud }: VenueModel): string | undefined {
  return /^Authentication Code: (\S+)$/m.exec(cloud.mails.at(-1)?.text ?? '')?.[1];
}

/** Another program sends all data again. Where the cloud refuses that, nothing begins. */
export function beginOtherSend(model: VenueModel): void {
  if (!takesJob(model)) return;
  const tables = Object.entries(model.database.rows).map(([name, rows]) => ({ name, rows }));
  putJob(model, {
    id: newId(model),
    kind: 'FULL',
    cause: 'register-script',
    causedBy: 'another program',
    tables,
  });
}

/** Support withdraws in the cloud what is being sent. */
export function withdrawSend(model: VenueModel): void {
  const job = openJob(model);
  if (job) endJob(model, job, 'WITHDRAWN');
}
