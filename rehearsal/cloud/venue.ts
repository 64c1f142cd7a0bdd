/** What the cloud knows of the venue: its registration, its link (by heartbeats), its locations and its sync. */
import { createHash, randomUUID } from 'node:crypto';
import { seedLocationGroups, seedVenue } from '../seed-venue.js';
import { type CloudMemory, type Row, record } from './memory.js';
import { readRegistration } from './registration.js';
import {
  type CloudAnswer,
  type CloudRequest,
  countOf,
  HangUp,
  malformed,
  Refusal,
  textOf,
} from './request.js';
import { describeSync } from './sync-jobs.js';

/** A heartbeat this young means connected. */
const connectedMs = 5000;

export function getVenue({ memory, dataFolder, faults }: CloudRequest): CloudAnswer {
  const registration = readRegistration(dataFolder, faults);
  return {
    status: 200,
    body: {
      customerNumber: seedVenue.customerNumber,
      companyName: seedVenue.companyName,
      registrationExpiresOn: registration.expiresOn,
      licences: registration.licences,
      connection: describeConnection(memory, faults.link),
      locations: describeLocations(memory),
      sync: describeSync(memory),
    },
  };
}

/** Only the Gateway Client's beats make the link; Cloud Sync's are kept in the ledger. */
export function postHeartbeat({ memory, faults, body, bearer }: CloudRequest): CloudAnswer {
  if (faults.link === 'down') throw new HangUp();
  const machineId = textOf(body, 'machineId');
  const swiftposVersion = textOf(body, 'swiftposVersion');
  const processId = countOf(body, 'processId');
  const service = body['service'];
  if (service !== 'gateway-client' && service !== 'cloud-sync') {
    throw malformed('"service" must be gateway-client or cloud-sync.');
  }
  const mismatch = machineId !== bearer['machine_id'];
  memory.atOnce(() => {
    const outcome = mismatch ? 'MACHINE_MISMATCH' : 'accepted';
    record(memory, 'heartbeats', outcome, { service, machineId, processId });
    if (mismatch || service !== 'gateway-client') return;
    const now = new Date().toISOString();
    memory.run(
      `UPDATE redemption SET first_heartbeat_at = coalesce(first_heartbeat_at, ?), last_heartbeat_at = ?,
         swiftpos_version = ? WHERE id = ?`,
      now,
      now,
      swiftposVersion,
      bearer['id'] ?? null,
    );
  });
  if (mismatch) {
    throw new Refusal(409, 'MACHINE_MISMATCH', 'This credential belongs to another server of the venue.');
  }
  return { status: 204 };
}

/** Gives the location its Cloud Client ID; the same again when it has one. */
export function putActivation({ memory, params }: CloudRequest): CloudAnswer {
  const locationId = params['locationId'] ?? '';
  if (!locationIds.includes(locationId)) {
    throw new Refusal(404, 'LOCATION_UNKNOWN', 'The cloud knows no such location of this venue.');
  }
  const row = memory.atOnce(() => {
    const added = memory.run(
      'INSERT OR IGNORE INTO activation VALUES (?, ?, ?)',
      locationId,
      randomUUID(),
      new Date().toISOString(),
    );
    record(memory, 'activations', added > 0 ? 'activated' : 'already-activated', { locationId });
    return memory.find('SELECT * FROM activation WHERE location_id = ?', locationId);
  });
  return {
    status: 200,
    body: { locationId, cloudClientId: row?.['cloud_client_id'], activatedAt: row?.['activated_at'] },
  };
}

const locationIds = seedLocationGroups.flatMap((group) => group.locations.map(({ id }) => String(id)));

/** The venue's server is the one of the newest redemption that ever sent a heartbeat: an older link counts until the new one is seen. */
function describeConnection(memory: CloudMemory, fault: string | undefined): object {
  const linked = memory.all(
    'SELECT * FROM redemption WHERE last_heartbeat_at IS NOT NULL ORDER BY sequence DESC',
  );
  const redeemed = memory.find(
    "SELECT at FROM redemption WHERE state = 'REDEEMED' ORDER BY sequence DESC LIMIT 1",
  );
  const first = memory.find('SELECT min(first_heartbeat_at) AS at FROM redemption');
  const current = linked[0];
  const machineId = current?.['machine_id'] ?? null;
  const others = linked.filter((row) => row['machine_id'] !== machineId && isFresh(row));
  const otherServers = new Set(others.map((row) => row['machine_id']));
  if (fault === 'old-server-connected') otherServers.add(oldServer);
  const connected =
    current !== undefined && fault !== 'down' && linked.some((row) => isOf(row, machineId) && isFresh(row));
  return {
    state: current === undefined ? 'never' : connected ? 'connected' : 'disconnected',
    machineId,
    swiftposVersion: current?.['swiftpos_version'] ?? null,
    onboardedAt: redeemed?.['at'] ?? null,
    firstHeartbeatAt: first?.['at'] ?? null,
    lastHeartbeatAt: latest(linked.filter((row) => isOf(row, machineId))),
    otherServers: [...otherServers],
  };
}

/** The machine that `link=old-server-connected` shows: the same in every rehearsal. */
const oldServer = createHash('sha256')
  .update('old server')
  .digest('hex')
  .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');

/** One machine may hold several credentials: the running gateway keeps its own until it is started again. */
function isOf(row: Row, machineId: unknown): boolean {
  return row['machine_id'] === machineId;
}

function isFresh(row: Row): boolean {
  return Date.now() - Date.parse(String(row['last_heartbeat_at'])) <= connectedMs;
}

function latest(rows: readonly Row[]): string | null {
  const times = rows.map((row) => String(row['last_heartbeat_at'])).sort();
  return times.at(-1) ?? null;
}

function describeLocations(memory: CloudMemory): object[] {
  const rows = memory.all('SELECT location_id, cloud_client_id FROM activation');
  const ids = new Map(rows.map((row) => [row['location_id'], row['cloud_client_id']]));
  return locationIds.map((locationId) => ({
    locationId,
    activated: ids.has(locationId),
    cloudClientId: ids.get(locationId) ?? null,
  }));
}
