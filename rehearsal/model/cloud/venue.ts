/** What the cloud knows of the venue: its link by heartbeats, its locations and its sync. */
import { newId } from '../chance.js';
import { record } from '../events.js';
import type { Redemption } from '../records.js';
import { ModelRefusal } from '../refusal.js';
import { LOCATIONS } from '../seed.js';
import type { VenueModel } from '../state.js';
import { iso, isoOrNull, machineNow } from '../time.js';
import { describeJob, isOpen, lastCompletedAt } from './jobs.js';
import { expiryDate, isLicensed } from './reach.js';

/** A heartbeat this young means connected. */
export const CONNECTED_MS = 5000;
/** The machine that `link=old-server-connected` shows. */
const OLD_SERVER = '0ed50000-0000-4000-8000-00000000501d';

export interface Heartbeat {
  readonly service: 'gateway-client' | 'cloud-sync';
  readonly machineId: string;
  readonly swiftposVersion: string;
}

/** Only Gateway Client's beats make the link. `at`: when it came, where that is not now. */
export function takeHeartbeat(model: VenueModel, bearer: Redemption, beat: Heartbeat, at = model.at): void {
  const isMismatch = beat.machineId !== bearer.machineId;
  const outcome = isMismatch ? 'MACHINE_MISMATCH' : 'accepted';
  record(model, 'heartbeats', outcome, { service: beat.service, machineId: beat.machineId });
  if (isMismatch) throw new ModelRefusal(outcome, `The cloud refused with 409: ${outcome}.`, { Status: 409 });
  if (beat.service !== 'gateway-client') return;
  bearer.firstHeartbeatAt ??= at;
  bearer.lastHeartbeatAt = at;
  bearer.swiftposVersion = beat.swiftposVersion;
}

export interface Connection {
  state: 'never' | 'connected' | 'disconnected';
  machineId: string | null;
  swiftposVersion: string | null;
  onboardedAt: number | null;
  firstHeartbeatAt: number | null;
  lastHeartbeatAt: number | null;
  otherServers: string[];
}

/** The venue's server is the one of the newest redemption that ever sent a heartbeat: an older link counts until the new one is seen. */
export function connectionOf(model: VenueModel): Connection {
  const { redemptions } = model.cloud;
  const linked = redemptions.filter(({ lastHeartbeatAt }) => lastHeartbeatAt !== null).sort(bySequence);
  const current = linked[0];
  const machineId = current?.machineId ?? null;
  const isFresh = ({ lastHeartbeatAt }: Redemption) => model.at - (lastHeartbeatAt ?? 0) <= CONNECTED_MS;
  const own = linked.filter((each) => each.machineId === machineId);
  const others = linked
    .filter((each) => each.machineId !== machineId && isFresh(each))
    .map((each) => String(each.machineId));
  if (model.faults['link'] === 'old-server-connected') others.push(OLD_SERVER);
  const isConnected = current !== undefined && model.faults['link'] !== 'down' && own.some(isFresh);
  const redeemed = redemptions.filter(({ state }) => state === 'REDEEMED').sort(bySequence)[0];
  const firsts = redemptions.flatMap(({ firstHeartbeatAt }) => firstHeartbeatAt ?? []);
  return {
    state: current === undefined ? 'never' : isConnected ? 'connected' : 'disconnected',
    machineId,
    swiftposVersion: current?.swiftposVersion ?? null,
    onboardedAt: redeemed?.at ?? null,
    firstHeartbeatAt: firsts.length === 0 ? null : Math.min(...firsts),
    lastHeartbeatAt: own.length === 0 ? null : Math.max(...own.map((each) => each.lastHeartbeatAt ?? 0)),
    otherServers: [...new Set(others)],
  };
}

function bySequence(one: Redemption, other: Redemption): number {
  return other.sequence - one.sequence;
}

/** As the cloud's contract has it, in PascalCase, with the time of the machine that asked. */
export function describeVenue(model: VenueModel): object {
  const connection = connectionOf(model);
  const { jobs, activations } = model.cloud;
  const job = jobs.find(isOpen) ?? jobs.at(-1);
  return {
    CustomerNumber: model.database.customerNumber,
    CompanyName: model.database.companyName,
    RegistrationExpiresOn: expiryDate(model),
    Licences: model.database.licences.filter((licence) => licence !== 'CLOUD_SYNC' || isLicensed(model)),
    Connection: {
      State: connection.state,
      MachineId: connection.machineId,
      SwiftposVersion: connection.swiftposVersion,
      OnboardedAt: isoOrNull(connection.onboardedAt),
      FirstHeartbeatAt: isoOrNull(connection.firstHeartbeatAt),
      LastHeartbeatAt: isoOrNull(connection.lastHeartbeatAt),
      OtherServers: connection.otherServers,
    },
    Locations: LOCATIONS.map(({ id }) => {
      const found = activations.find(({ locationId }) => locationId === id);
      return { LocationId: id, Activated: found !== undefined, CloudClientId: found?.cloudClientId ?? null };
    }),
    Sync: { LastCompletedAt: isoOrNull(lastCompletedAt(model)), Job: job ? describeJob(job) : null },
    ObservedAt: iso(machineNow(model)),
  };
}

/** Gives the location its Cloud Client ID; the same again when it has one. */
export function activate(model: VenueModel, locationId: string): string {
  if (!LOCATIONS.some(({ id }) => id === locationId))
    throw new ModelRefusal('LOCATION_UNKNOWN', 'The cloud refused with 404: LOCATION_UNKNOWN.', {
      Status: 404,
    });
  const { activations } = model.cloud;
  let found = activations.find((each) => each.locationId === locationId);
  record(model, 'activations', found ? 'already-activated' : 'activated', { locationId });
  if (!found) {
    found = { locationId, cloudClientId: newId(model), at: model.at };
    activations.push(found);
  }
  return found.cloudClientId;
}
