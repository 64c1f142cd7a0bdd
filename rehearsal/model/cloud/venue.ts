/** What the cloud knows of the venue: its link by heartbeats, its locations and its sync. */
import { record } from '../events.js';
import type { Redemption } from '../records.js';
import { LOCATIONS } from '../seed.js';
import { iso, isoOrNull } from '../time.js';
import { Refusal } from './answers.js';
import type { CloudModel } from './cloud-model.js';
import { describeJob, isOpen, lastCompletedAt } from './jobs.js';
import { expiryDate, licencesUnder } from './reach.js';

/** A heartbeat this young means connected. */
export const CONNECTED_MS = 5000;
/** The machine that `link=old-server-connected` shows. */
const OLD_SERVER = '7e34225d-f954-f265-213d-55580a309c20';

export interface Heartbeat {
  readonly service: 'gateway-client' | 'cloud-sync';
  readonly machineId: string;
  readonly swiftposVersion: string;
  readonly processId: number;
}

/** Only Gateway Client's beats make the link. `at`: when it came, where that is not now. */
export function takeHeartbeat(model: CloudModel, bearer: Redemption, beat: Heartbeat, at = model.at): void {
  const { swiftposVersion: _, ...ids } = beat;
  const isMismatch = beat.machineId !== bearer.machineId;
  record(model, 'heartbeats', isMismatch ? 'MACHINE_MISMATCH' : 'accepted', ids);
  if (isMismatch) {
    const message = 'This credential belongs to another server of the venue.';
    throw new Refusal(409, 'MACHINE_MISMATCH', message);
  }
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
export function connectionOf(model: CloudModel): Connection {
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

export function describeVenue(model: CloudModel): object {
  const { database, faults, cloud } = model;
  const connection = connectionOf(model);
  const job = cloud.jobs.find(isOpen) ?? cloud.jobs.at(-1);
  return {
    customerNumber: database.customerNumber,
    companyName: database.companyName,
    registrationExpiresOn: expiryDate(model),
    licences: licencesUnder(faults, database.licences),
    connection: {
      ...connection,
      onboardedAt: isoOrNull(connection.onboardedAt),
      firstHeartbeatAt: isoOrNull(connection.firstHeartbeatAt),
      lastHeartbeatAt: isoOrNull(connection.lastHeartbeatAt),
    },
    locations: LOCATIONS.map(({ id: locationId }) => {
      const found = cloud.activations.find((each) => each.locationId === locationId);
      return { locationId, activated: found !== undefined, cloudClientId: found?.cloudClientId ?? null };
    }),
    sync: { lastCompletedAt: isoOrNull(lastCompletedAt(model)), job: job ? describeJob(job) : null },
  };
}

/** Gives the location its Cloud Client ID; the same again when it has one. */
export function activate(model: CloudModel, locationId: string, newId: () => string) {
  if (!LOCATIONS.some(({ id }) => id === locationId))
    throw new Refusal(404, 'LOCATION_UNKNOWN', 'The cloud knows no such location of this venue.');
  const { activations } = model.cloud;
  const known = activations.find((each) => each.locationId === locationId);
  const { cloudClientId, at } = known ?? { cloudClientId: newId(), at: model.at };
  if (!known) activations.push({ locationId, cloudClientId, at });
  record(model, 'activations', known ? 'already-activated' : 'activated', { locationId });
  return { locationId, cloudClientId, activatedAt: iso(at) };
}
