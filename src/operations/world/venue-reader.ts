/** Who we are and whether we are online. */
import { AppError } from '../../errors.js';
import type { Clock, Log } from '../ports/machine.js';
import type { ScriptRunner } from '../ports/script-runner.js';
import type { Registration, VenueStore } from '../ports/venue-store.js';
import { CONSUMERS, type Consumer } from '../words/consumers.js';
import { type CloudVenue, isOpen, percentOf } from './cloud.js';
import type { CloudReader } from './cloud-reader.js';
import { registrationState } from './registration.js';
import { getHostServices, getVenueHost, type HostService, type VenueHost } from './venue-host.js';

export interface VenueView extends Registration {
  readonly rehearsal: boolean;
  readonly registrationState: 'CURRENT' | 'EXPIRING' | 'EXPIRED';
  /** e.g. m*****r@example.com */
  readonly maskedEmail: string;
}

export interface OnboardingView {
  readonly state: 'NEVER_CONNECTED' | 'CONNECTED' | 'RECONNECT_NEEDED' | 'CLOUD_SYNC_PENDING' | 'UNKNOWN';
  readonly onboardedAt: Date | undefined;
  readonly lastHeartbeatAt: Date | undefined;
  readonly detail: string | undefined;
}

export interface ConsumerView {
  readonly name: string;
  readonly servedBy: readonly string[];
  /** Undefined: not known now. */
  readonly available: boolean | undefined;
  readonly detail: string | undefined;
}

export interface LocationCloudState {
  readonly locationId: string;
  readonly activated: boolean;
  readonly cloudClientId: string | undefined;
}

export interface VenueReader {
  venue(): Promise<VenueView>;
  onboarding(): Promise<OnboardingView>;
  consumers(): Promise<readonly ConsumerView[]>;
  /** Undefined when the cloud can't be asked now. */
  locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined>;
}

/** Answers of the cloud younger than this are good enough for a look. */
const RECENT_MS = 3000;

export interface VenueReaderParts {
  readonly venue: VenueStore;
  readonly scripts: ScriptRunner;
  readonly cloud: CloudReader;
  readonly clock: Clock;
  readonly log: Log;
  /** Whether this is the practice venue. */
  readonly rehearsal: boolean;
}

export class LiveVenueReader implements VenueReader {
  readonly #parts: VenueReaderParts;

  constructor(parts: VenueReaderParts) {
    this.#parts = parts;
  }

  async venue(): Promise<VenueView> {
    const registration = await this.#parts.venue.registration();
    const { expiresOn, timeZone, registeredEmail } = registration;
    return {
      ...registration,
      rehearsal: this.#parts.rehearsal,
      registrationState: registrationState(expiresOn, timeZone, this.#parts.clock.now()),
      maskedEmail: maskEmail(registeredEmail),
    };
  }

  async onboarding(): Promise<OnboardingView> {
    const [registration, cloud, host, services] = await this.#facts();
    if (cloud instanceof AppError) {
      const detail = `${cloud.message} Whether the venue is online is not known.`;
      return { state: 'UNKNOWN', onboardedAt: undefined, lastHeartbeatAt: undefined, detail };
    }
    const { onboardedAt, lastHeartbeatAt } = cloud.connection;
    return { onboardedAt, lastHeartbeatAt, ...stateOf(registration, cloud, host, services) };
  }

  async consumers(): Promise<readonly ConsumerView[]> {
    const [, cloud, host, services] = await this.#facts();
    return CONSUMERS.map((consumer) => ({
      name: consumer.name,
      servedBy: consumer.servedBy,
      ...availability(consumer, cloud, host, services),
    }));
  }

  async locationStates(): Promise<ReadonlyMap<string, LocationCloudState> | undefined> {
    const { customerNumber } = await this.#parts.venue.registration();
    const cloud = await this.#parts.cloud.recent(customerNumber, RECENT_MS);
    if (cloud instanceof AppError) return undefined;
    return new Map(cloud.locations.map((location) => [location.locationId, location]));
  }

  async #facts(): Promise<
    readonly [Registration, CloudVenue | AppError, VenueHost | undefined, readonly HostService[] | undefined]
  > {
    const registration = await this.#parts.venue.registration();
    const [cloud, host, services] = await Promise.all([
      this.#parts.cloud.recent(registration.customerNumber, RECENT_MS),
      this.#unlessItFails(getVenueHost(this.#parts.scripts)),
      this.#unlessItFails(getHostServices(this.#parts.scripts, ['gateway-client', 'cloud-sync'])),
    ]);
    return [registration, cloud, host, services] as const;
  }

  async #unlessItFails<T>(question: Promise<T>): Promise<T | undefined> {
    return question.catch((error: unknown) => {
      this.#parts.log.warn({ err: error }, 'PowerShell did not say; the answer shows it as unknown');
      return undefined;
    });
  }
}

/** m*****r@example.com: the first and the last letter, never the length. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@');
  const name = address.slice(0, Math.max(at, 0));
  return `${name.charAt(0)}*****${name.length > 1 ? name.charAt(name.length - 1) : ''}${at < 0 ? '' : address.slice(at)}`;
}

function stateOf(
  registration: Registration,
  cloud: CloudVenue,
  host: VenueHost | undefined,
  services: readonly HostService[] | undefined,
): Pick<OnboardingView, 'state' | 'detail'> {
  const { state, firstHeartbeatAt, lastHeartbeatAt, machineId, swiftposVersion } = cloud.connection;
  if (!firstHeartbeatAt)
    return { state: 'NEVER_CONNECTED', detail: 'The cloud has never seen a heartbeat of this venue.' };
  if (host && machineId !== undefined && machineId !== host.machineId) {
    return {
      state: 'RECONNECT_NEEDED',
      detail: 'The cloud knows another server for this venue. Plan an onboarding.',
    };
  }
  if (swiftposVersion !== undefined && swiftposVersion !== registration.swiftposVersion) {
    return {
      state: 'RECONNECT_NEEDED',
      detail: `The cloud knows swiftpos ${swiftposVersion}; this venue runs ${registration.swiftposVersion}. Plan an onboarding.`,
    };
  }
  if (state !== 'connected') {
    return {
      state: 'UNKNOWN',
      detail: `Onboarded, but offline: no heartbeat since ${lastHeartbeatAt?.toISOString() ?? 'long ago'}. Look at Gateway Client.`,
    };
  }
  const job = cloud.sync.job;
  if (isOpen(job)) {
    const kind = job.kind === 'FIRST' ? 'First sync' : 'Full send';
    const detail = `${kind}: ${Math.floor(percentOf(job))} % (${job.rowsReceived.toLocaleString('en')} of ${job.rowsExpected.toLocaleString('en')} rows).`;
    return { state: job.kind === 'FIRST' ? 'CLOUD_SYNC_PENDING' : 'CONNECTED', detail };
  }
  const licensed = registration.licences.includes('CLOUD_SYNC');
  const installed = services?.find((service) => service.key === 'cloud-sync')?.installed;
  if (licensed && installed === false)
    return {
      state: 'CLOUD_SYNC_PENDING',
      detail: 'Cloud Sync is licensed and not installed. Plan an onboarding.',
    };
  if (licensed && !cloud.sync.lastCompletedAt)
    return { state: 'CLOUD_SYNC_PENDING', detail: 'The first sync has not been completed yet.' };
  return { state: 'CONNECTED', detail: undefined };
}

function availability(
  consumer: Consumer,
  cloud: CloudVenue | AppError,
  host: VenueHost | undefined,
  services: readonly HostService[] | undefined,
): Pick<ConsumerView, 'available' | 'detail'> {
  if (!services) return { available: undefined, detail: 'PowerShell did not say how the services are.' };
  const down = services.find(
    (service) => consumer.servedBy.includes(service.key) && service.state !== 'Running',
  );
  if (down)
    return {
      available: false,
      detail: `${down.displayName} is ${down.installed ? 'not running' : 'not installed'}.`,
    };
  if (cloud instanceof AppError) return { available: undefined, detail: cloud.message };
  if (cloud.connection.state !== 'connected')
    return { available: false, detail: 'The cloud does not hear this venue.' };
  if (consumer.name === 'SwiftAPI' && host?.webServer === 'Stopped')
    return { available: false, detail: 'The web server is stopped.' };
  if (isOpen(cloud.sync.job) && consumer.stopsDuringSend) {
    return {
      available: false,
      detail: `All data is being sent: ${Math.floor(percentOf(cloud.sync.job))} %.`,
    };
  }
  return { available: true, detail: undefined };
}
