/**
 * What a script call would take away from ordering. A flag per script is too coarse: it depends on parameters
 * and on how the venue is.
 */
import type { ScriptCall } from '../ports/script-runner.js';
import { isUp } from '../services/memory.js';
import type { CloudVenue } from '../venue/cloud.js';
import { isOpen } from '../venue/cloud.js';
import { dependentsOf, type HostService, startedWith } from '../venue/host.js';

/**
 * `LINK`: orders have no way until Gateway Client runs again. `SEND`: ordering is off while all data is sent;
 * `isCertain` is false where the cloud could not say whether a first sync follows.
 */
export type Effect =
  | { readonly takes: 'NOTHING' }
  | { readonly takes: 'LINK' }
  | { readonly takes: 'SEND'; readonly isCertain: boolean };

export interface Snapshot {
  readonly services: readonly HostService[];
  /** Undefined: it could not be read. */
  readonly cloud: CloudVenue | undefined;
  readonly isLicensed: boolean;
  /** A first sync was completed, as its operation knows. False: only the cloud can say. */
  readonly isSynced: boolean;
  /** When the operation began to store its credential. */
  readonly storedAt?: Date | undefined;
  /** The credential in use is not the one that the call takes out of use. */
  readonly isTakenBack?: boolean;
}

type AskedCall = Pick<ScriptCall, 'script' | 'parameters'>;

export const GATEWAY = 'gateway-client';
const CLOUD_SYNC = 'cloud-sync';
/** A link that is silent for longer is down. */
const SILENT_MS = 15 * 60_000;
/** As far as a clock that counts as right may be from another. */
const CLOCKS_MS = 60_000;
export const TAKE_BACK = 'Restore-GatewayCredential';
const NOTHING: Effect = { takes: 'NOTHING' };

/** Each script that may take ordering away, and the service that its parameters name. All others take nothing. */
const EFFECTS: Readonly<Record<string, (key: string, snapshot: Snapshot) => Effect>> = {
  'Stop-VenueHostService': stopping,
  'Uninstall-CloudSync': (_, snapshot) => stopping(CLOUD_SYNC, snapshot),
  [TAKE_BACK]: (_, snapshot) => takingBack(snapshot),
  'Start-VenueHostService': starting,
  'Install-CloudSync': (_, snapshot) => installing(snapshot),
  // Ordering is off from the moment on at which the cloud expects all rows.
  'Register-SyncJob': () => ({ takes: 'SEND', isCertain: true }),
};

/** Whether facts have to be read to know what it takes. */
export function mayTakeOrdering({ script }: AskedCall): boolean {
  return Object.hasOwn(EFFECTS, script);
}

export function effectOf({ script, parameters = {} }: AskedCall, snapshot: Snapshot): Effect {
  return EFFECTS[script]?.(String(parameters['Key'] ?? ''), snapshot) ?? NOTHING;
}

/** With what depends on it. A link that is silent, or a gateway that doesn't run, can't be taken away. */
function stopping(key: string, { services, cloud }: Snapshot): Effect {
  const stopped = [key, ...dependentsOf(services, key).map((each) => each.key)];
  const gateway = services.find((service) => service.key === GATEWAY);
  if (!stopped.includes(GATEWAY) || !gateway || !isUp(gateway)) return NOTHING;
  // By the time it stops, one that is starting has connected.
  return gateway.state === 'StartPending' || isLinked(cloud) ? { takes: 'LINK' } : NOTHING;
}

/**
 * Gateway Client may read its credential at any time: what it connects with is gone. A link that was heard
 * last before the new credential was stored is silent because of it.
 */
function takingBack({ storedAt, isTakenBack, ...snapshot }: Snapshot): Effect {
  if (isTakenBack) return NOTHING;
  const { state, lastHeartbeatAt } = snapshot.cloud?.connection ?? {};
  const isOfPrevious =
    storedAt && lastHeartbeatAt && lastHeartbeatAt.getTime() < storedAt.getTime() + CLOCKS_MS;
  return state === 'disconnected' && isOfPrevious ? NOTHING : stopping(GATEWAY, snapshot);
}

/** Also where it is unknown. One that was silent for a moment comes back automatically. */
export function isLinked(cloud: Snapshot['cloud']): boolean {
  if (!cloud || cloud.connection.state === 'connected') return true;
  const { lastHeartbeatAt } = cloud.connection;
  const now = cloud.cloudTime ?? cloud.observedAt;
  return lastHeartbeatAt !== undefined && now.getTime() - lastHeartbeatAt.getTime() < SILENT_MS;
}

/** With what it depends on. Of all services that are started, Cloud Sync alone begins a send. */
function starting(key: string, snapshot: Snapshot): Effect {
  return startedWith(snapshot.services, key).includes(CLOUD_SYNC) ? startingCloudSync(snapshot) : NOTHING;
}

/**
 * A package may start what it installs. Where orders have no way it is installed at once: what connects the
 * venue comes after it.
 */
function installing(snapshot: Snapshot): Effect {
  return isLinked(snapshot.cloud) ? startingCloudSync(snapshot) : NOTHING;
}

/** A send that is open has taken ordering already. */
function startingCloudSync({ services, cloud, isLicensed, isSynced }: Snapshot): Effect {
  const cloudSync = services.find(({ key }) => key === CLOUD_SYNC);
  if (!isLicensed || isSynced || (cloudSync && isUp(cloudSync))) return NOTHING;
  if (!cloud) return { takes: 'SEND', isCertain: false };
  const isBegun = cloud.sync.lastCompletedAt !== undefined || isOpen(cloud.sync.job);
  return isBegun ? NOTHING : { takes: 'SEND', isCertain: true };
}
